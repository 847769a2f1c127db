import Logging
import Postgres
import Support
import Testing

@testable import Jobs

extension ControlSession {
    /// A worker's control connection to the test's database.
    static func open() async throws -> ControlSession {
        let database = try TestDatabase.current.configuration(user: "merit_worker")
        return try await open(
            JobService.Configuration(database: database, host: "test", processID: 1, version: "test"),
            prepare: { _ in },
            logger: Logger(label: "test"))
    }

    /// The one job of the kind `test` that is due.
    func claimOne(_ kind: String = "test") async throws -> Job {
        let jobs = try await claim([kind], atMost: 1)
        return try #require(jobs.first)
    }

    /// Renews the leases of jobs that are not waited on.
    func heartbeat(_ jobs: [Job]) async throws -> [(job: Int64, reason: StopReason)] {
        try await heartbeat(jobs.map { ($0, false) })
    }

    func sweep() async throws {
        try await connection.script("select merit.sweep()")
    }

    /// Ends the session as if its process had died: the server knows when this returns.
    func die() async throws {
        let processID = await connection.processID
        try await TestDatabase.current.execute("select pg_terminate_backend($1, 10000)", processID)
    }

    /// Does a job's work on `connection`.
    func attempt(_ job: Job, on connection: PostgresConnection) -> Attempt {
        Attempt(job: job, workerID: workerID, logger: Logger(label: "test"), connection: connection)
    }
}
