import Foundation
import Postgres
import ScratchServer
import Subprocess
import Support
import Testing

/// A source that is a streaming standby of the database that holds `merit`.
@Suite(.tags(.fault), .timeLimit(.minutes(20))) struct ReplicaTests {
    /// The sample company on a primary, and a standby that gives way at once to what it is to replay.
    private func withReplica(
        preparing script: String = "", _ body: (ScratchServer, Standby) async throws -> Void
    ) async throws {
        try await ScratchServer.running(settings: ["wal_level": "replica", "autovacuum": "off"]) { primary in
            try await Company.prepare(primary.configuration)
            try await primary.configuration.withConnection { try await $0.script(script) }
            let standby = try await primary.standby(settings: "max_standby_streaming_delay = 0")
            do {
                try await body(primary, standby)
            } catch {
                try? await standby.control("stop -m immediate")
                throw error
            }
            try await standby.control("stop -m immediate")
        }
    }

    private func run(_ arguments: [String], _ primary: ScratchServer, reading standby: Standby) async throws
        -> Program.Outcome
    {
        try await Program.run(
            arguments, database: try primary.configuration.with(["user": "merit_worker"]),
            environment: ["MERIT_SOURCE_URL": try standby.configuration.with(["user": "merit_reader"]).conninfo])
    }

    @Test func aStandbyThatLagsIsReadAsItWas() async throws {
        try await withReplica { primary, standby in
            try await standby.configuration.withConnection { replica in
                let check = try await run(["source", "check"], primary, reading: standby)
                #expect(check.status == 0)
                #expect(check.output.contains("the source is a standby; it has replayed all that it has received"))

                try await standby.catchUp()
                try await replica.script("select pg_wal_replay_pause()")
                try await replica.waitUntil("select pg_get_wal_replay_pause_state() = 'paused'")
                let change = try await primary.configuration.withConnection { connection in
                    try await connection.script("update merit_source.ticket set reopened = true")
                    return try await connection.query("select clock_timestamp()").one().decode(PostgresTimestamp.self)
                }
                try await standby.catchUp(.received)
                #expect(try await run(["source", "check"], primary, reading: standby).output.contains(" s ago"))
                let outcome = try await run(["worker", "--until-idle"], primary, reading: standby)
                #expect(outcome.status == 0, "\(outcome.errors)")
                // As if nothing had changed, and it says until when that holds.
                try await Aftermath.check(primary.configuration)
                #expect(try await cutoffs(primary).allSatisfy { $0 < change })

                try await replica.script("select pg_wal_replay_resume()")
                try await primary.configuration.with(["user": "merit_hr"]).withConnection {
                    try await $0.script("update merit.appraisal_period set status = 'pending'")
                }
                try await standby.catchUp()
                _ = try await run(["worker", "--until-idle"], primary, reading: standby)
                #expect(try await cutoffs(primary).filter { $0 > change }.count == 3)
                let (measured, successful) = try await primary.configuration.withConnection {
                    try await $0.query(
                        """
                        select count(value)::integer, count(*) filter (where value > 0)::integer
                        from merit.current_indicator_score where indicator = 'repair_success'
                        """
                    ).one().decode(Int.self, Int.self)
                }
                #expect(measured > 0 && successful == 0)
            }
        }
    }

    /// Nobody waits for the end of a worker that has nothing to begin with.
    @Test func aWorkerThatEndsWhenIdleEndsAtAStandby() async throws {
        try await withReplica { _, standby in
            let worker = try standby.configuration.with(["user": "merit_worker"])
            let status = try await Program.run(["worker", "--until-idle"], database: worker) { program in
                try await program.log.wait(for: "the server is a standby, which takes no writes")
                let lines = await program.log.lines
                let isTryingAgain = lines.contains { $0.contains("trying again") }
                #expect(!isTryingAgain, "\(lines)")
                if isTryingAgain { try program.send(.terminate) }
            }
            #expect(status == .exited(1))
        }
    }

    @Test func aStatementThatGivesWayToReplayIsDoneAgain() async throws {
        // Whoever reads a ticket waits for a lock of the server that it reads on. The old tickets count in no period.
        let gate = """
            create schema kept;
            alter table merit_source.ticket set schema kept;
            insert into kept.ticket (ticket_id, employee_id, closed_at) select 'old ' || n, 'E001', '2020-01-01' from generate_series(1, 1000) n;
            create function merit_source.pass() returns boolean language plpgsql
                as $$ begin perform pg_advisory_xact_lock_shared(7); return true; end $$;
            create view merit_source.ticket as select * from kept.ticket where (select merit_source.pass());
            grant select on merit_source.ticket to merit_reader;
            """
        try await withReplica(preparing: gate) { primary, standby in
            try await standby.configuration.withConnection { holder in
                try await holder.script("select pg_advisory_lock(7)")
                async let work = run(["worker", "--until-idle", "--jobs", "1"], primary, reading: standby)
                try await holder.waitUntil("select exists (select from pg_stat_activity where wait_event = 'advisory')")
                try await primary.configuration.withConnection { connection in
                    try await connection.script("delete from kept.ticket where closed_at < '2021-01-01'")
                    try await connection.script("vacuum kept.ticket")
                    try await connection.waitUntil(
                        "select coalesce(bool_or(last_error like '%due to conflict with recovery [40001]'), false) from merit.job"
                    )
                }
                try await holder.script("select pg_advisory_unlock(7)")
                let outcome = try await work
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            let attempts = try await primary.configuration.withConnection {
                try await $0.query(
                    "select max(attempt), max(retries) from merit.job where kind = 'score_period'"
                ).one().decode(Int32.self, Int32.self)
            }
            #expect(attempts.0 == 1 && attempts.1 >= 1)
            try await Aftermath.check(primary.configuration)
        }
    }

    private func cutoffs(_ primary: ScratchServer) async throws -> [PostgresTimestamp] {
        try await primary.configuration.withConnection {
            try await $0.query("select data_cutoff from merit.run").decode(PostgresTimestamp.self)
        }
    }
}
