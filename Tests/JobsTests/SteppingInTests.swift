import Postgres
import Support
import Testing

@testable import Jobs

/// What people do to jobs: cancel, retry, pause, prune.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct SteppingInTests {
    /// Calls a function of the queue, as `merit_hr` unless told otherwise; what refuses it, or nil.
    @discardableResult
    private func call(_ call: String, as role: String? = "merit_hr") async throws -> String? {
        do {
            try await TestDatabase.current.withConnection(user: role) { try await $0.script("select merit.\(call)") }
            return nil
        } catch let error as PostgresError {
            return error.message
        }
    }

    // MARK: - Cancel

    @Test func aWaitingJobIsCancelled() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        #expect(try await call("cancel(1, 'not needed')") == nil)
        #expect(
            try await database.jobs() == [
                JobRow(state: "cancelled", lastError: "cancelled by merit_hr: not needed")
            ])
    }

    @Test func aRunningStatementStopsOnTheServerAndNothingOfItIsKept() async throws {
        let database = try TestDatabase.current
        try await database.execute("create table public.effect (id integer)")
        try await database.execute("grant all on public.effect to merit_worker")
        try await database.ask()
        let (begun, ended) = (Signal(), Signal())
        // Only what tells it of the cancelling can make it stop: it looks by itself in an hour.
        let worker = try TestWorker(adjust: {
            $0.heartbeat = .seconds(3600)
            $0.tick = .seconds(3600)
        }) { attempt in
            defer { ended.send() }
            try await attempt.finish { connection in
                try await connection.execute("insert into public.effect values (1)")
                begun.send()
                try await connection.execute("select pg_sleep(3600)")
            }
        }
        try await worker.during { _ in
            try await begun.wait()
            #expect(try await call("cancel(1)") == nil)
            try await ended.wait()
            try await database.waitForChange { connection in
                try await connection.query("select backend is null from merit.job").one().decode(Bool.self)
            }
        }
        #expect(
            try await database.jobs() == [JobRow(state: "cancelled", attempt: 1, lastError: "cancelled by merit_hr")])
        #expect(try await database.value(Int.self, "select count(*) from public.effect") == 0)
        #expect(
            try await database.value(
                Int.self,
                "select count(*) from pg_stat_activity where query like '%pg_sleep(3600)%' and state = 'active' and pid <> pg_backend_pid()"
            ) == 0)
    }

    @Test func theSessionOfAWorkerThatCannotBeToldIsEndedByASweep() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (deaf, next) = (try await ControlSession.open(), try await ControlSession.open())
        let job = try await deaf.claimOne()
        try await deaf.withAttempt(job) { attempt in
            let work = try await attempt.connection
            #expect(try await call("cancel(1)") == nil)
            try await database.execute("update merit.job set finished_at = finished_at - interval '1 second'")
            try await next.sweep()
            let error = await #expect(throws: PostgresError.self) { try await work.script("select") }
            #expect(error?.isConnectionLoss == true)
        }
        #expect(try await database.value(Bool.self, "select backend is null from merit.job"))
        await deaf.close()
        await next.close()
    }

    @Test func aScoringIsCancelledByItsPeriodsStatus() async throws {
        let database = try TestDatabase.current
        _ = try await database.insertPeriod("2026-01")
        let session = try await ControlSession.open()
        _ = try await session.claimOne("score_period")
        try await database.withConnection(user: "merit_hr") { connection in
            try await connection.script(
                """
                update merit.appraisal_period set status = 'pending';
                update merit.appraisal_period set status = 'cancelled', status_reason = 'wrong month'
                """)
        }
        #expect(try await database.jobs().map(\.state) == ["cancelled", "cancelled"])
        #expect(
            try await database.jobs().map(\.lastError)
                == Array(repeating: "cancelled by merit_hr: wrong month", count: 2))
        #expect(try await database.value(String.self, "select status from merit.appraisal_period") == "cancelled")
        await session.close()
    }

    @Test func whatIsOverCannotBeCancelledAndWhatIsHeldSaysSo() async throws {
        let database = try TestDatabase.current
        #expect(try await call("cancel(7)") == "there is no job 7")
        try await database.ask()
        try await call("cancel(1)")
        #expect(try await call("cancel(1)") == "job 1 is cancelled already")
        try await database.ask()
        try await database.withConnection { holder in
            try await holder.script("begin; select from merit.job where job_id = 2 for update")
            #expect(try await call("cancel(2)") == "job 2 is held by an open transaction")
        }
    }

    // MARK: - Retry

    @Test func aFailedJobIsTriedAgainFromTheStart() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let session = try await ControlSession.open()
        try await database.fail(try await session.claimOne(), "why")
        #expect(try await call("retry(1)") == nil)
        #expect(try await database.jobs() == [JobRow(state: "available", lastError: "why")])
        #expect(try await session.claimOne().attempt == 1)
        #expect(try await call("retry(1)") == "job 1 is running")
        await session.close()
    }

    @Test func aBackoffIsCutShort() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        #expect(try await call("retry(1)")?.hasPrefix("job 1 has not been tried yet; it is due at ") == true)
        let session = try await ControlSession.open()
        try await database.putBack(try await session.claimOne(), counted: true)
        try await database.execute("update merit.job set run_at = run_at + interval '1 hour'")
        #expect(try await call("retry(1)") == nil)
        #expect(try await session.claimOne().attempt == 2)
        await session.close()
    }

    @Test func whatIsAskedForAgainAlreadyNeedsNoRetry() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        try await call("cancel(1)")
        try await database.ask()
        #expect(try await call("retry(1)") == "job 1 is superseded: the same was asked for again and waits")
    }

    // MARK: - Pause and resume

    @Test(arguments: ["*", "test"]) func whatIsPausedIsNotBegunAndHoldsNobody(kind: String) async throws {
        let database = try TestDatabase.current
        try await database.ask()
        #expect(try await call("pause('\(kind)', 'repair')", as: "merit_owner") == nil)
        #expect(try await call("pause()") == "permission denied for function pause")
        try await TestWorker(adjust: { $0.endsWhenIdle = true }) { try await $0.finish() }.untilIdle()
        #expect(try await database.jobs() == [JobRow(state: "available")])
        let worker = try TestWorker(adjust: { $0.tick = .seconds(3600) }) { try await $0.finish() }
        try await worker.during { _ in
            try await database.waitForIdleWorker()
            #expect(try await call("resume('\(kind)')", as: "merit_owner") == nil)
            try await database.waitForJobs { $0 == [JobRow(state: "completed", attempt: 1)] }
        }
    }

    @Test func aKindThatNoJobIsOfIsNotPaused() async throws {
        #expect(
            try await call("pause('score_periods')", as: "merit_owner") == "there are no jobs of kind \"score_periods\""
        )
        #expect(try await call("pause('review_quarter')", as: "merit_owner") == nil)
        #expect(try await TestDatabase.current.line("select kind from merit.paused") == "review_quarter")
    }

    @Test func othersThanThePausedKindGoOn() async throws {
        let database = try TestDatabase.current
        try await call("pause('score_period')", as: "merit_owner")
        try await database.ask()
        try await TestWorker(adjust: { $0.endsWhenIdle = true }) { try await $0.finish() }.untilIdle()
        #expect(try await database.jobs().map(\.state) == ["completed"])
    }
}
