import Postgres
import Store
import Support
import Testing

/// How often a worker that scores a month goes through each relation of the source, by the server's own count.
@Suite(.database(.migrated)) struct ScanTests {
    @Test func howeverManyIndicatorsReadARelation() async throws {
        let company = try await self.company()
        try await company.database.publish(yaml: [try BenchmarkCompany.deskData])
        try await company.ask()
        let scans = try await scansOfWork(in: company.database)
        #expect(scans == Self.once)
    }

    /// Beside the pass for everything else: one for two measures that tell tickets apart by the same columns, two where they do not.
    @Test(arguments: [("[category, reopened]", 1), ("[category]", 2)])
    func kindsOfWorkTakeOneMoreForEachWayToTellThemApart(mix: String, passes: Int) async throws {
        let company = try await self.company()
        let template = try [
            ("period_end) - opened_at))\"", "[category, reopened]"), ("'resolved' and not reopened)\"", mix),
        ].reduce(BenchmarkCompany.deskData) { template, mix in
            let mixed = template.replacing("\(mix.0)}", with: "\(mix.0), mix: \(mix.1)}")
            try #require(mixed != template)
            return mixed
        }
        try await company.database.publish(yaml: [template])
        try await company.ask()
        let scans = try await scansOfWork(in: company.database)
        var expected = Self.once
        expected["ticket", default: 0] += passes
        #expect(scans == expected)
    }

    @Test func theTicketsBehindWeakSpotsTakeOneMoreForEachMeasure() async throws {
        let company = try await self.company()
        let database = company.database
        try await database.publish(shipped: "after-sales")
        try await company.ask()
        let evaluations = try BenchmarkCompany.script("evaluations.sql")
        _ = try await database.withConnection { try await $0.execute(evaluations, "2026-10") }
        let scans = try await scansOfWork(in: database)

        // Of the volume no ticket makes less, so that none is looked for.
        let weak = try await database.withConnection { connection in
            try await connection.query("select distinct indicator from merit.improvement_task").decode(String.self)
        }
        let weakByTickets = weak.filter(["response_time", "repair_success", "repair_time"].contains).count
        #expect(weakByTickets >= 2 && weak.contains("satisfaction"), "\(weak)")
        var expected = Self.once
        expected["ticket"] = 3 + weakByTickets
        expected["satisfaction_response"] = 3
        #expect(scans == expected)
    }

    /// What is measured is looked at once more for what is odd, and tickets for the words that a template asks their status to be.
    ///
    /// Attendance tells the days of leave too; of employees it is asked who was there, and which supervisors have left; of tasks the ids are looked
    /// at, which no primary key keeps apart; of complaints, which no indicator reads, it is tried whether they can be read.
    private static let once = [
        "employee": 3, "ticket": 3, "nps_response": 2, "satisfaction_response": 2, "task": 3, "attendance": 3,
        "violation": 2, "complaint": 1,
    ]

    /// Without indexes on its times, of which a bitmap of three would count as three scans.
    private func company() async throws -> BenchmarkCompany {
        let company = try await BenchmarkCompany(employees: 60, tickets: 3_000)
        try await company.database.withConnection { connection in
            try await connection.script(
                """
                drop index merit_source.ticket_opened_at_idx, merit_source.ticket_resolved_at_idx, \
                merit_source.ticket_closed_at_idx
                """)
        }
        return company
    }

    /// Lets the program score the period that was asked for; each process that shares a scan would count for itself.
    private func scansOfWork(in database: TestDatabase) async throws -> [String: Int] {
        let before = try await scans(in: database)
        let outcome = try await Program.run(
            ["worker", "--until-idle"],
            database: try database.configuration(user: "merit_worker")
                .with(["options": "-c max_parallel_workers_per_gather=0"]))
        #expect(outcome.status == 0, "\(outcome.errors)")
        let runs = try await database.line("select count(*)::text, sum(people)::text from merit.run")
        #expect(runs == "1 60")
        return try await scans(in: database).merging(before) { $0 - $1 }
    }

    /// The scans so far of each relation: a session's are counted at the latest when it ends.
    private func scans(in database: TestDatabase) async throws -> [String: Int] {
        try await database.withConnection { connection in
            try await connection.waitUntil(
                """
                select not exists (
                    select from pg_stat_activity
                    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid())
                """)
            let counts = try await connection.query(
                """
                select relname::text, (seq_scan + coalesce(idx_scan, 0))::integer from pg_stat_user_tables
                where schemaname = 'merit_source'
                """
            ).decode(String.self, Int.self)
            return Dictionary(uniqueKeysWithValues: counts)
        }
    }
}
