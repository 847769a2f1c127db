import Postgres
import Store
import Support
import Testing

/// `caps`: what somebody has done leaves no better grade, whatever the total, and what strikes it out lifts that.
@Suite(.database(.sourced)) struct CapScoringTests {
    /// Of ann's four tickets, and of cai's two, one is wrecked; bob's are not.
    private func scored() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob", "cai"], in: connection)
            try await SmallCompany.close(["resolved", "resolved", "resolved", "wrecked"], by: "ann", in: connection)
            try await SmallCompany.close(["resolved", "resolved"], by: "bob", in: connection)
            try await SmallCompany.close(["resolved", "wrecked"], by: "cai", in: connection)
            try await connection.script("update merit.setting set value = '0' where name = 'quiet_seconds'")
        }
        try await database.publish(yaml: [CappedDesk.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        for (id, points) in [("ann", 40), ("bob", 40), ("cai", 10)] {
            try await SmallCompany.rate(id, points, in: database)
        }
        try await database.work()
        return database
    }

    private func results(of id: String? = nil, _ database: TestDatabase) async throws -> String {
        try await database.line(
            """
            select employee_id, revision::text, total::text, grade, trim_scale(coefficient)::text, capped_by
            from merit.current_result where $1::text is null or employee_id = $1 order by employee_id
            """, id)
    }

    private func differences(_ database: TestDatabase) async throws -> [String] {
        try await database.withConnection(user: "merit_hr") { try await Verification.run(of: 1, in: $0) }.differences
            .map { "\($0.employeeID) \($0.field)" }
    }

    /// Cai's total is no better than the cap leaves.
    @Test func theGradeIsHeldAndTheTotalStays() async throws {
        let database = try await scored()
        #expect(
            try await results(database) == """
                ann 1 81.25 C 0.8 wrecks
                bob 1 90.00 A 1.2 -
                cai 1 45.00 C 0.8 -
                """)
        #expect(try await differences(database) == [])
        #expect(
            try await database.line(
                "select employee_id, kind, reason, reason_zh from merit.outcome where kind = 'warning' order by employee_id"
            ) == """
                ann warning total 81.25, grade C (A wreck) 总分 81.25，等级 C（严重事故）
                cai warning total 45.00, grade C 总分 45.00，等级 C
                """)
        #expect(
            try await database.line("select capped_by from merit.interview_sheet where employee_id = 'ann'")
                == "wrecks")
    }

    @Test(arguments: [("capped_by", "null"), ("grade", "'A'"), ("coefficient", "1.2")])
    func whatIsChangedBehindItIsNamed(column: String, value: String) async throws {
        let database = try await scored()
        try await database.withConnection {
            try await $0.script(
                """
                set session_replication_role = replica;
                update merit.result set \(column) = \(value) where employee_id = 'ann'
                """)
        }
        #expect(try await differences(database) == ["ann \(column)"])
    }

    @Test(arguments: [("excluded_rows = '{ann 4}'", "83.75"), ("set_value = 0", "83.75")])
    func anAppealThatStrikesItOutLiftsIt(change: String, total: String) async throws {
        let database = try await scored()
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'ann', 'wrecks', 'not mine')",
            user: "merit_hr")
        _ = try await database.line(
            "update merit.appeal set status = 'upheld', decision = 'so it is', decided_by = 'Wang Fang', \(change)",
            user: "merit_hr")
        try await database.work()
        #expect(try await database.line("select kind from merit.run order by run_id desc limit 1") == "partial")
        #expect(try await results(of: "ann", database) == "ann 2 \(total) A 1.2 -")
        #expect(
            try await database.line(
                """
                select changed #>> '{result,capped_by,from}', changed #>> '{result,grade,to}'
                from merit.current_result where employee_id = 'ann'
                """) == "wrecks A")
        #expect(
            try await database.line(
                "select status from merit.outcome where employee_id = 'ann' and kind = 'warning'") == "withdrawn")
        #expect(try await differences(database) == [])
    }

    @Test func whatIsGivenLateDoesNotLiftIt() async throws {
        let database = try await scored()
        try await SmallCompany.rate("ann", 50, source: "self", in: database)
        try await database.work()
        #expect(try await database.line("select kind from merit.run order by run_id desc limit 1") == "partial")
        #expect(try await results(of: "ann", database) == "ann 2 83.25 C 0.8 wrecks")
        #expect(try await differences(database) == [])
    }
}
