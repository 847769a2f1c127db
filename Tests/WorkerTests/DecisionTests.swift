import Postgres
import Support
import Testing

/// Decisions belong to people, and the quarter after shows what they did; targets are followed.
@Suite(.database(.sourced)) struct DecisionTests {
    private func rows(month: Int, points: Int, people: Int = 12) -> String {
        (0..<people).map {
            "('e\($0)', \(month), \($0 < 10 ? points : 1), 5, \($0 % 10), \($0 % 10), 0, 0, 0, \($0 * 5)::numeric)"
        }
        .joined(separator: ", ")
    }

    private func reviewed() async throws -> StoredQuarter {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(6)
        try await quarter.results(rows(month: 6, points: 10))
        _ = try await quarter.review("quarter", "'2026-04-01'")
        return quarter
    }

    private func decide(
        _ assignments: String, where condition: String = "indicator = 'a'", as user: String? = "merit_hr"
    ) async throws {
        _ = try await TestDatabase.current.line(
            "update merit.indicator_review set \(assignments) where \(condition)", user: user)
    }

    @Test func theQuarterAfterShowsWhatItDid() async throws {
        let quarter = try await reviewed()
        #expect(
            try await quarter.figures("recommendation, figure, ceiling_percent", of: "a")
                == "raise_target ceiling_percent 83.33")
        try await decide("status = 'accepted', decided_by = 'Wang'")
        let effect =
            "select subject, status, decided_by, figure, before::text, after::text, mean_before::text, mean_after::text from merit.decision_effect"
        #expect(
            try await quarter.database.line(effect, user: "merit_hr")
                == "a accepted Wang ceiling_percent 83.33 - 0.850000 -")
        try await quarter.month(7)
        try await quarter.results(rows(month: 7, points: 7))
        _ = try await quarter.review()
        #expect(
            try await quarter.database.line(effect) == "a accepted Wang ceiling_percent 83.33 0.00 0.850000 0.600000")
    }

    /// A decision stays when the quarter is reviewed again.
    @Test func aDecisionOutlivesTheRevision() async throws {
        let quarter = try await reviewed()
        try await decide("status = 'declined', decision = 'it is meant to be easy'")
        _ = try await quarter.review("quarter", "'2026-04-01'")
        #expect(
            try await quarter.database.line("select status, decision from merit.decision_effect")
                == "declined it is meant to be easy")
    }

    @Test(arguments: [
        ("status = 'declined'", "Set decision, the reason"),
        ("status = 'changed', decision = ' '", "Set decision, the reason"),
        ("status = 'maybe'", "Set status to accepted, declined or changed."),
        ("status = null", "Set status to accepted, declined or changed."),
        ("decided_by = 'Wang'", "Set status to accepted"),
        ("status = 'accepted', proposal = '{}'", "Set status to changed"),
        ("status = 'changed', decision = 'x', proposal = '[1]'", "Write {\"dimensions\""),
        ("status = 'changed', decision = 'x', proposal = '{\"grades\": []}'", "Write {\"dimensions\""),
    ])
    func whatIsNoDecisionIsRefused(assignments: String, hint: String) async throws {
        _ = try await reviewed()
        let error = await #expect(throws: PostgresError.self) { try await decide(assignments) }
        #expect(error?.hint?.contains(hint) == true, "\(error?.message ?? "") \(error?.hint ?? "")")
    }

    @Test func whatIsDecidedAndFoundStays() async throws {
        let quarter = try await reviewed()
        try await decide("status = 'accepted'")
        for change in ["status = 'declined', decision = 'x'", "mean = 0", "reason = 'x'"] {
            let error = await #expect(throws: PostgresError.self) { try await decide(change, as: nil) }
            #expect(error?.sqlState == "55000", "\(change)")
        }
        #expect(
            try await quarter.database.line(
                "select action, after ->> 'status' from merit.event where table_name = 'indicator_review'")
                == "update accepted")
    }

    @Test func targetsAreFollowed() async throws {
        let quarter = try await reviewed()
        let database = quarter.database
        _ = try await database.line(
            """
            insert into merit.target (measure, definition, department, better, baseline, value, due_on) values
                ('complaint_rate', null, null, null, 4, 2, '2026-12-31'),
                ('rework_rate', null, 'field', null, null, 5, '2026-12-31'),
                ('slow', '{"from": "ticket", "at": "opened_at", "value": "median(hours(closed_at - opened_at))"}', null, 'lower', 10, 2, '2026-12-31'),
                ('a', null, null, 'higher', null, 90, '2026-12-31'),
                ('bogus', null, null, 'lower', null, 1, '2026-12-31'),
                ('nps', null, 'nowhere', null, null, 50, '2026-12-31')
            """, user: "merit_hr")
        try await quarter.run(
            """
            insert into merit_source.employee (employee_id, name, post, department) values ('f', 'F', 'x', 'field'), ('g', 'G', 'x', 'desk');
            insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status, reopened)
            select 't' || n, case when n <= 4 then 'f' else 'g' end, '2026-08-01Z', '2026-08-01Z'::timestamptz + n * interval '1 hour',
                case when n <= 40 then 'resolved' else 'failed' end, n = 1
            from generate_series(1, 50) n;
            insert into merit_source.complaint (complaint_id, employee_id, received_at, category)
            values ('c1', 'f', '2026-08-02Z', 'x'), ('c2', null, '2026-09-30 23:00Z', 'x'), ('c3', 'f', '2026-10-01Z', 'x');
            """)
        try await quarter.month(7)
        try await quarter.results(rows(month: 7, points: 7))
        _ = try await quarter.review()
        #expect(
            try await database.line(
                """
                select measure, now::text, sample::text, baseline::text, met::text, closes::text, closed_percent::text
                from merit.target_progress order by target_id
                """, user: "merit_hr") == """
                    complaint_rate 4.000000 2 4 false false 0.00
                    rework_rate 25.000000 4 - false - -
                    slow 25.500000 50 10 false false -193.75
                    a 80.000000 50 - false - -
                    bogus - - - - - -
                    nps - - - - - -
                    """)
        #expect(
            try await database.line("select lacking from merit.target_progress where target_id >= 5 order by target_id")
                == """
                neither a figure of every quarter nor a measured indicator of a published template; give it a definition
                nobody belongs to the department "nowhere" in the quarter
                """)
        // The gap closes against the quarter before.
        try await quarter.run("update merit_source.ticket set reopened = false")
        try await quarter.run("update merit_source.complaint set received_at = '2026-01-01Z' where complaint_id = 'c2'")
        _ = try await quarter.review()
        #expect(
            try await database.line(
                "select measure, now::text, met::text, closes::text, closed_percent::text from merit.target_progress where target_id <= 2 order by target_id"
            )
                == "complaint_rate 2.000000 true true 100.00\nrework_rate 0.000000 true true -")
    }

    @Test(arguments: [
        ("measure, value, due_on", "'mine', 1, '2027-01-01'", "Set better to higher or lower."),
        ("measure, value, due_on", "'nps', 1, null", "until when"),
        ("measure, value, due_on", "' ', 1, '2027-01-01'", "Such as nps"),
        (
            "measure, better, value, due_on, definition", "'x', 'lower', 1, '2027-01-01', '{\"from\": \"ticket\"}'",
            "It has the texts from, at and value"
        ),
        ("measure, better, value, due_on, definition", "'x', 'lower', 1, '2027-01-01', '[]'", "Write {\"from\""),
        ("measure, better, value, due_on", "'x', 'lower', 'NaN', '2027-01-01'", "Give value and baseline"),
    ])
    func aTargetThatCannotBeFollowedIsRefused(columns: String, values: String, hint: String) async throws {
        let error = await #expect(throws: PostgresError.self) {
            _ = try await TestDatabase.current.line(
                "insert into merit.target (\(columns)) values (\(values))", user: "merit_hr")
        }
        #expect(error?.hint?.contains(hint) == true, "\(error?.message ?? "") \(error?.hint ?? "")")
    }
}
