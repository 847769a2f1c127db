package import Postgres

/// A worker process as `merit.worker` shows it.
package struct WorkerEntry: Sendable {
    package let id: Int
    package let host: String
    package let processID: Int
    package let version: String
    package let isAlive: Bool
    package let startedAt: String
    /// Its last heartbeat.
    package let seenAt: String
    /// The jobs it runs; nil where it is idle.
    package let doing: String?
    /// Since when.
    package let busySince: String?

    package static func all(in connection: PostgresConnection) async throws -> [WorkerEntry] {
        try await connection.query(Statements.listWorkers).map { row in
            WorkerEntry(
                id: try row["worker_id"], host: try row["host"], processID: try row["process_id"],
                version: try row["version"], isAlive: try row["alive"], startedAt: try row["started_at"],
                seenAt: try row["seen_at"], doing: try row["doing"], busySince: try row["busy_since"])
        }
    }
}
