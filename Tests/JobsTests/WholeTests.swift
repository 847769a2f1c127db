import Postgres
import Support
import Testing

@testable import Jobs

/// Jobs for a whole, and jobs for only what is new.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct WholeTests {
    private static let onlyNew = "clock_timestamp(), false"
    private static let onlyNewLater = "clock_timestamp() + interval '1 hour', false"

    private func jobs() async throws -> [String] {
        try await TestDatabase.current.withConnection { connection in
            try await connection.query(
                "select state || case when whole then ' whole' else '' end from merit.job order by job_id"
            ).decode(String.self)
        }
    }

    @Test func whoAsksForTheWholeHasTheWaitingJobDoItAndAtOnce() async throws {
        let database = try TestDatabase.current
        try await database.ask(due: Self.onlyNewLater)
        #expect(try await jobs() == ["available"])
        try await database.ask()
        try await database.ask(due: Self.onlyNewLater)
        #expect(try await jobs() == ["available whole"])
        let session = try await ControlSession.open()
        #expect(try await session.claimOne().isWhole)
        await session.close()
    }

    @Test func oneThatIsSupersededLeavesTheWholeToTheNext() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let session = try await ControlSession.open()
        let job = try await session.claimOne()
        try await database.ask(due: Self.onlyNew)
        #expect(try await database.putBack(job) == "cancelled")
        #expect(try await jobs() == ["cancelled whole", "available whole"])
        await session.close()
    }

    @Test func retryingTheWholeHasTheWaitingJobDoIt() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        try await database.withConnection { _ = try await $0.execute("select merit.cancel(1)") }
        try await database.ask(due: Self.onlyNewLater)
        try await database.withConnection { _ = try await $0.execute("select merit.retry(1)") }
        #expect(try await jobs() == ["cancelled whole", "available whole"])
    }

    @Test func whatIsBegunTooEarlyWaitsAsIfItHadNotBegun() async throws {
        let database = try TestDatabase.current
        try await database.ask(due: Self.onlyNew)
        let worker = try TestWorker(adjust: { $0.endsWhenIdle = true }) { attempt in
            // A try that fails first leaves its traces; they go too.
            if attempt.job.attempt == 1 { throw NotDone() }
            throw NotYet(after: .seconds(3600))
        }
        try await worker.untilIdle()
        #expect(try await database.jobs() == [JobRow(state: "available")])
        #expect(
            try await database.value(
                Bool.self,
                "select run_at between now() + interval '59 minutes' and now() + interval '1 hour' and not whole from merit.job"
            ))
    }

    private struct NotDone: Error {}
}
