import Foundation
import Postgres
import Subprocess
import Synchronization
import Support
import Testing

@testable import ScratchServer

/// As an operator would: a real fault, the alert in a real Prometheus, the runbook of docs/operations.md, all clear.
@Suite(
    .tags(.fault), .enabled(if: Prometheus.folder != nil, "skipped: prometheus is not installed"),
    .timeLimit(.minutes(20)))
struct AlertTests {
    /// A port that nobody uses: Prometheus is to know a worker before it starts.
    private static func freePort() throws -> UInt16 { try Prometheus.freePort() }

    private func doctor(_ database: PostgresConfiguration) async throws -> String {
        try await Program.run(["doctor"], database: database).output
    }

    @Test(.database(.company)) func noWorker() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        let port = try Self.freePort()
        try await Prometheus.run(scraping: ["127.0.0.1:\(port)"]) { prometheus in
            try await prometheus.untilFires("MeritNoWorker")
            try await prometheus.untilFires("MeritWorkerDown")
            #expect(try await doctor(worker).contains("no worker is alive"))
            try await Program.run(["worker", "--http", "\(port)"], database: worker) { program in
                try await program.log.wait(for: "worker is ready")
                try await prometheus.untilClears("MeritNoWorker")
                try await prometheus.untilClears("MeritWorkerDown")
                // Every worker and the database must agree before nothing is said to be wrong.
                try await prometheus.until("merit_workers_alive == 1")
                try program.send(.terminate)
            }
            try await prometheus.untilFires("MeritNoWorker")
        }
    }

    @Test func databaseDown() async throws {
        let server = try await ScratchServer.start()
        try await Company.prepare(server.configuration)
        let worker = try server.configuration.with(["user": "merit_worker"])
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let target = try await program.address()
            try await Prometheus.run(scraping: [target]) { prometheus in
                try await program.log.wait(for: "worker is ready")
                #expect(try await WebPage.get("http://\(target)/readyz").status == 200)
                try await server.control("stop -m immediate")
                try await prometheus.untilFires("MeritDatabaseDown")
                try await prometheus.untilFires("MeritNoWorker")
                // It lives, says why it is not ready, and leaves what it cannot know unknown.
                #expect(try await WebPage.get("http://\(target)/livez").status == 200)
                let ready = try await WebPage.get("http://\(target)/readyz")
                #expect(ready.status == 503)
                #expect(ready.text.contains("\"check\":\"database\""))
                let page = try await WebPage.get("http://\(target)/metrics").text
                #expect(page.contains("\nmerit_period_waiting_seconds NaN\n"))
                #expect(try await doctor(worker).contains("see that the server is up"))
                try await server.control("start -l server.log")
                try await prometheus.untilClears("MeritDatabaseDown")
                try await prometheus.untilClears("MeritNoWorker")
            }
            try program.send(.terminate)
        }
        try await server.stop()
    }

    /// Nothing refuses, and nothing answers: a scrape must end before Prometheus gives up, and say that the database is silent.
    @Test(.database(.company)) func databaseSilent() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        let isSilent = Atomic(false)
        let proxy = try await FaultProxy.start(to: worker) { _ in isSilent.load(ordering: .relaxed) ? .silence : .pass }
        defer { proxy.stop() }
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: try proxy.configuration(worker)) {
            program in
            let target = try await program.address()
            try await program.log.wait(for: "worker is ready")
            isSilent.store(true, ordering: .relaxed)
            async let first = WebPage.get("http://\(target)/metrics")
            async let second = WebPage.get("http://\(target)/metrics")
            for page in try await [first, second] {
                #expect(page.text.contains("\nmerit_database_up 0\n"))
                #expect(page.text.contains("\nmerit_period_waiting_seconds NaN\n"))
            }
            try await program.log.wait(for: "the database does not answer metrics")
            #expect(try await WebPage.get("http://\(target)/livez").status == 200)
            isSilent.store(false, ordering: .relaxed)
            try program.send(.kill)
        }
    }

    @Test(.database(.company)) func aPeriodWaits() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        let owner = try database.configuration(user: "merit_owner")
        #expect(try await Program.run(["jobs", "pause", "--reason", "disk is full"], database: owner).status == 0)
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let target = try await program.address()
            try await Prometheus.run(scraping: [target]) { prometheus in
                try await prometheus.untilFires("MeritPeriodWaiting")
                #expect(try await doctor(worker).contains("all jobs are paused by merit_owner"))
                #expect(try await Program.run(["jobs", "resume"], database: owner).status == 0)
                try await prometheus.untilClears("MeritPeriodWaiting")
            }
            try program.send(.terminate)
        }
    }

    @Test(.database(.company)) func aJobFails() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        try await database.withConnection {
            try await $0.script("alter table merit_source.ticket rename to incident")
        }
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let target = try await program.address()
            try await Prometheus.run(scraping: [target]) { prometheus in
                try await prometheus.untilFires("MeritJobFailed")
                let said = try await doctor(worker)
                #expect(said.contains("has no relation ticket") && said.contains("merit jobs retry"), "\(said)")
                try await database.withConnection {
                    try await $0.script("alter table merit_source.incident rename to ticket")
                }
                let failed = try await database.withConnection {
                    try await $0.query("select job_id from merit.job where state = 'failed'").decode(Int64.self)
                }
                #expect(failed.count == 3)
                let hr = try database.configuration(user: "merit_hr")
                for job in failed {
                    #expect(try await Program.run(["jobs", "retry", "\(job)"], database: hr).status == 0)
                }
                try await prometheus.untilClears("MeritJobFailed")
                try await database.withConnection {
                    try await $0.waitUntil("select count(*) = 3 from merit.appraisal_period where status = 'scored'")
                }
            }
            try program.send(.terminate)
        }
        try await Aftermath.check(try database.configuration())
    }

    @Test(.database(.company)) func workersDieAndJobsAreRetried() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        try await database.withConnection { holder in
            // Whoever scores waits for the tickets.
            try await holder.script("begin; lock table merit_source.ticket in access exclusive mode")
            try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { survivor in
                let target = try await survivor.address()
                try await Prometheus.run(scraping: [target]) { prometheus in
                    try await survivor.log.wait(for: "job begins")
                    // A rise can be seen from the first scrape on.
                    try await prometheus.untilScraped()
                    try await Program.run(["worker", "--jobs", "2"], database: worker) { victim in
                        try await victim.log.wait(for: "job begins")
                        try victim.send(.kill)
                    }
                    try await prometheus.untilFires("MeritTakeovers")
                    while try await !prometheus.firing().contains("MeritJobsRetried") {
                        _ = try await holder.query(
                            "select merit.end_backend(backend) from merit.job where state = 'running' and backend is not null"
                        )
                    }
                    try await holder.script("commit")
                    try await prometheus.untilClears("MeritTakeovers")
                    try await prometheus.untilClears("MeritJobsRetried")
                    try await holder.waitUntil(
                        "select count(*) = 3 from merit.appraisal_period where status = 'scored'")
                }
                try survivor.send(.terminate)
            }
        }
        try await Aftermath.check(try database.configuration())
    }

    @Test(.database(.company), .enabled(if: PgBouncer.path != nil, "skipped: pgbouncer is not installed"))
    func theListenerIsDown() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        let pooler = try await PgBouncer.start(to: worker)
        let pooled = try pooler.configuration(worker)
        let port = try Self.freePort()
        try await Prometheus.run(scraping: ["127.0.0.1:\(port)"]) { prometheus in
            try await Program.run(["worker", "--http", "\(port)"], database: pooled) { program in
                try await program.log.wait(for: "worker is ready")
                try await prometheus.untilFires("MeritListenerDown")
                #expect(try await doctor(pooled).contains("a transaction pooler stands before the server"))
                try program.send(.terminate)
            }
            try await Program.run(
                ["worker", "--http", "\(port)", "--direct-database", worker.conninfo], database: pooled
            ) { program in
                try await program.log.wait(for: "worker is ready")
                try await prometheus.untilClears("MeritNoWorker")
                try await prometheus.untilClears("MeritListenerDown")
                let said = try await Program.run(["doctor", "--direct-database", worker.conninfo], database: pooled)
                    .output
                #expect(!said.contains("a transaction pooler"))
                try program.send(.terminate)
            }
        }
        try await pooler.stop()
    }

    @Test(
        .database(.migrated),
        .enabled(if: SurroundingsTests.fakeTime != nil, "skipped: faketime is not installed"))
    func theClockIsOff() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        let faketime = try #require(SurroundingsTests.fakeTime)
        let port = try Self.freePort()
        try await Prometheus.run(scraping: ["127.0.0.1:\(port)"]) { prometheus in
            try await RunningProgram.run(
                [faketime, "-m", "-f", "-2h", Program.path, "worker", "--http", "\(port)"],
                environment: .inherit.updating(["MERIT_DATABASE_URL": worker.conninfo])
            ) { wrapper in
                try await wrapper.log.wait(for: "worker is ready")
                try await prometheus.untilFires("MeritClockOff")
                // The wrapper does not hand signals on.
                try await Shell.run(
                    #"kill $(cat "/proc/$1/task/$1/children")"#, ["\(wrapper.processID)"], as: nil, failure: "no child")
            }
            try await Program.run(["worker", "--http", "\(port)"], database: worker) { program in
                try await program.log.wait(for: "worker is ready")
                try await prometheus.untilClears("MeritNoWorker")
                try await prometheus.untilClears("MeritClockOff")
                try program.send(.terminate)
            }
        }
    }

    @Test(.database(.company)) func nothingMatched() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        try await database.withConnection { try await $0.script("delete from merit_source.ticket") }
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let target = try await program.address()
            try await Prometheus.run(scraping: [target]) { prometheus in
                try await prometheus.untilFires("MeritNothingMatched")
                let said = try await doctor(worker)
                #expect(said.contains("ticket has no row"), "\(said)")
                try await database.withConnection {
                    try await $0.waitUntil("select count(*) = 3 from merit.appraisal_period where status = 'scored'")
                }
                let hr = try database.configuration(user: "merit_hr")
                for period in ["2026-07", "2026-08", "2026-09"] {
                    #expect(try await Program.run(["period", "close", period], database: hr).status == 0)
                }
                try await prometheus.untilClears("MeritNothingMatched")
            }
            try program.send(.terminate)
        }
    }

    @Test(.database(.migrated)) func aDutyFails() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        let dueNow = "update merit.duty set next_due_at = clock_timestamp() where name = 'prune'"
        try await database.withConnection {
            try await $0.script("revoke execute on function merit.prune from merit_worker; \(dueNow)")
        }
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let target = try await program.address()
            try await Prometheus.run(scraping: [target]) { prometheus in
                try await prometheus.untilFires("MeritDutyFailing")
                #expect(
                    try await doctor(worker).contains("the duty prune failed: permission denied for function prune"))
                try await database.withConnection {
                    try await $0.script("grant execute on function merit.prune to merit_worker; \(dueNow)")
                }
                try await prometheus.untilClears("MeritDutyFailing")
            }
            try program.send(.terminate)
        }
    }

    /// Prometheus' own view of the rules and of what a worker serves.
    @Test(arguments: [
        ["check", "rules", "Operations/prometheus/merit.rules.yml"],
        ["test", "rules", "Operations/prometheus/merit.test.yml"],
        ["check", "config", "Operations/prometheus/prometheus.yml"],
    ])
    func promtoolAgrees(_ arguments: [String]) async throws {
        let said = try await Shell.run(
            #""$1" "$2" "$3" "$4" 2>&1"#,
            ["\(Prometheus.folder ?? "")/promtool", arguments[0], arguments[1], Repository.file(arguments[2]).path()],
            as: nil, failure: "promtool disagrees")
        #expect(said.contains("SUCCESS"))
    }

    @Test(.database(.company)) func whatAWorkerServesIsCleanAndCompleteFromTheStart() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let target = try await program.address()
            let page = try await WebPage.get("http://\(target)/metrics")
            #expect(page.contentType == "text/plain; version=0.0.4; charset=utf-8")
            try await Shell.run(
                #""$1" check metrics"#, ["\(Prometheus.folder ?? "")/promtool"], input: page.text, as: nil,
                failure: "promtool finds fault with the metrics")
            let lines = page.text.split(separator: "\n")
            let families = lines.filter { $0.hasPrefix("# TYPE") }.map { $0.split(separator: " ")[2] }
            #expect(families.count > 20)
            for family in families {
                #expect(lines.contains { $0.hasPrefix("\(family)") }, "\(family) has no series")
            }
            try program.send(.terminate)
        }
    }
}
