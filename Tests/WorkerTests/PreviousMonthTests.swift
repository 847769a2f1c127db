import Postgres
import Store
import Support
import Testing

/// `relative_to: previous`: what somebody has is held against the same person's month before, and what that was stays with the score.
@Suite(.database(.sourced)) struct PreviousMonthTests {
    private static let template = SmallCompany.template
        .replacing(
            #"measure: {from: ticket, at: closed_at, value: "share(status = 'resolved')"}"#,
            with: """
                min_sample: 2
                        measure: {from: ticket, at: closed_at, value: "count(status = 'resolved')", relative_to: previous}
                """
        )
        .replacing("best: 100, worst: 0", with: "best: 200, worst: 0")

    private func close(
        _ statuses: [String], by id: String, in month: String, _ database: TestDatabase
    ) async throws {
        _ = try await database.withConnection { connection in
            try await connection.execute(
                """
                insert into merit_source.ticket (ticket_id, employee_id, closed_at, status)
                select concat_ws(' ', $1, $2, n), $1, ($2 || '-10')::date, status from unnest($3::text[]) with ordinality t (status, n)
                """, id, month, statuses)
        }
    }

    /// In August ann solves two tickets, bob none of two, dan one of one, and cay is not there; in September everyone has enough.
    private func fill(_ database: TestDatabase) async throws {
        let august = ["ann": ["resolved", "resolved"], "bob": ["failed", "failed"], "dan": ["resolved"]]
        let september = [
            "ann": ["resolved", "resolved", "resolved"], "bob": ["resolved", "failed"],
            "cay": ["resolved", "resolved"],
            "dan": ["resolved", "resolved"],
        ]
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob", "cay", "dan"], in: connection)
            try await connection.script("update merit.setting set value = '0' where name = 'quiet_seconds'")
        }
        for (id, statuses) in august { try await close(statuses, by: id, in: "2026-08", database) }
        for (id, statuses) in september { try await close(statuses, by: id, in: "2026-09", database) }
    }

    private func scored(
        _ august: String? = nil, again september: String? = nil, from first: String = "2026-08-01"
    ) async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await fill(database)
        try await database.publish(yaml: [august ?? Self.template])
        try await database.ask("2026-08", from: first, to: "2026-08-31")
        try await database.work()
        if august != nil {
            try await database.publish(yaml: [(september ?? Self.template).replacing("version: 1", with: "version: 2")])
        }
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        for id in ["ann", "bob", "cay", "dan"] { try await SmallCompany.rate(id, 40, in: database) }
        try await database.work()
        return database
    }

    /// State, value, what was measured, and what that was held against.
    private func scores(in label: String, of id: String? = nil, _ database: TestDatabase) async throws -> String {
        try await database.line(
            """
            select employee_id, state, value::text, raw_value::text, previous_value::text
            from merit.current_indicator_score join merit.appraisal_period using (period_id)
            where label = $1 and indicator = 'solved' and ($2::text is null or employee_id = $2) order by employee_id
            """, label, id)
    }

    private func findings(_ period: Int64, _ database: TestDatabase) async throws -> [Verification.Finding] {
        try await database.withConnection(user: "merit_hr") { try await Verification.run(of: period, in: $0) }.findings
    }

    private func rescore(_ label: String, _ database: TestDatabase) async throws {
        _ = try await database.line(
            "update merit.appraisal_period set status = 'pending' where label = $1", label, user: "merit_hr")
        try await database.work()
    }

    @Test func eachIsHeldAgainstTheOwnMonthBefore() async throws {
        let database = try await scored()
        // Of the first month there is none before.
        #expect(
            try await scores(in: "2026-08", database) == """
                ann no_data - 2.000000 -
                bob no_data - 0.000000 -
                cay no_data - - -
                dan no_data - 1.000000 -
                """)
        // bob had none, cay was not there, and dan had too few rows.
        #expect(
            try await scores(in: "2026-09", database) == """
                ann scored 150.000000 3.000000 2.000000
                bob no_data - 1.000000 0.000000
                cay no_data - 2.000000 -
                dan no_data - 2.000000 -
                """)
        for period in [1, 2] as [Int64] { #expect(try await findings(period, database) == []) }
    }

    @Test func aLaterRevisionOfTheMonthBeforeMovesNothingUntilEveryoneIsMeasuredAgain() async throws {
        let database = try await scored()
        _ = try await database.line(
            """
            insert into merit_source.ticket (ticket_id, employee_id, closed_at, status)
            values ('ann late 1', 'ann', '2026-08-12', 'resolved'), ('ann late 2', 'ann', '2026-08-12', 'resolved')
            """)
        try await rescore("2026-08", database)
        #expect(try await scores(in: "2026-08", of: "ann", database) == "ann no_data - 4.000000 -")
        try await SmallCompany.rate("ann", 30, source: "self", in: database)
        try await database.work()
        #expect(
            try await database.line("select kind from merit.run where period_id = 2 order by run_id desc limit 1")
                == "partial")
        #expect(try await scores(in: "2026-09", of: "ann", database) == "ann scored 150.000000 3.000000 2.000000")
        #expect(try await findings(2, database) == [])
        try await rescore("2026-09", database)
        #expect(try await scores(in: "2026-09", of: "ann", database) == "ann scored 75.000000 3.000000 4.000000")
        #expect(
            try await database.line(
                """
                select changed #>> '{indicators,solved,previous_value,from}', changed #>> '{indicators,solved,previous_value,to}'
                from merit.current_result where period_id = 2 and employee_id = 'ann'
                """) == "2 4")
        #expect(try await findings(2, database) == [])
    }

    @Test func anAppealMeasuresAgainAgainstWhatTheValueWasHeldAgainst() async throws {
        let database = try await scored()
        _ = try await database.line("delete from merit_source.ticket where ticket_id = 'ann 2026-08 1'")
        try await rescore("2026-08", database)
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (2, 'ann', 'solved', 'wrong')",
            user: "merit_hr")
        _ = try await database.line(
            """
            update merit.appeal set status = 'upheld', decision = 'so it is', decided_by = 'Wang Fang',
                excluded_rows = '{ann 2026-09 1}'
            """, user: "merit_hr")
        try await database.work()
        #expect(try await database.line("select problem from merit.appeal") == "-")
        #expect(try await scores(in: "2026-09", of: "ann", database) == "ann scored 100.000000 2.000000 2.000000")
        #expect(try await findings(2, database) == [])
    }

    /// The days end where the month begins, and are no month.
    @Test func aMonthIsNotHeldAgainstSomeDays() async throws {
        let database = try await scored(from: "2026-08-04")
        #expect(try await scores(in: "2026-08", of: "ann", database) == "ann no_data - 2.000000 -")
        #expect(try await scores(in: "2026-09", of: "ann", database) == "ann no_data - 3.000000 -")
    }

    /// What stands for no rows is not of too few rows.
    @Test func whatTheTemplateSaysOfNoRowsIsComparedWith() async throws {
        let template = Self.template.replacing(
            #"value: "count(status = 'resolved')", relative_to: previous"#,
            with: #"where: "status = 'resolved'", value: "count()", when_empty: 4, relative_to: previous"#)
        let database = try await scored(template, again: template)
        // In August bob and cay solved none; dan's one was too few.
        #expect(
            try await scores(in: "2026-09", database) == """
                ann scored 150.000000 3.000000 2.000000
                bob insufficient - 1.000000 4.000000
                cay scored 50.000000 2.000000 4.000000
                dan no_data - 2.000000 -
                """)
        for period in [1, 2] as [Int64] { #expect(try await findings(period, database) == []) }
    }

    /// Nor is what stood beside the mean of the peers, and was not shown where these were few.
    @Test(arguments: [("count(status = 'resolved')", "count()"), ("relative_to: previous", "relative_to: peer_mean")])
    func anotherMeasureIsNotCompared(piece: String, replacement: String) async throws {
        let other = Self.template.replacing(piece, with: replacement)
        let database = try await scored(other)
        #expect(
            try await scores(in: "2026-09", database) == """
                ann no_data - 3.000000 -
                bob no_data - 1.000000 -
                cay no_data - 2.000000 -
                dan no_data - 2.000000 -
                """)
    }

    @Test func whatWasComparedWithIsVerified() async throws {
        let database = try await scored()
        try await database.withConnection {
            try await $0.script(
                """
                set session_replication_role = replica;
                update merit.indicator_score set previous_value = 3 where period_id = 2 and employee_id = 'ann' and indicator = 'solved'
                """)
        }
        let fields = try await findings(2, database).filter { $0.indicator == "solved" }.map(\.field)
        #expect(fields.contains("value") && !fields.contains("raw_value"))
    }

    /// A share alone is a mean of rows; held against another month it is none.
    @Test func howSureAChangeIsIsNotSaidAndWhy() async throws {
        let database = try await scored(
            Self.template.replacing("count(status = 'resolved')", with: "share(status = 'resolved')"))
        #expect(
            try await database.line(
                "select reason, reliability::text from merit.reliability where run_id = 1 and indicator = 'solved'")
                == "it is held against the person's own value of the period before, so it is no mean of rows -")
    }
}
