import Foundation
import Postgres
import Subprocess
import Support
import Testing

@testable import ScratchServer

/// What other people and programs do around a worker.
@Suite(.database(.company), .tags(.fault), .timeLimit(.minutes(20))) struct SurroundingsTests {
    @Test func whoeverHoldsThePeriodThatIsBeingScoredDelaysItAlone() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        let checkpoint = Checkpoint()
        let proxy = try await FaultProxy.start(to: worker) { passage in
            // Not what is told of a long reading meanwhile.
            if passage.message.text.contains(#"{"stage": "measuring"}"#) { checkpoint.arrive() }
            return .pass
        }
        defer { proxy.stop() }
        try await database.withConnection(user: "merit_hr") { hr in
            let status = try await Program.run(
                ["worker", "--until-idle", "--jobs", "2"], database: try proxy.configuration(worker)
            ) { _ in
                try await checkpoint.reached()
                // The one that runs is held from here on, past several heartbeats' worth of other work.
                try await hr.script("begin")
                let held = try await hr.query(
                    "select label from merit.appraisal_period where status = 'scoring' order by period_id limit 1 for update"
                ).one().decode(String.self)
                for _ in 1...3 { checkpoint.release() }
                try await database.withConnection { connection in
                    try await connection.waitUntil(
                        "select count(*) = 2 from merit.appraisal_period where status = 'scored'")
                    #expect(
                        try await connection.query("select label from merit.appraisal_period where status = 'scoring'")
                            .decode(String.self) == [held])
                }
                try await hr.script("commit")
            }
            #expect(status == .exited(0))
        }
        try await Aftermath.check(try database.configuration())
    }

    static let fakeTime = ["/usr/bin/faketime", "/opt/homebrew/bin/faketime"]
        .first(where: FileManager.default.isExecutableFile)

    @Test(
        .enabled(if: fakeTime != nil, "skipped: faketime is not installed"),
        arguments: ["+2h", "-2h"])
    func aWorkersClockDecidesNothing(offset: String) async throws {
        let database = try TestDatabase.current
        let faketime = try #require(Self.fakeTime)
        let log = try await Shell.run(
            #"TZ=UTC MERIT_DATABASE_URL="$3" MERIT_SOURCE_URL="$4" "$1" -m -f "$2" "$5" worker --until-idle 2>&1"#,
            [
                faketime, offset, try database.configuration(user: "merit_worker").conninfo,
                try database.configuration(user: "merit_reader").conninfo, Program.path,
            ], as: nil,
            failure: "the worker does not end well")
        // The log bears the worker's own clock: it was off indeed.
        let hour = Date.now.formatted(.iso8601).prefix(13)
        #expect(log.contains("job completed") && !log.contains(hour), "\(log)")
        #expect(
            try await database.line(
                """
                select bool_and(clock_timestamp() - t between interval '0' and interval '1 hour')::text
                from (
                    select unnest(array[created_at, started_at, finished_at]) from merit.job where kind = 'score_period'
                    union all select unnest(array[data_cutoff, started_at, finished_at]) from merit.run
                    union all select scored_at from merit.appraisal_period
                ) all_times (t)
                """) == "true")
        try await Aftermath.check(try database.configuration())
    }

    @Test(
        .enabled(if: PgBouncer.path != nil, "skipped: pgbouncer is not installed"), arguments: [false, true])
    func behindATransactionPooler(withDirectURL: Bool) async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        let pooler = try await PgBouncer.start(to: worker)
        var arguments = ["worker", "--until-idle"]
        if withDirectURL { arguments += ["--direct-database", worker.conninfo] }
        let outcome = try await Program.run(arguments, database: try pooler.configuration(worker))
        #expect(outcome.status == 0, "\(outcome.errors) \(outcome.output)")
        #expect(outcome.errors.contains("working by polling and leases alone") == !withDirectURL)
        try await pooler.stop()
        try await Aftermath.check(try database.configuration())
    }
}
