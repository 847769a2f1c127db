import Postgres
import Support
import Testing

/// Customers who come back count against whoever had the ticket before; who comes back later moves nothing until the month is scored again.
@Suite(.database(.sourced)) struct ReturnVerbTests {
    private static let template = DeskTemplate(
        rules: ["plan: {below_percent: 100, at_most: 3}"], grades: ["{grade: A, at_least: 0, coefficient: 1}"],
        weights: (solved: 50, manner: 50), bands: ["{band: all, best: 0, worst: 100, points: [50, 0]}"]
    ).yaml.replacing("self: {weight: 20}", with: "data: {weight: 20}")
        .replacing(
            "at: closed_at, value: \"share(status = 'resolved')\"",
            with: "at: opened_at, value: \"share(repeated_after(10, customer_id))\"")

    /// Of Ann's two tickets the customer of the first came back five days later, and got Bob.
    private func scored() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department) values
                    ('ann', 'Ann', 'desk', 'service'), ('bob', 'Bob', 'desk', 'service');
                insert into merit_source.ticket (ticket_id, employee_id, customer_id, opened_at) values
                    ('T1', 'ann', 'c1', '2026-09-20'), ('T2', 'ann', 'c2', '2026-09-28'), ('T3', 'bob', 'c1', '2026-09-25');
                """)
        }
        try await database.publish(yaml: [Self.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        _ = try await database.line(
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            select 1, employee_id, 'supervisor', 'boss', 'manner', 50 from unnest(array['ann', 'bob']) employee_id
            """, user: "merit_hr")
        try await database.work()
        return database
    }

    private func merit(_ database: TestDatabase, _ arguments: String...) async throws -> String {
        let outcome = try await Program.run(arguments, database: try database.configuration())
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    private static let values = """
        select string_agg(format('%s %s', employee_id, trim_scale(value)), ', ' order by employee_id)
        from merit.current_indicator_score where indicator = 'solved'
        """

    @Test func theTicketBeforeIsWhatCounts() async throws {
        let database = try await scored()
        #expect(try await database.line(Self.values) == "ann 50, bob 0")
        #expect(
            try await database.line("select tickets::text from merit.improvement_task where indicator = 'solved'")
                == "{T1}")
        let text = try await merit(database, "explain", "--period", "2026-09", "--employee", "ann")
        #expect(
            text.contains(/T1 +2026-09-20 00:00:00 +true\n/) && text.contains(/T2 +2026-09-28 00:00:00 +false\n/),
            "\(text)")
        #expect(!text.contains("changed since"), "\(text)")
    }

    @Test func aLaterReturnIsToldAndTakenInByScoringAgain() async throws {
        let database = try await scored()
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, customer_id, opened_at)
                values ('T4', 'bob', 'c2', '2026-10-03')
                """)
        }
        #expect(try await database.line(Self.values) == "ann 50, bob 0")
        let text = try await merit(database, "explain", "--period", "2026-09", "--employee", "ann")
        #expect(text.contains("Solved: ticket, 2 (the source has changed since)"), "\(text)")
        let drifted = try await merit(database, "verify", "--period", "2026-09", "--from-source", "--format", "csv")
        #expect(drifted == "employee,indicator,field,stored,now\nann,solved,numerator,1,2\n")
        let tried = try await merit(database, "period", "score", "2026-09", "--dry-run")
        #expect(tried.contains("ann") && !tried.contains("bob"), "\(tried)")
        _ = try await merit(database, "period", "score", "2026-09")
        try await database.work()
        #expect(try await database.line(Self.values) == "ann 100, bob 0")
        #expect(
            try await merit(database, "verify", "--period", "2026-09", "--from-source", "--format", "csv").contains(
                "ann") == false)
    }
}
