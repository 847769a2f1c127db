import Logging
import Postgres
import Support
import Testing

@testable import Jobs

extension ControlSession {
    /// A worker's control connection to the test's database.
    static func open(adjust: (inout JobService.Configuration) -> Void = { _ in }) async throws -> ControlSession {
        let database = try TestDatabase.current.configuration(user: "merit_worker")
        var configuration = JobService.Configuration(database: database, host: "test", processID: 1, version: "test")
        adjust(&configuration)
        return try await open(configuration, prepare: { _ in }, logger: Logger(label: "test"))
    }

    /// The one job of the kind `test` that is due.
    func claimOne(_ kind: String = "test") async throws -> Job {
        let jobs = try await claim([kind], atMost: 1)
        return try #require(jobs.first)
    }

    /// Renews the leases of jobs that are not waited on.
    func heartbeat(_ jobs: [Job]) async throws -> [(job: Int64, reason: StopReason)] {
        try await heartbeat(jobs.map { ($0, false) }).stops
    }

    func sweep() async throws {
        try await connection.script("select merit.sweep()")
    }

    /// Ends the session as if its process had died: the server knows when this returns.
    func die() async throws {
        let processID = await connection.processID
        try await TestDatabase.current.execute("select pg_terminate_backend($1, 10000)", processID)
    }

    /// Does a job's work, on sessions of its own.
    func withAttempt(_ job: Job, _ body: (Attempt) async throws -> Void) async throws {
        let pool = PostgresPool(try TestDatabase.current.configuration(user: "merit_worker"), maximum: 2)
        let attempt = attempt(job, on: pool, Completions(pool: pool, patience: patience))
        try await body(attempt)
        await attempt.session.end()
        await pool.close()
    }

    func attempt(_ job: Job, on pool: PostgresPool, _ completions: Completions) -> Attempt {
        Attempt(
            job: job, workerID: workerID, logger: Logger(label: "test"), session: AttemptSession(pool: pool),
            completions: completions)
    }
}
