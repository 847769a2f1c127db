import Foundation
import Postgres
import Subprocess

extension Reliability {
    func latencyWhenIdle(_ owner: PostgresConfiguration) async throws {
        try await withWorker(owner) { _, _ in
            try await owner.withConnection { connection in
                for number in 1...200 {
                    try await ask(number...number, owner)
                    try await connection.wait(
                        until: "not exists (select from merit.job where finished_at is null)")
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
        }
    }

    func throughput(_ owner: PostgresConfiguration, workers: Int) async throws {
        try await ask(1...1000, owner)
        let (worker, reader) = try (owner.with(["user": "merit_worker"]), owner.with(["user": "merit_reader"]))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...workers {
                group.addTask {
                    try await Tool.run(
                        merit, ["worker", "--until-idle"],
                        environment: ["MERIT_DATABASE_URL": worker.conninfo, "MERIT_SOURCE_URL": reader.conninfo])
                }
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

    func costWhenIdle(_ owner: PostgresConfiguration) async throws {
        try await ask(1...1, owner)
        try await withWorker(owner) { _, process in
            try await owner.withConnection { connection in
                try await connection.wait(
                    until: "exists (select from merit.appraisal_period where status = 'scored')")
                func transactions() async throws -> Int {
                    // Sessions report what they did when they have been idle for a while.
                    try await connection.execute("select pg_sleep(2)")
                    try await connection.execute("select pg_stat_clear_snapshot()")
                    return try await connection.query(
                        "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()"
                    ).one().decode(Int.self)
                }
                let (cpu, count) = (try Self.ticks(of: process), try await transactions())
                try await connection.execute("select pg_sleep(58)")
                let (cpuLater, countLater) = (try Self.ticks(of: process), try await transactions())
                let memory =
                    try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
                    .split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
                say("Idle worker: processor, over a minute", String(format: "%.2f%% of a core", (cpuLater - cpu) / 60))
                // Less those that this measurement made.
                say("… transactions", String(format: "%.1f a second", Double(countLater - count - 4) / 60))
                say("… memory", String(memory.replacing(/VmRSS:\s*/, with: "")))
            }
        }
    }

    /// Hundredths of a second that a process has used of a processor.
    private static func ticks(of process: Int32) throws -> Double {
        let fields =
            try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            .split(separator: ") ").last?.split(separator: " ") ?? []
        guard fields.count > 12 else { return .nan }
        return (Double(fields[11]) ?? .nan) + (Double(fields[12]) ?? .nan)
    }

    func claimBesideManyFinishedJobs(_ owner: PostgresConfiguration) async throws {
        let claim = try Tool.text("../Sources/Jobs/Statements/claim_jobs.sql")
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
                times.append(try await seconds { _ = try await connection.query(claim, 1, ["test"], 1) })
            }
            say(
                "A claim beside 100,000 finished jobs, median of 100", String(format: "%.2f ms", times.median * 1000))
        }
    }
}
