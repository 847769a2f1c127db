import Jobs
import Postgres
import ServiceLifecycle
import Support
import Testing

/// How a worker lets go of its jobs.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct ShutdownTests {
    @Test func runningJobsAreWaitedForAndNothingNewIsBegun() async throws {
        let database = try TestDatabase.current
        try await database.ask(1)
        let begun = Signal()
        let worker = try TestWorker(adjust: { $0.grace = .seconds(3600) }) { attempt in
            begun.send()
            try await gracefulShutdown()
            try await database.ask(2)
            try await attempt.finish()
        }
        try await worker.during { _ in try await begun.wait() }
        #expect(
            try await database.jobs()
                == [JobRow(subject: 1, state: "completed", attempt: 1), JobRow(subject: 2, state: "available")])
    }

    @Test func afterTheGraceTheJobIsHandedBackWithItsAttempt() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let begun = Signal()
        let worker = try TestWorker { _ in
            begun.send()
            try await Signal().wait()
        }
        try await worker.during { _ in try await begun.wait() }
        #expect(
            try await database.jobs()
                == [JobRow(state: "available", retries: 1, lastError: "handed back when its worker shut down")])
        #expect(try await database.value(Int.self, "select count(*) from merit.worker") == 0)
    }

    @Test func aWorkerThatIsCancelledHandsItsJobBackToo() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let begun = Signal()
        let worker = try TestWorker { _ in
            begun.send()
            try await Signal().wait()
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await worker.untilIdle() }
            try? await begun.wait()
            group.cancelAll()
        }
        #expect(
            try await database.jobs()
                == [JobRow(state: "available", retries: 1, lastError: "its worker was interrupted")])
    }

    @Test func whoeverLosesItsControlConnectionLetsGoAndComesBackUnblamed() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let begun = Signal()
        let worker = try TestWorker { attempt in
            if attempt.job.retries == 0 {
                begun.send()
                try await Signal().wait()
            }
            try await attempt.finish()
        }
        try await worker.during { _ in
            try await begun.wait()
            try await database.execute("select pg_terminate_backend(backend_id) from merit.worker")
            try await database.waitForJobs { $0 == [JobRow(state: "completed", attempt: 1, retries: 1)] }
        }
    }

    @Test func whoeverLosesItsLeaseStopsAndLeavesTheJobAlone() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (begun, stopped) = (Signal(), Signal())
        let worker = try TestWorker { attempt in
            begun.send()
            do {
                try await Signal().wait()
            } catch {
                stopped.send()
                throw error
            }
        }
        try await worker.during { _ in
            try await begun.wait()
            try await database.execute("update merit.job set lease_token = nextval('merit.lease_token')")
            try await stopped.wait()
        }
        #expect(try await database.jobs() == [JobRow(state: "running", attempt: 1)])
    }

    @Test func whatCompletedStaysCompletedHoweverItsHandlerEnds() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let worker = try TestWorker(adjust: { $0.endsWhenIdle = true }) { attempt in
            try await attempt.finish()
            // Ends when a heartbeat finds that the job no longer runs.
            try await Signal().wait()
        }
        try await worker.untilIdle()
        #expect(try await database.jobs() == [JobRow(state: "completed", attempt: 1)])
    }
}
