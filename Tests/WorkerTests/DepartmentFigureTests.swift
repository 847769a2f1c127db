import Postgres
import Store
import Support
import Testing

@testable import Worker

/// A department's figure for each of its members: it rests on everyone's rows, and stays what it was until everyone is measured again.
@Suite(.database(.sourced)) struct DepartmentFigureTests {
    private static let template = SmallCompany.template.replacing(
        #"value: "share(status = 'resolved')"}"#, with: #"value: "share(status = 'resolved')", of: department}"#)

    private static let values = """
        select employee_id, revision::text, state, value::text, numerator::text, denominator::text, sample::text
        from merit.current_indicator_score where indicator = 'solved' order by employee_id
        """

    /// Of the service 4 of 8 tickets were solved.
    ///
    /// They are three of ann's four, one of bob's two, and none of the two of dan, who was there too short to be appraised; gus had none. eve is
    /// of another department, and fay and ian are of none.
    private func scored(department: String? = nil) async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob", "dan", "gus", "eve", "fay", "ian"], in: connection)
            try await SmallCompany.close(["resolved", "resolved", "resolved", "failed"], by: "ann", in: connection)
            try await SmallCompany.close(["resolved", "failed"], by: "bob", in: connection)
            try await SmallCompany.close(["failed", "failed"], by: "dan", in: connection)
            try await SmallCompany.close(["resolved"], by: "eve", in: connection)
            try await SmallCompany.close(["failed"], by: "fay", in: connection)
            try await connection.script(
                """
                update merit_source.employee set employed_from = '2026-09-25' where employee_id = 'dan';
                update merit_source.employee set department = 'field' where employee_id = 'eve';
                update merit_source.employee set department = null where employee_id = 'fay';
                update merit_source.employee set department = '' where employee_id = 'ian';
                """)
        }
        try await database.publish(yaml: [Self.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30", department: department)
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        try await SmallCompany.rate("ann", 40, in: database)
        try await database.work()
        return database
    }

    private func findings(in database: TestDatabase) async throws -> [Verification.Finding] {
        try await database.withConnection(user: "merit_hr") { try await Verification.run(of: 1, in: $0) }.findings
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

    @Test func eachHasWhatTheDepartmentHas() async throws {
        let database = try await scored()
        #expect(
            try await database.line(Self.values) == """
                ann 1 scored 50.000000 4 8 8
                bob 1 scored 50.000000 4 8 8
                eve 1 scored 100.000000 1 1 1
                fay 1 scored 0.000000 0 1 1
                gus 1 scored 50.000000 4 8 8
                ian 1 no_data - - - 0
                """)
        #expect(
            try await database.line(
                "select reason, reliability::text from merit.reliability where indicator = 'solved'")
                == "it is the figure of a whole department, no mean of one person's rows -")
        #expect(try await findings(in: database) == [])
        #expect(try await drift(in: database) == [])
        // What became of dan's tickets is everyone's.
        _ = try await database.line("update merit_source.ticket set status = 'resolved' where employee_id = 'dan'")
        #expect(
            try await drift(in: database).map { "\($0.employeeID) \($0.field) \($0.stored ?? "-") \($0.now ?? "-")" }
                == ["ann numerator 4 6", "bob numerator 4 6", "gus numerator 4 6"])
        try await database.rescore()
        #expect(try await database.line(Self.values).hasPrefix("ann 2 scored 75.000000 6 8 8\nbob 2 scored 75.000000"))
    }

    @Test func aPeriodOfOneDepartmentHasAllOfItsPeople() async throws {
        let database = try await scored(department: "service")
        #expect(
            try await database.line(Self.values) == """
                ann 1 scored 50.000000 4 8 8
                bob 1 scored 50.000000 4 8 8
                gus 1 scored 50.000000 4 8 8
                """)
        #expect(try await drift(in: database) == [])
    }

    /// Whatever the source says by then.
    @Test func aLateEvaluationLeavesItAsItIs() async throws {
        let database = try await scored()
        _ = try await database.line("update merit_source.ticket set status = 'failed'")
        try await SmallCompany.rate("bob", 20, in: database)
        try await database.work()
        #expect(try await database.line(Self.values).contains("bob 2 scored 50.000000 4 8 8\n"))
        #expect(try await findings(in: database) == [])
    }

    /// No row is left out of a department's figure for one of them: that would be nobody's.
    @Test(
        arguments: [
            (
                "excluded_rows = '{bob 2}'",
                "indicator solved is the figure of the whole department: no row is left out of it for one person; set its value",
                "indicator solved is the figure of the whole department: no row is left out of it for one person; set its value"
            ),
            (
                "excluded_rows = '{bob 2}', kind = 'not_my_ticket', colleague_id = 'ann'",
                """
                indicator solved is the figure of the whole department: no row is left out of it for one person; set its value; its rows do \
                not count for ann: indicator solved is there the figure of the whole department
                """,
                """
                indicator solved is the figure of the whole department: no row is left out of it for one person; set its value; its rows do \
                not count for ann: indicator solved is there the figure of the whole department
                """
            ),
            (
                "excluded_rows = '{}'",
                "indicator solved is the figure of the whole department; only a full scoring measures that again (merit period score 2026-09)",
                "-"
            ),
        ] as [(String, String, String)])
    func anAppealLeavesItAsItIsAndIsToldWhy(change: String, problem: String, then: String) async throws {
        let database = try await scored()
        let before = try await database.line(Self.values)
        _ = try await database.line("update merit_source.ticket set status = 'failed' where ticket_id = 'bob 2'")
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'bob', 'solved', 'wrong')",
            user: "merit_hr")
        _ = try await database.line(
            "update merit.appeal set status = 'upheld', decision = 'so it is', decided_by = 'Wang Fang', \(change)",
            user: "merit_hr")
        try await database.work()
        #expect(try await database.line(Self.values) == before)
        #expect(try await database.line("select problem from merit.appeal") == problem)
        try await database.rescore()
        #expect(try await database.line(Self.values) == before)
        #expect(try await database.line("select problem from merit.appeal") == then)
    }

    /// A value that is set is the person's own; an appeal against the whole result has the rest measured again.
    @Test func aValueThatIsSetIsOfOnePerson() async throws {
        let database = try await scored()
        _ = try await database.line("update merit_source.ticket set status = 'failed'")
        for (indicator, change) in [("'solved'", "set_value = 90"), ("null", "set_value = null")] {
            _ = try await database.line(
                "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'bob', \(indicator), 'wrong')",
                user: "merit_hr")
            _ = try await database.line(
                """
                update merit.appeal set status = 'upheld', decision = 'so it is', decided_by = 'Wang Fang', \(change) where status = 'open'
                """, user: "merit_hr")
            try await database.work()
            #expect(
                try await database.line(Self.values).hasPrefix(
                    "ann 1 scored 50.000000 4 8 8\nbob 2 scored 90.000000 4 8 8\n"))
        }
        #expect(try await database.line("select count(*)::text from merit.appeal where problem is not null") == "0")
        #expect(try await findings(in: database) == [])
    }
}
