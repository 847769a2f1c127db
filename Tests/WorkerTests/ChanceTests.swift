import Postgres
import Store
import Support
import Testing

/// What is kept of how far chance reaches, for ``SmallCompany/september(in:department:)``: ann solved 3 of 4 tickets, bob 1 of 2.
@Suite(.database(.sourced)) struct ChanceTests {
    private static let confidence = """
        select employee_id, total::text, total_error::text, total_low::text, total_high::text, grade_chance::text,
            measured_percent::text, known_percent::text
        from merit.current_result order by employee_id
        """

    private static let reliability = """
        select indicator, kind, people::text, rows::text, usual_rows::text, mean::text, within_variance::text, between_variance::text,
            reliability::text, rows_needed::text, reason
        from merit.reliability order by run_id, indicator
        """

    /// Within: (3 − 9/4 + 1 − 1/2) / 4 of 100² = 3125; errors √(3125 / 4) = 27.95% and √(3125 / 2) = 39.53%, of which the scale makes 13.24 and 19.76.
    @Test func ofAMonth() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        #expect(
            try await database.line(Self.reliability)
                == "solved chance 2 6 2.67 66.666667 3125.000000000000 0.000000000000 0.000000 - -")
        #expect(
            try await database.line(
                "select employee_id, rows::text, sum::text, squares::text from merit.row_sum order by 1")
                == "ann 4 3 3\nbob 2 1 1")
        #expect(
            try await database.line(Self.confidence) == """
                ann 77.50 13.24 51.55 100.00 {"A": 43, "B": 57} 50.00 50.00
                bob 45.00 19.76 6.27 83.73 {"A": 4, "B": 96} 50.00 50.00
                """)
        // 32.5 apart, of which chance alone gives 46.6.
        #expect(
            try await database.line(
                "select employee_id, rank_best::text, rank_worst::text, course::text from merit.interview_sheet order by 1",
                user: "merit_hr") == "ann 1 2 -\nbob 1 2 -")
    }

    /// Everyone's mean is 66.67, and √3125 / √4 and / √2 are 27.95 and 39.53.
    @Test func theTeamIsAFunnel() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        #expect(
            try await database.line(
                """
                select employee_id, indicator, rows::text, value::text, mean::text, low::text, high::text, outer_low::text, outer_high::text, place
                from merit.team_funnel order by 1
                """, user: "merit_hr") == """
                    ann solved 4 75.000000 66.666667 11.883002 121.450332 -19.701459 153.034793 within
                    bob solved 2 50.000000 66.666667 -10.809136 144.142470 -55.476308 188.809642 within
                    """)
    }

    /// Those who are scored again from stored values are as sure as before: their rows are not measured again.
    @Test func aLateEvaluationTakesTheStoredScatter() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        try await database.work()
        _ = try await database.line("delete from merit_source.ticket")
        try await SmallCompany.rate("ann", 50, source: "self", in: database)
        try await database.work()
        #expect(try await database.line("select kind from merit.run order by run_id") == "full\npartial")
        #expect(try await database.line("select count(*)::text from merit.reliability") == "1")
        #expect(
            try await database.line(Self.confidence).hasPrefix(
                #"ann 79.50 13.24 53.55 100.00 {"A": 48, "B": 52} 50.00 50.00"#))
        #expect(
            try await database.line("select employee_id, revision::text from merit.row_sum order by 1")
                == "ann 1\nbob 1")
    }

    /// That chance moved because a colleague's tickets did is no new result of anybody else.
    @Test func whatIsSureOfOthersMakesNoRevision() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        _ = try await database.line(
            """
            insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
            values ('another', 'bob', '2026-09-09', '2026-09-10', 'failed')
            """)
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        try await database.work()
        #expect(
            try await database.line("select employee_id, revision::text from merit.confidence order by 1, 2")
                == "ann 1\nbob 1\nbob 2")
    }

    @Test(arguments: [
        ("count(status = 'resolved')", "it counts rows, and a row has no value of its own"),
        (
            "median(hours(closed_at - opened_at))",
            "it is the value of one row (a median, a percentile, an end), no mean"
        ),
        ("avg(hours(closed_at - opened_at))", "all rows are equal"),
        (
            "sum(hours(closed_at - opened_at)) / count()",
            "it is made of several aggregates, and a row has no value of its own"
        ),
    ])
    func whereThereIsNoReliabilityThereIsAReason(value: String, reason: String) async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            try await SmallCompany.close(["resolved", "failed"], by: "ann", in: connection)
            try await SmallCompany.close(["resolved", "resolved"], by: "bob", in: connection)
        }
        try await database.publish(yaml: [
            SmallCompany.template.replacing("share(status = 'resolved')", with: value)
        ])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await SmallCompany.rate("ann", 40, in: database)
        try await database.work()
        #expect(
            try await database.line("select reason from merit.reliability where reliability is null") == reason)
        #expect(
            try await database.line(
                "select total_error::text, grade_chance::text, known_percent::text from merit.current_result where employee_id = 'ann'"
            )
                == (reason == "all rows are equal" ? #"0.00 {"B": 100} 50.00"# : "- - 0.00"))
    }
}
