import Foundation
import Jobs
import Postgres
import Store
import Statements
import Subprocess
import Support
import Synchronization
import Testing

@testable import ScratchServer

/// The figures of docs/reliability.md, measured and not judged; `scripts/bench reliability` runs them.
@Suite(
    .serialized, .timeLimit(.minutes(30)),
    .enabled(
        if: ProcessInfo.processInfo.environment["TEST_MEASURE"] != nil, "only measures: scripts/bench reliability"))
struct ReliabilityFigures {
    /// A durable server with a thousand people, each a department of their own, and what they did in September.
    private func withServer(_ body: (PostgresConfiguration) async throws -> Void) async throws {
        let server = try await ScratchServer.start(
            settings: ["fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"])
        let owner = server.configuration
        try await owner.withConnection { connection in
            _ = try await Migrator().migrate(connection)
            try await connection.script(Statements.installSource)
            try await connection.script(Self.people)
            try await connection.script(Statements.grantSource)
            try await connection.script(
                "update merit.setting set value = '1000000' where name = 'worker_deaths'; analyze")
        }
        try await owner.publish(shipped: ["service-desk-measured"])
        try await body(owner)
        try await server.stop()
    }

    private static let people = """
        insert into merit_source.employee (employee_id, name, post, department)
        select 'E' || n, 'name', 'service-desk', 'D' || n from generate_series(1, 1000) n;
        insert into merit_source.ticket (ticket_id, employee_id, opened_at, first_response_at, resolved_at, closed_at, status,
            reopened, escalated, target_met)
        select 'T' || n, 'E' || 1 + n % 1000, at, at + interval '1 hour', at + interval '5 hours', at + interval '6 hours',
            'resolved', n % 20 = 0, false, n % 9 <> 0
        from generate_series(1, 10000) n, lateral (select timestamptz '2026-09-02 00:00Z' + n % 600 * interval '1 hour') o (at);
        create index on merit_source.ticket (resolved_at);
        """

