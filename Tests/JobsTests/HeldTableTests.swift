import Postgres
import Support
import Testing

@testable import Jobs

/// Whole tables are held, as by VACUUM FULL, CLUSTER, REINDEX or somebody's LOCK TABLE.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct HeldTableTests {
    @Test func whicheverTableIsHeldLeasesAreRenewedAndTheWorkerStays() async throws {
        let database = try TestDatabase.current
        let tables = try await database.withConnection {
            try await $0.query(
                """
                select relname::text from pg_class
                where relnamespace = 'merit'::regnamespace and relkind in ('r', 'p') order by relname
                """
            ).decode(String.self)
        }
        #expect(tables.count > 30)
        try await database.ask()
        let (begun, go) = (Signal(), Signal())
        let worker = try TestWorker(adjust: {
            $0.patience = .seconds(2)
            $0.slots = 2
        }) { attempt in
            if attempt.job.subjectID == 1 {
                begun.send()
                try await go.wait()
            }
            try await attempt.finish()
        }
        try await worker.during { _ in
            try await begun.wait()
            for (number, table) in tables.enumerated() {
                try await hold(table, in: database)
                // Works as before: another job is begun and ends.
                let subject = Int64(number + 2)
                try await database.ask(subject)
                try await database.waitForJobs {
                    $0.last == JobRow(subject: subject, state: "completed", attempt: 1)
                }
            }
            go.send()
            try await database.waitForJobs { $0.first == JobRow(state: "completed", attempt: 1) }
            #expect(try await database.line("select string_agg(worker_id::text, ',') from merit.worker") == "1")
        }
    }

    /// Holds a table for longer than the worker's patience, while every duty is due and nobody remembers what its rows are made of.
    private func hold(_ table: String, in database: TestDatabase) async throws {
        try await database.withConnection { holder in
            try await holder.script(
                """
                update merit.duty set next_due_at = clock_timestamp() - interval '1 day';
                analyze merit.\(table);
                begin;
                lock table merit.\(table) in access exclusive mode
                """)
            guard table != "job" else { return try await holder.script("select pg_sleep(2.5); commit") }
            try await holder.waitUntil(
                """
                select lease_expires_at > now() + make_interval(secs => 15 + 2.5) from merit.job where job_id = 1
                """)
            try await holder.script("commit")
        }
    }

    struct Hold: Sendable, CustomTestStringConvertible {
        let tables: String
        let mode: String
        let seconds: Double
        var testDescription: String { "\(tables) in \(mode) mode for \(seconds) s" }
    }

    @Test(arguments: [
        Hold(tables: "merit.job", mode: "access exclusive", seconds: 0.05),
        Hold(tables: "merit.job", mode: "access exclusive", seconds: 3),
        Hold(tables: "merit.job", mode: "access exclusive", seconds: 12),
        Hold(tables: "merit.job", mode: "share", seconds: 3),
        Hold(tables: "merit.job, merit.worker_session", mode: "access exclusive", seconds: 12),
    ])
    func aLeaseThatRunsOutWhileTheQueueIsHeldIsNobodysFault(_ hold: Hold) async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (begun, go) = (Signal(), Signal())
        let busy = try worker { attempt in
            begun.send()
            try await go.wait()
            try await attempt.finish()
        }
        let sweeper = try worker { try await $0.finish() }
        try await busy.during { _ in
            try await begun.wait()
            try await sweeper.during { _ in
                try await database.waitForWorkers(2)
                try await database.withConnection { holder in
                    try await holder.waitUntil(
                        "select last_done_at is not null from merit.duty where name = 'sweep'")
                    // Whatever the lease was, it is over when the queue is free again.
                    try await holder.script("begin; lock table \(hold.tables) in \(hold.mode) mode")
                    if hold.mode != "share" {
                        try await holder.script(
                            """
                            update merit.job set lease_expires_at = clock_timestamp();
                            update merit.worker_session set seen_at = clock_timestamp() - interval '1 minute'
                            where '\(hold.tables)' like '%worker_session%'
                            """)
                    }
                    try await holder.script("select pg_sleep(\(hold.seconds)); commit")
                    let released = try await holder.query("select clock_timestamp()").one().decode(
                        PostgresTimestamp.self)
                    try await holder.waitUntil(
                        """
                        select bool_and(last_done_at > timestamptz '\(released)' and lease_expires_at > clock_timestamp() + interval '9 seconds')
                        from merit.duty, merit.job where name = 'sweep' and job_id = 1
                        """)
                }
                go.send()
                try await database.waitForJobs { $0 == [JobRow(state: "completed", attempt: 1)] }
                #expect(
                    try await database.line(
                        "select string_agg(worker_id::text, ',' order by worker_id) from merit.worker")
                        == "1,2")
            }
        }
    }

    private func worker(_ body: @escaping @Sendable (Attempt) async throws -> Void) throws -> TestWorker {
        try TestWorker(
            adjust: {
                $0.tick = .milliseconds(200)
                $0.heartbeat = .seconds(1)
                $0.patience = .seconds(8)
                $0.slots = 2
            }, body)
    }

    @Test func aLeaseThatIsNotRenewedAfterAllIsTakenOverOnce() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (silent, next) = (try await ControlSession.open(), try await ControlSession.open())
        let job = try await silent.claimOne()
        // Seen just now, but this job it does not renew.
        try await database.execute("update merit.job set lease_expires_at = clock_timestamp()")
        try await next.sweep()
        #expect(try await database.jobs() == [JobRow(state: "running", attempt: 1)])
        try await database.execute("update merit.job set lease_expires_at = clock_timestamp()")
        try await next.sweep()
        let lost = JobRow(state: "available", retries: 1, deaths: 1, lastError: "its lease ran out")
        #expect(try await database.jobs() == [lost])
        #expect(try await silent.heartbeat([job]).map(\.reason) == [.leaseLost])
        await silent.close()
        await next.close()
    }

    @Test func anAnswerThatDoesNotComeNamesWhoIsInTheWay() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { holder in
            let processID = await holder.processID
            try await holder.script(
                "set application_name = 'psql'; begin; lock table merit.worker_session in access exclusive mode")
            let error = await #expect(throws: PostgresError.self) {
                _ = try await ControlSession.open { $0.patience = .seconds(20) }
            }
            let message = error?.message ?? ""
            #expect(
                message.hasPrefix(
                    "no answer within 20 s to the announcement of a worker: process \(processID) (postgres, psql) holds merit.worker_session, in a transaction since 20"
                ), "\(message)")
            #expect(error?.code == .connectionLost)
        }
    }
}
