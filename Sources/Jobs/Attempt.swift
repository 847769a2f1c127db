package import Logging
package import Postgres

/// One try at a job by one worker.
///
/// Whatever it writes is conditional on its lease.
package struct Attempt: Sendable {
    package let job: Job
    package let workerID: Int
    package let logger: Logger
    let session: AttemptSession
    let completions: Completions

    /// The session that does the work, taken when it is first asked for; nobody else uses it meanwhile.
    ///
    /// - Throws: ``LeaseLost`` where the job was taken over before.
    package var connection: PostgresConnection {
        get async throws {
            try await session.connection { connection in
                try await write(Statements.recordBackend, connection.processID, on: connection)
            }
        }
    }

    /// Commits the job's completion, where there is nothing else to commit.
    ///
    /// - Throws: ``LeaseLost`` where the job was taken over; nothing is written then.
    package func finish() async throws {
        guard try await !completions.complete(job) else { return }
        try await finish { _ in }
    }

    /// Commits `effects` and the job's completion in one transaction.
    ///
    /// The job's row is locked last, so that heartbeats pass while `effects` waits for others.
    ///
    /// - Throws: ``LeaseLost`` where the job was taken over; nothing is written then.
    package func finish(_ effects: (PostgresConnection) async throws -> Void) async throws {
        try await connection.withTransaction { connection in
            try await effects(connection)
            try await write(Statements.completeJob, on: connection)
        }
    }

    /// Shows how far the attempt is, as JSON, in `merit.job.progress`.
    package func report(_ progress: String) async throws {
        try await write(Statements.recordProgress, JSONText(progress), on: connection)
    }

    /// The same on another session, while that of the attempt is busy.
    package func reportBeside(_ progress: String) async throws {
        try await session.pool.withConnection { connection in
            try await write(Statements.recordProgress, JSONText(progress), on: connection)
        }
    }

    /// A statement on the job's row under its token.
    private func write(
        _ sql: String, _ more: any PostgresEncodable..., on connection: PostgresConnection
    ) async throws {
        let parameters: [any PostgresEncodable] = [job.id, job.leaseToken] + more
        guard try await !connection.query(sql, parameters: parameters).isEmpty else { throw LeaseLost(job: job) }
    }
}
