import Postgres
import Support

extension PostgresConnection {
    func leaseEnd(of job: Int64) async throws -> PostgresTimestamp {
        try await query("select lease_expires_at from merit.job where job_id = $1", job).one().decode(
            PostgresTimestamp.self)
    }
}

extension TestDatabase {
    /// Waits for a heartbeat: until a lease ends later than at `instant`.
    func waitForLease(of job: Int64, after instant: PostgresTimestamp) async throws {
        try await waitForChange { connection in
            try await connection.query(
                "select lease_expires_at > $2 from merit.job where job_id = $1", job, instant
            ).one().decode(Bool.self)
        }
    }
}
