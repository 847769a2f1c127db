import Postgres
import Store
import Support
import Testing

/// A late evaluation or an upheld appeal changes what was asked and nothing else, whatever the source says by then.
@Suite(.database(.sourced)) struct LateEvaluationTests {
    /// For one post alone, with a second measured indicator beside `solved`.
    private static let desk = SmallCompany.template
        .replacing("default: true", with: "default: false").replacing("posts: []", with: "posts: [desk]")
        .replacing(
            "          - {band: all, best: 100, worst: 0, points: [50, 0]}",
            with: """
                          - {band: all, best: 100, worst: 0, points: [50, 0]}
                      - code: kept
                        title: {zh: 未重开, en: Kept}
                        points: 50
                        measure: {from: ticket, at: closed_at, value: "share(not reopened)"}
                        scale:
                          - {band: all, best: 100, worst: 0, points: [50, 0]}
                """)
    private static let lead = desk.replacing("template: desk", with: "template: lead")
        .replacing("posts: [desk]", with: "posts: [lead]")
        .replacing("points: [50, 0]", with: "points: [50, 40]")

    private let result = """
        select template_code, post, department, supervisor_id, r.status, total::text, grade, r.reason
        from merit.current_result r where employee_id = 'bob'
        """
    private let rows = """
        select r.employee_id, (to_jsonb(r) - 'revision' - 'run_id' - 'changed')::text, (to_jsonb(s) - 'revision')::text
        from merit.current_result r join merit.current_indicator_score s using (period_id, employee_id)
        order by r.employee_id, s.indicator
        """

    /// September of one department is scored: half of bob's tickets are resolved, and none came back.
    private func scored() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            try await SmallCompany.close(["resolved", "failed"], by: "ann", in: connection)
            try await SmallCompany.close(["resolved", "failed"], by: "bob", in: connection)
            try await connection.script(
                """
                update merit_source.employee set supervisor_id = 'boss';
                update merit_source.ticket set reopened = false;
                insert into merit_source.nps_response (employee_id, score, responded_at) values ('bob', 10, '2026-09-11');
                update merit.setting set value = '0' where name = 'quiet_seconds';
                """)
        }
        try await database.publish(yaml: [Self.desk, Self.lead])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30", department: "service")
        try await SmallCompany.rate("ann", 20, in: database)
        try await SmallCompany.rate("bob", 20, in: database)
        try await database.work()
        #expect(try await database.line(result) == "desk desk service boss scored 57.50 B -")
        return database
    }

    private func verified(_ database: TestDatabase) async throws {
        let verification = try await database.withConnection(user: "merit_hr") {
            try await Verification.run(of: 1, in: $0)
        }
        #expect(verification.results > 0 && verification.differences == [])
    }

    /// What becomes of the source after September was scored.
    static let changes = [
        "update merit_source.employee set post = 'lead'",
        "update merit_source.employee set post = 'cook'",
        "update merit_source.employee set department = 'customer care'",
        "update merit_source.employee set supervisor_id = 'somebody else', name = 'another name'",
        "update merit_source.employee set employed_to = '2026-09-05'",
        "delete from merit_source.employee",
        "update merit_source.ticket set reopened = true, status = 'failed'",
        "delete from merit_source.ticket",
        "insert into merit_source.nps_response (employee_id, score, responded_at) values ('bob', 0, '2026-09-12')",
        """
        insert into merit_source.attendance (employee_id, day, kind)
        select 'bob', d::date, 'leave' from generate_series('2026-09-01', '2026-09-30', interval '1 day') d
        """,
        "alter table merit_source.ticket rename column status to state",
        "drop schema merit_source cascade",
        "revoke all on schema merit_source from merit_reader",
        """
        alter table merit_source.employee rename to employee_table;
        create view merit_source.employee as select *, 1 / 0 as one from merit_source.employee_table;
        """,
    ]

    @Test(arguments: changes) func aLateEvaluationIsWorkedIntoWhatIsStored(change: String) async throws {
        let database = try await scored()
        try await database.withConnection { try await $0.script(change) }
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "scored 2 -")
        // 75 of 100 measured points are 37.50 in both sheets: 80% × (37.50 + 20) + 20% × (37.50 + 50).
        #expect(try await database.line(result) == "desk desk service boss scored 63.50 B -")
        #expect(
            try await database.line("select count(*)::text from merit.evaluation where problem is not null") == "0")
        try await verified(database)
    }

    /// The source may be another server, and away.
    @Test func theSourceNeedNotBeThere() async throws {
        let database = try await scored()
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        let away = try database.configuration(user: "merit_worker").with(["host": "127.0.0.1", "port": "1"])
        try await database.work(source: away)
        #expect(try await database.line(result) == "desk desk service boss scored 63.50 B -")
    }

    /// The same source as before gives the same to the letter.
    @Test(arguments: changes.prefix(7)) func aFullScoringOfTheSameSourceChangesNothing(change: String) async throws {
        let database = try await scored()
        try await SmallCompany.keepSource(in: database)
        try await database.withConnection { try await $0.script(change) }
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        try await database.work()
        let late = try await database.line(rows)
        try await SmallCompany.restoreSource(in: database)
        try await database.rescore()
        #expect(
            try await database.line("select kind, changed::text from merit.run order by run_id desc limit 1")
                == "full 0")
        #expect(try await database.line(rows) == late)
    }

    @Test func whoWasNotAppraisedStaysSo() async throws {
        let database = try await scored()
        _ = try await database.line(
            "update merit_source.employee set employed_from = '2026-09-25' where employee_id = 'bob'")
        try await database.rescore()
        let stays = "desk desk service boss not_appraised - - employed 6 days of the period, 10 are needed"
        #expect(try await database.line(result) == stays)
        _ = try await database.line("update merit_source.employee set employed_from = null")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        try await database.work()
        #expect(try await database.line(result) == stays)
        #expect(
            try await database.line("select kind, changed::text from merit.run order by run_id desc limit 1")
                == "partial 0")
        try await database.rescore()
        #expect(try await database.line(result) == "desk desk service boss scored 63.50 B -")
    }

    @Test func whoHasNoResultIsToldWhy() async throws {
        let database = try await scored()
        try await database.withConnection { try await SmallCompany.hire(["new"], in: $0) }
        try await SmallCompany.rate("new", 50, source: "self", in: database)
        try await database.work()
        #expect(
            try await database.line("select problem from merit.evaluation where employee_id = 'new'")
                == "new was not among the people of this period when everyone was measured last; a full scoring looks again"
        )
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        try await database.rescore()
        #expect(try await database.line("select problem from merit.evaluation where employee_id = 'new'") == "-")
    }

    private func uphold(_ indicator: String?, _ change: String, in database: TestDatabase) async throws {
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'bob', $1, 'wrong')",
            indicator, user: "merit_hr")
        _ = try await database.line(
            "update merit.appeal set status = 'upheld', decision = 'so it is', \(change) where status = 'open'",
            user: "merit_hr")
        try await database.work()
    }

    /// The other indicator, the assignment, the leave and the customers' voice are as they were.
    @Test func anAppealMeasuresWhatItNamesAndNothingElse() async throws {
        let database = try await scored()
        try await database.withConnection { connection in
            try await connection.script(Self.changes[0])
            try await connection.script(Self.changes[2])
            try await connection.script(Self.changes[8])
            try await connection.script(Self.changes[9])
            try await connection.script("update merit_source.ticket set reopened = true")
        }
        try await uphold("solved", "excluded_rows = '{bob 2}'", in: database)
        // All measured points: 50 + 20.
        #expect(try await database.line(result) == "desk desk service boss scored 70.00 B -")
        #expect(
            try await database.line(
                "select nps::text, days_on_leave::text from merit.current_result where employee_id = 'bob'")
                == "100.00 0")
        #expect(try await database.line("select problem from merit.appeal") == "-")
        // The rows stay out when something else is worked in.
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        try await database.work()
        #expect(try await database.line(result) == "desk desk service boss scored 76.00 B -")
        try await verified(database)
    }

    @Test func aValueIsSetWithoutTheSource() async throws {
        let database = try await scored()
        _ = try await database.line("drop schema merit_source cascade")
        try await uphold("solved", "set_value = 100", in: database)
        #expect(try await database.line(result) == "desk desk service boss scored 70.00 B -")
        #expect(
            try await database.line(
                "select value::text, raw_value::text, sample::text from merit.current_indicator_score where employee_id = 'bob' and indicator = 'solved'"
            ) == "100.000000 50.000000 2")
        try await verified(database)
    }

    /// Where rows were left out before, what stands beside the value is everything again, as a full scoring has it.
    @Test func aValueThatFollowsAnExclusionStandsBesideEverything() async throws {
        let database = try await scored()
        try await uphold("solved", "excluded_rows = '{bob 2}'", in: database)
        try await uphold("solved", "set_value = 90", in: database)
        #expect(
            try await database.line(
                "select value::text, sample::text from merit.current_indicator_score where employee_id = 'bob' and indicator = 'solved'"
            ) == "90.000000 2")
        try await database.rescore()
        #expect(try await database.line("select changed::text from merit.run order by run_id desc limit 1") == "0")
    }

    @Test func anAppealAsksForItsOwnColumnsAlone() async throws {
        let database = try await scored()
        _ = try await database.line("alter table merit_source.ticket rename column reopened to came_back")
        try await uphold("solved", "excluded_rows = '{bob 2}'", in: database)
        #expect(try await database.line(result) == "desk desk service boss scored 70.00 B -")
        _ = try await database.line("alter table merit_source.ticket rename column status to state")
        try await uphold("solved", "excluded_rows = '{}'", in: database)
        let status = try await database.line(SmallCompany.status)
        #expect(status.hasPrefix("failed 2 the source does not have what the templates measure: "), "\(status)")
    }

    @Test func aWholeResultIsMeasuredUnderItsAssignment() async throws {
        let database = try await scored()
        try await database.withConnection { connection in
            try await connection.script(Self.changes[0])
            try await connection.script(Self.changes[8])
            try await connection.script("update merit_source.ticket set status = 'resolved'")
            try await connection.script(
                "insert into merit_source.attendance (employee_id, day, kind) values ('bob', '2026-09-10', 'leave')")
        }
        try await uphold(nil, "wanted = wanted", in: database)
        #expect(try await database.line(result) == "desk desk service boss scored 70.00 B -")
        #expect(
            try await database.line(
                "select nps::text, days_on_leave::text from merit.current_result where employee_id = 'bob'")
                == "0.00 1")
        try await verified(database)
    }
}
