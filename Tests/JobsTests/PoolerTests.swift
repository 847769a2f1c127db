import Logging
import Postgres
import Support
import Testing

@testable import Jobs

/// Behind a transaction pooler there is no lock and no notification: polling and leases do alone.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct PoolerTests {
    /// A session as it would be if the pooler had said so: without lock, deaf to notifications.
    private func openPooled() async throws -> ControlSession {
        let direct = try await ControlSession.open()
        try await direct.connection.script("select pg_advisory_unlock_all(); unlisten *")
        try await TestDatabase.current.execute(
            "update merit.worker_session set locked = false where worker_id = $1", direct.workerID)
        return ControlSession(
            workerID: direct.workerID, connection: direct.connection, hints: AsyncStream { _ in }, isDirect: false,
            patience: .seconds(8))
    }

    @Test func pollingFindsTheWorkAndEndsWhenThereIsNone() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let session = try await openPooled()
        let worker = try TestWorker(adjust: {
            $0.endsWhenIdle = true
        }) { attempt in
            if attempt.job.id == 1 { try await database.ask() }
            try await attempt.finish()
        }
        let duties = PostgresPool(worker.service.configuration.database, maximum: Duties.sessions)
        #expect(try await Shift(service: worker.service, session: session, duties: duties).run())
        await duties.close()
        #expect(try await database.jobs().map(\.state) == ["completed", "completed"])
        await session.close()
    }

    @Test func theLeaseAloneTellsWhetherAWorkerLives() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (pooled, next) = (try await openPooled(), try await ControlSession.open())
        _ = try await pooled.claimOne()
        try await pooled.die()
        try await next.sweep()
        #expect(try await database.jobs() == [JobRow(state: "running", attempt: 1)])
        try await database.endLeases()
        try await next.sweep()
        #expect(
            try await database.jobs() == [
                JobRow(state: "available", retries: 1, deaths: 1, lastError: "its lease ran out")
            ])
        await next.close()
    }
}
