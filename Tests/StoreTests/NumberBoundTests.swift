import Support
import Testing

/// Numbers that people write into tables are of a size that can be calculated with.
@Suite(.database(.migrated)) struct NumberBoundTests {
    private static let statements = [
        "insert into merit.target (measure, value, due_on) values ('nps', #, '2027-01-01')",
        "insert into merit.target (measure, value, baseline, due_on) values ('nps', 1, #, '2027-01-01')",
        "insert into merit.benchmark (indicator, industry, value, better, source, year) values ('i', 'x', #, 'lower', 's', 2020)",
    ]

    @Test(arguments: statements, ["1e15", "-1e15", "9e120000", "0.0000000000001", "'NaN'", "'Infinity'"])
    func whatIsBeyondIsRefused(statement: String, number: String) async throws {
        let refusal = try await TestDatabase.current.refusal(statement.replacing("#", with: number), as: "merit_hr")
        #expect(refusal?.contains("[23514]") ?? false, "\(refusal ?? "accepted")")
    }

    @Test(arguments: statements, ["999999999999999.999999999999", "-12.5", "0.500000000000000000"])
    func whatIsUsefulIsKept(statement: String, number: String) async throws {
        #expect(
            try await TestDatabase.current.refusal(statement.replacing("#", with: number), as: "merit_hr") == nil)
    }

    @Test(arguments: ["0.1234567890123", "50.\(String(repeating: "0", count: 1000))1"])
    func pointsHaveAFewDigitsOnly(points: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        let refusal = try await database.refusal(
            "insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (1, 'e', 'peer', 'r', \(points))",
            as: "merit_hr")
        #expect(
            refusal == """
                points have more than 12 digits behind the point [23514]; Round them; what counts is rounded to hundredths in \
                the end.
                """)
        // What stands there from before can be marked, and its comment changed.
        try await database.run(
            """
            set session_replication_role = replica;
            insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (1, 'e', 'peer', 'r', \(points));
            set session_replication_role = origin;
            update merit.evaluation set problem = 'odd'; update merit.evaluation set comment = 'c', problem = null
            """)
    }
}
