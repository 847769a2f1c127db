import Postgres
import Store
import Support
import Testing
import Worker

/// Stored results are worked out again by a statement that scoring does not share.
@Suite(.database(.sourced)) struct VerificationTests {
    @Test func whatWasScoredAgrees() async throws {
        let database = try TestDatabase.current
        try await scored(in: database)
        let verification = try await verify(in: database)
        #expect(verification.results == 4)
        #expect(verification.findings == [])
    }

    /// A table, its column, a person, the value put there, and the field that is named for it.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let table: String
        let column: String
        let value: String
        var employee = "ann"
        var indicator: String?
        /// Where the column is one that results rest on, what follows from it is named.
        var names: String?

        var testDescription: String { "\(table).\(column)" }

        static let all = [
            Tampering(table: "result", column: "self_score", value: "1"),
            Tampering(table: "result", column: "supervisor_score", value: "1"),
            Tampering(table: "result", column: "peer_score", value: "1"),
            Tampering(table: "result", column: "data_score", value: "1"),
            Tampering(table: "result", column: "total", value: "77.51"),
            Tampering(table: "result", column: "grade", value: "'A'"),
            Tampering(table: "result", column: "coefficient", value: "0.81"),
            Tampering(table: "result", column: "coverage", value: "99.99"),
            Tampering(table: "result", column: "near_cut", value: "true"),
            Tampering(table: "result", column: "capped_by", value: "'solved'"),
            Tampering(table: "result", column: "nps", value: "33.34"),
            Tampering(table: "result", column: "nps_margin", value: "92.39"),
            Tampering(table: "result", column: "satisfaction", value: "66.66"),
            Tampering(table: "result", column: "reason", value: "'none'", employee: "cai"),
            Tampering(table: "result", column: "reason_zh", value: "'none'", employee: "cai"),
            Tampering(table: "result", column: "reason", value: "'none'", employee: "eve"),
            Tampering(table: "result", column: "coverage", value: "49.99", employee: "cai"),
            Tampering(table: "result", column: "status", value: "'not_appraised'", employee: "cai"),
            Tampering(table: "indicator_score", column: "dimension", value: "'x'", indicator: "solved"),
            Tampering(table: "indicator_score", column: "kind", value: "'rated'", indicator: "solved"),
            Tampering(table: "indicator_score", column: "state", value: "'no_data'", indicator: "solved"),
            Tampering(table: "indicator_score", column: "value", value: "75.000001", indicator: "solved"),
            Tampering(table: "indicator_score", column: "raw_value", value: "75.000001", indicator: "solved"),
            Tampering(table: "indicator_score", column: "band", value: "'none'", indicator: "solved"),
            Tampering(table: "indicator_score", column: "points", value: "37.51", indicator: "solved"),
            Tampering(table: "indicator_score", column: "max_points", value: "51", indicator: "solved"),
            Tampering(table: "indicator_score", column: "points", value: "41", indicator: "manner"),
            Tampering(table: "indicator_score", column: "band", value: "'poor'", indicator: "manner"),
            Tampering(table: "indicator_score", column: "state", value: "'not_rated'", indicator: "manner"),
            Tampering(table: "indicator_score", column: "self_points", value: "40", indicator: "manner"),
            Tampering(table: "indicator_score", column: "supervisor_points", value: "41", indicator: "manner"),
            Tampering(table: "indicator_score", column: "peer_points", value: "41", indicator: "manner"),
        ]
    }

    @Test(arguments: Tampering.all) func aTamperedColumnIsNamed(_ tampering: Tampering) async throws {
        let database = try TestDatabase.current
        try await scored(in: database)
        try await tamper(
            """
            update merit.\(tampering.table) set \(tampering.column) = \(tampering.value)
            where employee_id = '\(tampering.employee)'\
            \(tampering.indicator.map { " and indicator = '\($0)'" } ?? "")
            """, in: database)
        let found = try await verify(in: database).differences
        #expect(found.map(\.field) == [tampering.column])
        #expect(found.map(\.employeeID) == [tampering.employee])
        #expect(found.map(\.indicator) == [tampering.indicator])
    }

    /// What lists show is kept beside the results.
    @Test(arguments: [
        ("revision", "2", "2", "1"), ("name", "'Anne'", "Anne", "name of ann"), ("department", "'other'", "other", nil),
        ("status", "'incomplete'", "incomplete", "scored"), ("reason", "'none'", "none", nil),
        ("reason_zh", "'none'", "none", nil), ("total", "99", "99", nil), ("grade", "'A+'", "A+", nil),
        ("coefficient", "9", "9", nil), ("rank_in_department", "7", "7", nil),
    ])
    func aFalseListIsNamed(column: String, value: String, stored: String, recomputed: String?) async throws {
        let database = try TestDatabase.current
        try await scored(in: database)
        try await tamper(
            "update merit.newest_result set \(column) = \(value) where employee_id = 'ann'", in: database)
        let found = try await verify(in: database).differences
        #expect(found.map(\.field) == ["newest_result.\(column)"])
        #expect(found.map(\.employeeID) == ["ann"])
        #expect(found.map(\.stored) == [stored])
        if let recomputed { #expect(found.map(\.recomputed) == [recomputed]) }
    }

    /// What is not worked out again is what results rest on.
    @Test func everyColumnIsWorkedOutAgainOrRestedOn() async throws {
        let columns = try await TestDatabase.current.withConnection { connection in
            try await connection.query(
                """
                select table_name || '.' || column_name from information_schema.columns
                where table_schema = 'merit' and table_name in ('result', 'indicator_score')
                """
            ).decode(String.self)
        }
        let restedOn = [
            "result": [
                "period_id", "employee_id", "revision", "run_id", "changed", "template_code", "template_version",
                "name",
                "department", "post", "supervisor_id", "days_employed", "days_on_leave", "working_days",
                "working_days_on_leave", "full_time_equivalent", "nps_responses",
                "nps_promoters", "nps_detractors", "satisfaction_responses", "satisfied",
            ],
            "indicator_score": [
                "period_id", "employee_id", "revision", "indicator", "numerator", "denominator", "sample", "appeal_id",
                "previous_value",
            ],
        ].flatMap { table, columns in columns.map { "\(table).\($0)" } }
        #expect(
            Set(columns).subtracting(Tampering.all.map { "\($0.table).\($0.column)" }).sorted() == restedOn.sorted())
    }

    @Test(arguments: ["numerator", "denominator"])
    func whatResultsRestOnShowsByWhatFollows(_ column: String) async throws {
        let database = try TestDatabase.current
        try await scored(in: database)
        try await tamper(
            "update merit.indicator_score set \(column) = 2 where employee_id = 'ann' and indicator = 'solved'",
            in: database)
        let fields = try await verify(in: database).differences.map(\.field)
        #expect(Set(fields).isSuperset(of: ["raw_value", "value", "points", "supervisor_score", "total"]))
    }

    @Test func aRowThatIsGoneOrTooManyIsNamed() async throws {
        let database = try TestDatabase.current
        try await scored(in: database)
        try await tamper(
            "delete from merit.indicator_score where employee_id = 'bob' and indicator = 'manner'", in: database)
        try await tamper(
            "update merit.indicator_score set indicator = 'other' where employee_id = 'cai' and indicator = 'manner'",
            in: database)
        let found = try await verify(in: database).differences.filter { $0.field == "indicator_score" }
        #expect(
            found.map { "\($0.employeeID) \($0.indicator ?? "") \($0.stored ?? "-")" } == [
                "bob manner -", "cai manner -", "cai other a row",
            ])
    }

    /// What has no value although there are rows is not what no rows are worth, however the measure is written; nor where a run did
    /// not note it.
    @Test(arguments: ["median(score)", "MEDIAN(score)", "(max(score))", "\n( Percentile (90,score) )"], [true, false])
    func aPickOfUnknownValuesAgrees(_ value: String, isNoted: Bool) async throws {
        let database = try TestDatabase.current
        let measure =
            "{from: nps_response, at: responded_at, when_empty: 5, value: \"\(value.replacing("\n", with: "\\n"))\"}"
        try await database.publish(yaml: [
            SmallCompany.template.replacing(
                "measure: {from: ticket, at: closed_at, value: \"share(status = 'resolved')\"}",
                with: "measure: \(measure)")
        ])
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            try await connection.script(
                "insert into merit_source.nps_response (employee_id, responded_at) values ('ann', '2026-09-10')")
        }
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await SmallCompany.rate("ann", 40, in: database)
        try await SmallCompany.rate("bob", 40, in: database)
        try await database.work()
        #expect(
            try await database.line(
                "select state from merit.indicator_score where indicator = 'solved' order by employee_id")
                == "no_data\nscored")
        #expect(try await database.line("select is_pick::text from merit.measure_factor") == "true")
        if !isNoted { try await tamper("update merit.measure_factor set is_pick = null", in: database) }
        #expect(try await verify(in: database).findings == [])
    }

    @Test func anOverallEvaluationIsTheSheet() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        _ = try await database.line("delete from merit.evaluation where employee_id = 'ann'", user: "merit_hr")
        for (rater, points) in [("x", "80"), ("y", "81"), ("z", "81")] {
            _ = try await database.line(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, points)
                select period_id, 'ann', 'supervisor', $1, $2::text::numeric from merit.appraisal_period
                """, rater, points, user: "merit_hr")
        }
        try await database.work()
        #expect(
            try await database.line("select supervisor_score::text from merit.result where employee_id = 'ann'")
                == "80.67")
        #expect(try await verify(in: database).findings == [])
        try await tamper("update merit.result set supervisor_score = 80.66 where employee_id = 'ann'", in: database)
        #expect(try await verify(in: database).differences.map(\.field) == ["supervisor_score"])
    }

    @Test(arguments: [
        """
        insert into merit.evaluation (period_id, employee_id, source, indicator, points)
        select period_id, 'ann', 'self', 'manner', 50 from merit.appraisal_period
        """,
        "update merit.evaluation set points = 50 where employee_id = 'ann'",
        "delete from merit.evaluation where employee_id = 'ann'",
    ]) func anEvaluationChangedSinceIsARemark(statement: String) async throws {
        let database = try TestDatabase.current
        try await scored(in: database)
        _ = try await database.line(statement, user: "merit_hr")
        let verification = try await verify(in: database)
        #expect(verification.differences == [])
        #expect(verification.findings.map { "\($0.employeeID) \($0.field)" } == ["ann evaluation"])
    }

    @Test func anEvaluationChangedBehindTheScoringIsADifference() async throws {
        let database = try TestDatabase.current
        try await scored(in: database)
        try await tamper("update merit.evaluation set points = 50 where employee_id = 'bob'", in: database)
        #expect(try await verify(in: database).differences.map(\.field).contains("supervisor_points"))
    }

    @Test(arguments: [1, 2, 3, 4, 5]) func everyRevisionAgreesWhateverChanged(seed: UInt64) async throws {
        let database = try TestDatabase.current
        try await scored(in: database)
        for step in 0..<5 {
            // The database draws, so that one number repeats the sequence.
            _ = try await database.line(
                """
                with seeded as (select setseed($1::text::double precision)),
                    status as (
                        update merit_source.ticket set status = case when random() < 0.5 then 'resolved' else 'failed' end
                        from seeded where random() < 0.4 returning 1),
                    moved as (
                        update merit_source.ticket set closed_at = closed_at + interval '3 weeks'
                        from seeded where random() < 0.1 returning 1),
                    absence as (
                        update merit_source.employee set employed_from = date '2026-09-01' + (random() * 29)::integer
                        from seeded where random() < 0.3 returning 1)
                select 'done' from seeded
                """, "0.\(seed)\(step)")
            _ = try await database.line(
                "update merit.evaluation set points = case when random() < 0.5 then 20 else 45.55 end", user: "merit_hr"
            )
            let before = try await stored(in: database)
            try await database.rescore()
            #expect(try await verify(in: database).differences == [])
            // Revisions only grow: what was written stays as it was.
            #expect(try await stored(in: database).isSuperset(of: before))
        }
        #expect(try await database.line("select (max(revision) > 1)::text from merit.result") == "true")
    }

    /// Every row of every revision.
    private func stored(in database: TestDatabase) async throws -> Set<Substring> {
        let rows = try await database.line(
            "select md5(r::text) from merit.result r union all select md5(s::text) from merit.indicator_score s")
        return Set(rows.split(separator: "\n"))
    }

    @Test func theSourceIsMeasuredAgain() async throws {
        let database = try TestDatabase.current
        try await scored(in: database)
        #expect(try await drift(in: database) == [])
        _ = try await database.line(
            "update merit_source.ticket set status = 'resolved' where employee_id = 'ann' and status = 'failed'")
        _ = try await database.line("delete from merit_source.employee where employee_id = 'bob'")
        let found = try await drift(in: database).map { drift in
            [drift.employeeID, drift.indicator, drift.field, drift.stored, drift.now].map { $0 ?? "-" }
                .joined(separator: " ")
        }
        #expect(found == ["ann solved numerator 3 4", "bob - employment employed -"])
    }

    @Test(arguments: ["after-sales", "technician", "field-engineer"])
    func shippedTemplatesAgree(_ name: String) async throws {
        let database = try TestDatabase.current
        try await database.publish(shipped: "after-sales", name)
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department)
                select 'E' || n, 'N', '\(name)', 'd' from generate_series(1, 12) n;
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, first_response_at, resolved_at, closed_at,
                    target_at, status, reopened)
                select 'T' || e || '-' || n, 'E' || e, at, at + e * n * interval '7 minutes 0.123457 seconds',
                    at + n * interval '5 hours 0.000001 seconds', at + n * interval '6 hours', at + interval '1 day',
                    case when (e * n) % 5 = 0 then 'failed' else 'resolved' end, (e + n) % 7 = 0
                from generate_series(1, 12) e, generate_series(1, 25) n,
                    lateral (select timestamptz '2026-09-01 08:00Z' + n * interval '1 day') t (at)
                where n < 20 - e;
                insert into merit_source.nps_response (employee_id, score, responded_at)
                select 'E' || e, (e * n) % 11, timestamptz '2026-09-02' from generate_series(1, 11) e, generate_series(1, 13) n;
                insert into merit_source.satisfaction_response (employee_id, score, responded_at)
                select 'E' || e, 1 + (e * n) % 5, timestamptz '2026-09-02' from generate_series(1, 11) e, generate_series(1, 7) n;
                """)
        }
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await database.work()
        #expect(try await database.line("select status from merit.appraisal_period") == "scored")
        #expect(try await verify(in: database).findings == [])
    }

    /// Four people: two with all, one without a rating, one too short; one grade line, answers of customers.
    private func scored(in database: TestDatabase) async throws {
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await SmallCompany.hire(["cai", "eve"], in: connection)
            try await connection.script(
                """
                update merit_source.employee set employed_from = '2026-09-25' where employee_id = 'eve';
                insert into merit_source.nps_response (employee_id, score, responded_at)
                select 'ann', score, '2026-09-10' from unnest(array[10, 9, 3]) score;
                insert into merit_source.satisfaction_response (employee_id, score, responded_at)
                select 'ann', score, '2026-09-10' from unnest(array[5, 4, 1]) score;
                """)
        }
        try await SmallCompany.rate("cai", 40, in: database)
        try await database.work()
    }

    /// As nobody can without taking the guards off first.
    private func tamper(_ sql: String, in database: TestDatabase) async throws {
        try await database.withConnection { connection in
            try await connection.script("set session_replication_role = replica")
            for table in ["result", "indicator_score"] {
                try await connection.script(
                    """
                    do $$ declare name text; begin
                        for name in select conname from pg_constraint
                            where conrelid = 'merit.\(table)'::regclass and contype = 'c' loop
                            execute format('alter table merit.\(table) drop constraint %I', name);
                        end loop;
                    end $$
                    """)
            }
            try await connection.script(sql)
        }
    }

    private func verify(in database: TestDatabase) async throws -> Verification {
        try await database.withConnection(user: "merit_hr") { connection in
            try await Verification.run(of: 1, in: connection)
        }
    }

    private func drift(in database: TestDatabase) async throws -> [Drift] {
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let drift = try await database.withConnection(user: "merit_hr") { connection in
            let period = try #require(try await Period.find("2026-09", in: connection))
            return try await SourceDatabase(pool: pool).drift(in: period, of: connection)
        }
        await pool.close()
        return drift
    }
}
