import Postgres
import Support

@testable import Jobs

extension TestDatabase {
    /// Puts a job back under its token, to run at once.
    ///
    /// - Returns: its new state; nil where the lease was lost.
    @discardableResult
    func putBack(_ job: Job, counted: Bool = false, _ reason: String = "put back") async throws -> String? {
        try await withConnection(user: "merit_worker") { connection in
            try await connection.query(Statements.putBackJob, job.id, job.leaseToken, 0, counted, reason)
                .one().decode(String?.self)
        }
    }

    /// Fails a job under its token.
    ///
    /// - Returns: its new state; nil where the lease was lost.
    @discardableResult
    func fail(_ job: Job, _ reason: String = "failed") async throws -> String? {
        try await withConnection(user: "merit_worker") { connection in
            try await connection.query(Statements.failJob, job.id, job.leaseToken, reason).one().decode(String?.self)
        }
    }

    /// Asks for a period that is due, as HR does.
    func insertPeriod(_ label: String) async throws -> Int64 {
        try await withConnection { connection in
            try await connection.query(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                values ($1, '2026-01-01', '2026-01-31', 'UTC') returning period_id
                """, label
            ).one().decode(Int64.self)
        }
    }

    /// Ends the lease of every job now, as if its worker had been silent for long.
    func endLeases() async throws {
        try await execute("update merit.job set lease_expires_at = clock_timestamp() where state = 'running'")
        try await execute("update merit.worker_session set seen_at = clock_timestamp() - interval '1 minute'")
    }

    func set(_ name: String, to value: Int) async throws {
        // Also what nobody would choose: a time limit that is over at once.
        try await execute(
            "update merit.setting set value = $2, least = least(least, $2::text::integer) where name = $1", name,
            "\(value)")
    }
}
