import Support
import Testing

/// Who may rate whom, as far as only the employee relation knows.
@Suite(.database(.sourced)) struct RaterTests {
    private static let marks = """
        select employee_id, rater_id, problem from merit.evaluation where source = 'supervisor' order by employee_id
        """

    private func scored(_ before: String) async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        _ = try await database.line(before)
        try await database.work()
        return database
    }

    @Test func nobodyIsTheirOwnSupervisor() async throws {
        let database = try await scored("update merit_source.employee set supervisor_id = employee_id")
        #expect(try await database.line(Self.marks) == "ann boss -\nbob boss -", "whoever is named has rated")
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        _ = try await database.line("update merit.evaluation set rater_id = null where employee_id = 'bob'")
        try await database.work()
        let own = "nobody is their own supervisor, and bob is in the employee relation; name in rater_id who gave it"
        #expect(try await database.line(Self.marks) == "ann boss -\nbob - \(own)")
        #expect(try await database.line(SmallCompany.totals).contains("bob 2 incomplete"))
    }

    /// Where the company wants it so: what one or two peers say does not count, and the third has all three count.
    @Test func fewPeersDoNotCount() async throws {
        let peers = """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            select 1, 'ann', 'peer', 'p' || n, 'manner', 30 from generate_series(%@) n
            """
        let database = try await scored(
            """
            with asked as (update merit.setting set value = case name when 'least_peers' then '3' else '0' end
                where name in ('least_peers', 'quiet_seconds'))
            \(peers.replacing("%@", with: "1, 2"))
            """)
        let problems = "select rater_id, problem from merit.evaluation where source = 'peer' order by 1"
        let few = "fewer peers rated this than count (setting least_peers)"
        #expect(try await database.line(problems) == "p1 \(few)\np2 \(few)")
        _ = try await database.line(peers.replacing("%@", with: "3, 3"))
        try await database.work()
        #expect(try await !database.line(problems).contains(few))
    }

    /// Where the company wants it so: the one of the relation rates, or whom HR has named.
    @Test func onlyTheSupervisorRatesWhereThatIsSet() async throws {
        let database = try await scored(
            """
            with asked as (update merit.setting set value = '1' where name = 'rater_is_supervisor')
            update merit_source.employee set supervisor_id = 'chief'
            """)
        let problem = "boss is not the supervisor; that is chief in the employee relation"
        #expect(try await database.line(Self.marks) == "ann boss \(problem)\nbob boss \(problem)")
        _ = try await database.line("insert into merit.supervision (employee_id, supervisor_id) values ('ann', 'boss')")
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        try await database.work()
        #expect(try await database.line(Self.marks) == "ann boss -\nbob boss \(problem)")
    }
}
