import Jobs
import Postgres
import Support
import Testing

/// What becomes of an attempt that does not complete.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct OutcomeTests {
    struct Mistake: Error, CustomStringConvertible {
        let description = "the work went wrong"
    }

    @Test func whatIsNotTheJobsDoingDoesNotCount() async throws {
        let database = try TestDatabase.current
        try await database.set("max_attempts", to: 2)
        try await database.ask()
        let worker = try TestWorker(adjust: { $0.endsWhenIdle = true }) { attempt in
            guard attempt.job.retries == 3 else { throw PostgresError(.server, "deadlock detected", sqlState: "40P01") }
            try await attempt.finish()
        }
        try await worker.untilIdle()
        #expect(try await database.jobs() == [JobRow(state: "completed", attempt: 1, retries: 3)])
    }

    @Test func aConnectionThatBreaksUnderTheWorkDoesNotCount() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let worker = try TestWorker(adjust: { $0.endsWhenIdle = true }) { attempt in
            if attempt.job.retries == 0 {
                try await attempt.connection.execute("select pg_terminate_backend(pg_backend_pid())")
            }
            try await attempt.finish()
        }
        try await worker.untilIdle()
        #expect(try await database.jobs() == [JobRow(state: "completed", attempt: 1, retries: 1)])
    }

    @Test func anErrorOfTheWorkIsTriedSoOftenAndThenFailed() async throws {
        let database = try TestDatabase.current
        try await database.set("max_attempts", to: 3)
        try await database.ask()
        let attempts = Subjects()
        let worker = try TestWorker(adjust: { $0.endsWhenIdle = true }) { attempt in
            await attempts.append(Int64(attempt.job.attempt))
            throw Mistake()
        }
        try await worker.untilIdle()
        let (made, jobs) = (await attempts.all, try await database.jobs())
        #expect(made == [1, 2, 3])
        #expect(jobs == [JobRow(state: "failed", attempt: 3, lastError: "the work went wrong")])
    }

    @Test func unusableInputFailsAtOnce() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let worker = try TestWorker(adjust: { $0.endsWhenIdle = true }) { _ in
            throw UnusableInput("view merit_source.ticket lacks the column opened_at: add it")
        }
        try await worker.untilIdle()
        #expect(
            try await database.jobs() == [
                JobRow(
                    state: "failed", attempt: 1,
                    lastError: "view merit_source.ticket lacks the column opened_at: add it")
            ])
    }

    @Test(arguments: [
        Backoff(base: .seconds(3600), limit: .seconds(7200)), Backoff(base: .seconds(7200), limit: .seconds(3600)),
    ])
    func aRetryWaitsForItsBackoff(_ backoff: Backoff) async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let worker = try TestWorker(adjust: { $0.backoff = backoff }) { _ in throw Mistake() }
        try await worker.during { _ in
            try await database.waitForJobs {
                $0 == [JobRow(state: "available", attempt: 1, lastError: "the work went wrong")]
            }
        }
        #expect(
            try await database.value(
                Bool.self,
                """
                select run_at - clock_timestamp() between interval '29 minutes' and interval '60 minutes' from merit.job
                """))
    }

    @Test func aHandlerThatNeverEndsIsStoppedWhenItRunsTooLong() async throws {
        let database = try TestDatabase.current
        try await database.set("job_seconds", to: 0)
        try await database.set("max_attempts", to: 2)
        try await database.ask()
        let worker = try TestWorker(adjust: { $0.endsWhenIdle = true }) { _ in try await Signal().wait() }
        try await worker.untilIdle()
        #expect(
            try await database.jobs() == [
                JobRow(
                    state: "failed", attempt: 2,
                    lastError: "ran longer than the 0 s that the setting job_seconds allows")
            ])
    }

    @Test func aStatementThatNeverEndsIsStoppedWhenItRunsTooLong() async throws {
        let database = try TestDatabase.current
        try await database.set("job_seconds", to: 0)
        try await database.set("max_attempts", to: 1)
        try await database.ask()
        try await database.withConnection { holder in
            try await holder.script("select pg_advisory_lock(1)")
            let worker = try TestWorker(adjust: { $0.endsWhenIdle = true }) { attempt in
                try await attempt.connection.execute("select pg_advisory_lock(1)")
            }
            try await worker.untilIdle()
        }
        #expect(
            try await database.jobs() == [
                JobRow(
                    state: "failed", attempt: 1,
                    lastError: "ran longer than the 0 s that the setting job_seconds allows")
            ])
    }
}
