import Postgres
import Store
import Support
import Testing

/// Measures as of the end of the period, of one row for each customer, and of rows that weigh differently: a full scoring, one of a single
/// person and a look at what is stored agree.
@Suite(.database(.sourced)) struct FramedMeasureTests {
    /// A case of each: how the measure is written, and bob's value before and after his row is left out.
    struct Case: Sendable, CustomTestStringConvertible {
        let measure: String
        let first: String
        let row: String
        let then: String

        var testDescription: String { measure }
    }

    private static let cases = [
        // c1's latest failed; without it the one before counts.
        Case(
            measure: #"at: closed_at, value: "share(status = 'resolved')", one_per: customer_id"#,
            first: "50.000000", row: "bob 2", then: "100.000000"),
        Case(
            measure: #"at: closed_at, value: "share(status = 'resolved')", one_per: "customer_id, first""#,
            first: "100.000000", row: "bob 1", then: "50.000000"),
        // Of c1 half, and all of c2.
        Case(
            measure: #"at: closed_at, value: "share(status = 'resolved')", one_per: "customer_id, mean""#,
            first: "75.000000", row: "bob 2", then: "100.000000"),
        // 0.5 + 1 of 0.5 + 1 + 1
        Case(
            measure: #"at: closed_at, value: "share(status = 'resolved')", credit: part"#,
            first: "60.000000", row: "bob 2", then: "100.000000"),
        Case(
            measure: #"at: closed_at, value: "count()", credit: part"#, first: "2.500000", row: "bob 1",
            then: "2.000000"),
        Case(
            measure: #"at: opened_at, as_of: period_end, where: "closed_at is null", value: "count()", when_empty: 0"#,
            first: "2.000000", row: "bob old", then: "1.000000"),
    ]

    private func scored(_ measure: String) async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            try await connection.script(
                """
                alter table merit_source.ticket add part numeric;
                insert into merit_source.ticket (ticket_id, employee_id, customer_id, opened_at, closed_at, status, part) values
                    ('bob 1', 'bob', 'c1', '2026-09-09', '2026-09-10', 'resolved', 0.5),
                    ('bob 2', 'bob', 'c1', '2026-09-09', '2026-09-11', 'failed', 1),
                    ('bob 3', 'bob', 'c2', '2026-09-09', '2026-09-11', 'resolved', null),
                    ('bob old', 'bob', 'c3', '2025-01-01', null, 'open', 1), ('bob new', 'bob', 'c3', '2026-09-30', null, 'open', 1),
                    ('ann 1', 'ann', 'c1', '2026-09-09', '2026-09-30', 'resolved', 0.25);
                """)
        }
        try await database.publish(yaml: [
            SmallCompany.template.replacing(#"at: closed_at, value: "share(status = 'resolved')""#, with: measure)
        ])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        for who in ["ann", "bob"] { try await SmallCompany.rate(who, 40, in: database) }
        try await database.work()
        return database
    }

    private static let value = """
        select revision::text, value::text from merit.current_indicator_score where indicator = 'solved' and employee_id = 'bob'
        """

    @Test(arguments: cases) func aRowLeftOutCountsInNoScoring(_ one: Case) async throws {
        let database = try await scored(one.measure)
        func findings() async throws -> [Verification.Finding] {
            try await database.withConnection(user: "merit_hr") { try await Verification.run(of: 1, in: $0) }.findings
        }
        #expect(try await database.line(Self.value) == "1 \(one.first)")
        #expect(try await findings() == [])
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'bob', 'solved', 'wrong')",
            user: "merit_hr")
        _ = try await database.line(
            """
            update merit.appeal set status = 'upheld', decision = 'so it is', decided_by = 'Wang Fang', excluded_rows = array[$1]
            """, one.row, user: "merit_hr")
        try await database.work()
        #expect(try await database.line("select problem from merit.appeal") == "-")
        #expect(try await database.line(Self.value) == "2 \(one.then)")
        #expect(try await findings() == [])
        // Measured again with everyone it is the same.
        try await database.rescore()
        #expect(try await database.line(Self.value) == "2 \(one.then)")
        #expect(try await findings() == [])
    }

    @Test func howSureAWeighedValueIsIsNotSaidAndWhy() async throws {
        let database = try await scored(#"at: closed_at, value: "share(status = 'resolved')", credit: part"#)
        #expect(
            try await database.line(
                "select reason, reliability::text from merit.reliability where indicator = 'solved'")
                == "its rows weigh by their credit, so it is no plain mean of them -")
    }

    @Test func howSureAMeanOfMeansIsIsNotSaidAndWhy() async throws {
        let database = try await scored(
            #"at: closed_at, value: "share(status = 'resolved')", one_per: "customer_id, mean""#)
        #expect(
            try await database.line(
                "select reason, reliability::text from merit.reliability where indicator = 'solved'")
                == "it is a mean of means, and no plain mean of its rows -")
    }
}
