package import Postgres

/// A job as an operator sees it.
package struct JobEntry: Sendable {
    package let id: Int64
    package let kind: String
    /// Name of what it is about: a period's label, a template's version.
    package let subject: String
    package let state: String
    package let attempt: Int
    package let maxAttempts: Int
    /// How often it was put off for a fault that does not count.
    package let retries: Int
    /// How many worker processes died under it.
    package let deaths: Int
    /// Not before this instant.
    package let runAt: String
    package let createdAt: String
    package let startedAt: String?
    package let finishedAt: String?
    package let workerID: Int?
    /// The machine of the worker that runs it.
    package let host: String?
    /// How far the running attempt is, as JSON.
    package let progress: String?
    package let lastError: String?

    /// Jobs that are over, then those that run, then those that wait in the order in which they are due.
    ///
    /// - Parameters:
    ///   - state: only these; nil: those that wait or run, and the newest of the others.
    ///   - limit: how many of those that are over, or of one state.
    package static func all(state: String?, limit: Int, in connection: PostgresConnection) async throws -> [JobEntry] {
        try await connection.query(Statements.listJobs, state, limit, nil).map(JobEntry.init)
    }

    /// Nil where there is no such job.
    package static func find(_ id: Int64, in connection: PostgresConnection) async throws -> JobEntry? {
        try await connection.query(Statements.listJobs, nil, 0, id).first.map(JobEntry.init)
    }

    /// Number of the newest scoring of a period; nil where none is kept.
    package static func ofPeriod(_ label: String, in connection: PostgresConnection) async throws -> Int64? {
        try await connection.query(Statements.jobOfPeriod, label).first?.decode(Int64.self)
    }

    private init(_ row: PostgresRow) throws {
        id = try row["job_id"]
        kind = try row["kind"]
        subject = try row["subject"]
        state = try row["state"]
        attempt = try row["attempt"]
        maxAttempts = try row["max_attempts"]
        retries = try row["retries"]
        deaths = try row["deaths"]
        runAt = try row["run_at"]
        createdAt = try row["created_at"]
        startedAt = try row["started_at"]
        finishedAt = try row["finished_at"]
        workerID = try row["worker_id"]
        host = try row["host"]
        progress = try row["progress"]
        lastError = try row["last_error"]
    }
}
