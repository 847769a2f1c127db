import Postgres
import Store
import Support
import Testing

@testable import Worker

/// A ticket that is not theirs: it leaves the one who appealed, and counts for the colleague whose it is.
@Suite(.database(.sourced)) struct ColleagueRowTests {
    private static let values = """
        select r.employee_id, r.revision::text, s.value::text, s.points::text, r.total::text, r.changed ->> 'why'
        from merit.current_result r join merit.current_indicator_score s using (period_id, employee_id)
        where s.indicator = 'solved' order by 1
        """

    /// bob's `bob 2`, which failed, is ann's; both had their results delivered.
    private func delivered() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        try await database.work()
        _ = try await database.line(
            "select merit.deliver('2026-09', clock_timestamp() + interval '1 week')::text", user: "merit_hr")
        return database
    }

    private func uphold(_ change: String, in database: TestDatabase) async throws {
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, kind, reason) values (1, 'bob', 'solved', 'not_my_ticket', 'hers')",
            user: "merit_hr")
        _ = try await database.line(
            "update merit.appeal set status = 'upheld', decision = 'so it is', \(change) where status = 'open'",
            user: "merit_hr")
        try await database.work()
    }

    private func again(in database: TestDatabase) async throws {
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        try await database.work()
    }

    private func drift(in database: TestDatabase) async throws -> [Drift] {
        try await database.withConnection(user: "merit_hr") { connection in
            let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
            guard let period = try await Period.find("2026-09", in: connection) else { return [] }
            let drift = try await SourceDatabase(pool: pool).drift(in: period, of: connection)
            await pool.close()
            return drift
        }
    }

    @Test func itCountsForTheColleagueByARevisionThatIsDelivered() async throws {
        let database = try await delivered()
        try await uphold("excluded_rows = '{bob 2}', colleague_id = 'ann'", in: database)
        let moved = """
            ann 2 60.000000 30.00 70.00 appeal 1 of a colleague was upheld, which says whose rows are whose
            bob 2 100.000000 50.00 70.00 appeal 1 was upheld
            """
        #expect(try await database.line(Self.values) == moved)
        #expect(try await database.line("select problem from merit.appeal") == "-")
        #expect(
            try await database.line(
                "select employee_id, revision::text, state from merit.delivery_state where is_newest order by 1")
                == "ann 2 delivered\nbob 2 delivered")
        // The source says no other thing than what counts, and a full scoring measures the same.
        #expect(try await drift(in: database) == [])
        try await again(in: database)
        #expect(try await database.line(Self.values) == moved)
        let evidence = try await database.withConnection(user: "merit_hr") { connection in
            let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
            let period = try #require(try await Period.find("2026-09", in: connection))
            let background = try await Background.load(of: "ann", in: period.id, connection)
            let record = try #require(
                try await ResultRecord.current(of: period.id, employees: ["ann"], in: connection).values.first)
            let template = try #require(
                try await StoredTemplate.find(record.template, in: connection)?.template())
            let evidence = try await SourceDatabase(pool: pool).evidence(
                for: template, of: record, appeals: background.appeals, takingIn: background.takenIn, in: period,
                limit: 10, calendars: nil)
            await pool.close()
            #expect(evidence.allSatisfy { one in record.indicators.contains { one.agrees(with: $0) } })
            return evidence
        }
        #expect(evidence.first?.rows.compactMap(\.id).sorted() == ["ann 1", "ann 2", "ann 3", "ann 4", "bob 2"])
    }

    /// Of several on one value the one decided last counts, and what an earlier one had moved goes back.
    @Test func aLaterDecisionTakesItBack() async throws {
        let database = try await delivered()
        try await uphold("excluded_rows = '{bob 2}', colleague_id = 'ann'", in: database)
        try await uphold("excluded_rows = '{}'", in: database)
        #expect(
            try await database.line(Self.values) == """
                ann 3 75.000000 37.50 77.50 appeal 2 of a colleague was upheld, which says whose rows are whose
                bob 3 50.000000 25.00 45.00 appeal 2 was upheld
                """)
        #expect(try await drift(in: database) == [])
    }

    /// The colleague's own appeal on the same value, and theirs, both count.
    @Test func theColleaguesOwnAppealCountsBeside() async throws {
        let database = try await delivered()
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'ann', 'solved', 'was on hold')",
            user: "merit_hr")
        _ = try await database.line(
            "update merit.appeal set status = 'upheld', decision = 'yes', excluded_rows = '{ann 4}'", user: "merit_hr")
        try await database.work()
        try await uphold("excluded_rows = '{bob 2}', colleague_id = 'ann'", in: database)
        #expect(
            try await database.line(Self.values).hasPrefix("ann 3 75.000000 37.50"), "3 of 4: ann 1 to 3, and bob 2")
        try await again(in: database)
        #expect(try await database.line(Self.values).hasPrefix("ann 3 75.000000 37.50"))
        #expect(try await drift(in: database) == [])
    }

    @Test(arguments: [
        ("'{bob 2,bob 9}'", "ticket has no row bob 9 that could count for ann"),
        ("'{bob 9}'", "ticket has no row bob 9 that could count for ann"),
    ])
    func whatIsNotThereIsSaid(rows: String, problem: String) async throws {
        let database = try await delivered()
        try await uphold("excluded_rows = \(rows), colleague_id = 'ann'", in: database)
        #expect(try await database.line("select problem from merit.appeal").contains(problem))
    }

    /// A value that was set stays; that the rows change nothing is said.
    @Test func aValueThatWasSetForTheColleagueStays() async throws {
        let database = try await delivered()
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'ann', 'solved', 'x')",
            user: "merit_hr")
        _ = try await database.line(
            "update merit.appeal set status = 'upheld', decision = 'yes', set_value = 90", user: "merit_hr")
        try await database.work()
        try await uphold("excluded_rows = '{bob 2}', colleague_id = 'ann'", in: database)
        #expect(try await database.line(Self.values).hasPrefix("ann 2 90.000000 45.00"))
        #expect(
            try await database.line("select problem from merit.appeal where employee_id = 'bob'")
                == "its rows do not count for ann: appeal 1 set the value")
    }
}
