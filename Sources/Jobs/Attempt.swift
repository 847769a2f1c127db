package import Logging
package import Postgres
import Statements

/// One try at a job by one worker.
///
/// Whatever it writes is conditional on its lease.
package struct Attempt: Sendable {
    package let job: Job
    package let workerID: Int
    package let logger: Logger
    /// The session that does the work; nobody else uses it meanwhile.
    package let connection: PostgresConnection

    /// Commits `effects` and the job's completion in one transaction.
    ///
    /// The job's row is locked last, so that heartbeats pass while `effects` waits for others.
    ///
    /// - Throws: ``LeaseLost`` where the job was taken over; nothing is written then.
    package func finish(_ effects: (PostgresConnection) async throws -> Void = { _ in }) async throws {
        try await connection.withTransaction { connection in
            try await effects(connection)
            try await write(Statements.completeJob)
        }
    }

    /// Shows how far the attempt is, as JSON, in `merit.job.progress`.
    package func report(_ progress: String) async throws {
        try await write(Statements.recordProgress, JSONText(progress))
    }

    /// Says which session does the work.
    func begin() async throws {
        try await write(Statements.recordBackend, connection.processID)
    }

    /// A statement on the job's row under its token.
    private func write(_ sql: String, _ more: any PostgresEncodable...) async throws {
        let parameters: [any PostgresEncodable] = [job.id, job.leaseToken] + more
        guard try await !connection.query(sql, parameters: parameters).isEmpty else { throw LeaseLost(job: job) }
    }
}