    private func ask(_ departments: ClosedRange<Int>, _ owner: PostgresConfiguration) async throws {
        try await owner.withConnection { connection in
            _ = try await connection.query(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
                select 'D' || n, '2026-09-01', '2026-09-30', 'UTC', 'D' || n from generate_series($1::integer, $2::integer) n
                """, Int32(departments.lowerBound), Int32(departments.upperBound))
        }
    }

    private func say(_ what: String, _ figure: String) {
        print("| \(what) | \(figure) |")
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private func text(_ seconds: Double) -> String { String(format: "%.2f s", seconds) }

    // MARK: - Takeover

    /// Seconds from the end of a worker to the claim of the next.
    private func takeover(
        _ owner: PostgresConfiguration, victim: PostgresConfiguration, worker: PostgresConfiguration,
        ending: (RunningProgram) throws -> Void
    ) async throws -> Double {
        let seconds = Mutex(0.0)
        try await owner.withConnection { connection in
            _ = try await Program.run(["worker"], database: victim) { first in
                // The one before was killed too: it is this one's turn when it works.
                let holder =
                    "select worker_id from merit.worker where process_id = \(first.processID) and job_ids is not null"
                try await connection.waitUntil(
                    "select exists (select from merit.job where worker_id = (\(holder)) and (backend).pid is not null)")
                let number = try await connection.query(holder).one().decode(Int.self)
                try await Program.run(["worker"], database: worker) { second in
                    try await second.log.wait(for: "worker is ready")
                    let ended = try await connection.query("select clock_timestamp()").one().decode(
                        PostgresTimestamp.self)
                    try ending(first)
                    try await connection.waitUntil(
                        "select exists (select from merit.job where state = 'running' and worker_id <> \(number))")
                    let taken = try await connection.query("select started_at from merit.job where state = 'running'")
                        .one().decode(
                            PostgresTimestamp.self)
                    seconds.withLock { $0 = Double(taken.microseconds - ended.microseconds) / 1e6 }
                    try second.send(.kill)
                    try? first.send(.kill)
                }
            }
        }
        return seconds.withLock { $0 }
    }

    /// While this holds the tickets, a scoring does not come to its end.
    private func holdingTickets(_ owner: PostgresConfiguration, _ body: () async throws -> Void) async throws {
        try await owner.withConnection { holder in
            try await holder.script(
                "set idle_in_transaction_session_timeout = 0; begin; lock table merit_source.ticket in access exclusive mode"
            )
            try await body()
        }
    }

    @Test func takeoverAfterSIGKILL() async throws {
        try await withServer { owner in
            try await ask(1...1, owner)
            let worker = try owner.with(["user": "merit_worker"])
            try await holdingTickets(owner) {
                var seconds: [Double] = []
                for _ in 1...50 {
                    seconds.append(
                        try await takeover(owner, victim: worker, worker: worker) { try $0.send(.kill) })
                }
                say("SIGKILL to takeover, median of 50", text(median(seconds)))
                say("… worst of 50", text(seconds.max() ?? 0))
            }
        }
    }

    @Test func takeoverAfterSilence() async throws {
        try await withServer { owner in
            try await ask(1...1, owner)
            let worker = try owner.with(["user": "merit_worker"])
            try await holdingTickets(owner) {
                var seconds: [Double] = []
                for _ in 1...5 {
                    let isSilent = Mutex(false)
                    let proxy = try await FaultProxy.start(to: owner) { _ in isSilent.withLock { $0 } ? .silence : .pass
                    }
                    seconds.append(
                        try await takeover(owner, victim: try proxy.configuration(worker), worker: worker) { _ in
                            isSilent.withLock { $0 = true }
                        })
                    proxy.stop()
                }
                say("Every connection of a worker falls silent, to takeover: median of 5", text(median(seconds)))
                say("… worst of 5", text(seconds.max() ?? 0))
            }
        }
    }

    @Test func cancelling() async throws {
        try await withServer { owner in
            let worker = try owner.with(["user": "merit_worker"])
            try await Program.run(["worker"], database: worker) { program in
                try await holdingTickets(owner) {
                    try await owner.withConnection { connection in
                        var seconds: [Double] = []
                        for number in 1...50 {
                            try await ask(number...number, owner)
                            let working =
                                "exists (select from pg_locks where not granted and relation = 'merit_source.ticket'::regclass)"
                            try await connection.waitUntil("select \(working)")
                            let begun = ContinuousClock.now
                            _ = try await connection.query(
                                "select merit.cancel(job_id) from merit.job where state = 'running'")
                            while try await connection.query("select \(working)").one().decode(Bool.self) {}
                            let taken = ContinuousClock.now - begun
                            seconds.append(Double(taken.milliseconds) / 1000)
                        }
                        say(
                            "Cancelling a running job, to the end of its statement on the server, median of 50",
                            text(median(seconds)))
                        say("… worst of 50", text(seconds.max() ?? 0))
                    }
                }
                try program.send(.terminate)
            }
        }
    }

    // MARK: - Speed

    @Test func latencyWhenIdle() async throws {
        try await withServer { owner in
            let worker = try owner.with(["user": "merit_worker"])
            try await Program.run(["worker"], database: worker) { program in
                try await program.log.wait(for: "worker is ready")
                try await owner.withConnection { connection in
                    for number in 1...200 {
                        try await ask(number...number, owner)
                        try await connection.waitUntil(
                            "select not exists (select from merit.job where finished_at is null)")
                    }
                    let (median, worst) = try await connection.query(
                        """
                        select percentile_cont(0.5) within group (order by wait), percentile_cont(0.99) within group (order by wait)
                        from (select extract(epoch from started_at - created_at)::float8 * 1000 as wait from merit.job
                            where kind = 'score_period') waits
                        """
                    ).one().decode(Double.self, Double.self)
                    say("INSERT to start, idle worker, p50 of 200", String(format: "%.1f ms", median))
                    say("… p99 of 200", String(format: "%.1f ms", worst))
                }
                try program.send(.terminate)
            }
        }
    }

    @Test(arguments: [1, 4]) func throughput(workers: Int) async throws {
        try await withServer { owner in
            let worker = try owner.with(["user": "merit_worker"])
            try await ask(1...1000, owner)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...workers {
                    group.addTask { _ = try await Program.run(["worker", "--until-idle"], database: worker) }
                }
                try await group.waitForAll()
            }
            let rate = try await owner.withConnection { connection in
                try await connection.query(
                    """
                    select (count(*) / extract(epoch from max(finished_at) - min(started_at)))::float8
                    from merit.job where kind = 'score_period' and state = 'completed'
                    """
                ).one().decode(Double.self)
            }
            say(
                "1,000 periods of small departments, \(workers) worker\(workers > 1 ? "s" : "")",
                String(format: "%.0f a second", rate))
        }
    }

    @Test func costWhenIdle() async throws {
        try await withServer { owner in
            let worker = try owner.with(["user": "merit_worker"])
            try await ask(1...1, owner)
            try await Program.run(["worker"], database: worker) { program in
                try await owner.withConnection { connection in
                    try await connection.waitUntil(
                        "select exists (select from merit.appraisal_period where status = 'scored')")
                    func ticks() throws -> Double {
                        let fields =
                            try String(contentsOfFile: "/proc/\(program.processID)/stat", encoding: .utf8)
                            .split(separator: ") ").last?.split(separator: " ") ?? []
                        return (Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)
                    }
                    func transactions() async throws -> Int {
                        // Sessions report what they did when they have been idle for a while.
                        try await connection.execute("select pg_sleep(2)")
                        try await connection.execute("select pg_stat_clear_snapshot()")
                        return try await connection.query(
                            "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()"
                        ).one().decode(Int.self)
                    }
                    let (cpu, queries) = (try ticks(), try await transactions())
                    try await connection.execute("select pg_sleep(58)")
                    let (cpuLater, queriesLater) = (try ticks(), try await transactions())
                    let memory =
                        try String(contentsOfFile: "/proc/\(program.processID)/status", encoding: .utf8)
                        .split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
                    say(
                        "Idle worker: processor, over a minute",
                        String(format: "%.2f%% of a core", (cpuLater - cpu) / 60))
                    // Less those that this measurement made.
                    say("… transactions", String(format: "%.1f a second", Double(queriesLater - queries - 4) / 60))
                    say("… memory", String(memory.replacing(/VmRSS:\s*/, with: "")))
                }
                try program.send(.terminate)
            }
        }
    }

    @Test func claimBesideAHundredThousandFinishedJobs() async throws {
        try await withServer { owner in
            try await owner.withConnection { connection in
                try await connection.script(
                    """
                    insert into merit.job (kind, subject_id, state, max_attempts, finished_at)
                    select 'test', n, 'completed', 5, clock_timestamp() from generate_series(1, 100000) n;
                    insert into merit.job (kind, subject_id, max_attempts) select 'test', n, 5 from generate_series(1, 100) n;
                    analyze merit.job
                    """)
                var times: [Double] = []
                for _ in 1...100 {
                    let begun = ContinuousClock.now
                    _ = try await connection.query(Statements.claimJobs, 1, ["test"], 1)
                    times.append(Double((ContinuousClock.now - begun).components.attoseconds) / 1e15)
                }
                say("A claim beside 100,000 finished jobs, median of 100", String(format: "%.2f ms", median(times)))
            }
        }
    }
}
