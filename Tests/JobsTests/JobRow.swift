import Postgres
import Support

/// What a test sees of a row of `merit.job`.
struct JobRow: Equatable {
    var subject: Int64 = 1
    var state: String
    var attempt = 0
    var retries = 0
    var deaths = 0
    var lastError: String?
}

extension TestDatabase {
    /// Asks for a job, as a trigger would.
    ///
    /// - Parameter due: an SQL expression.
    func ask(_ subject: Int64 = 1, kind: String = "test", due: String = "clock_timestamp()") async throws {
        try await withConnection { try await $0.ask(subject, kind: kind, due: due) }
    }

    /// All jobs in the order in which they were asked for.
    func jobs() async throws -> [JobRow] {
        try await withConnection { try await $0.jobs() }
    }

    /// Waits until the jobs are as `isReached` says.
    func waitForJobs(_ isReached: ([JobRow]) -> Bool) async throws {
        try await waitForChange { isReached(try await $0.jobs()) }
    }

    /// Waits until something is true of the jobs: looks at every change of one, so the template must be `.queue`.
    func waitForChange(_ isReached: (PostgresConnection) async throws -> Bool) async throws {
        try await withConnection { connection in
            let changes = try await connection.listen(["test_job_changed"])
            if try await isReached(connection) { return }
            for await _ in changes where try await isReached(connection) { return }
            throw CancellationError()
        }
    }
}

extension PostgresConnection {
    func ask(_ subject: Int64 = 1, kind: String = "test", due: String = "clock_timestamp()") async throws {
        try await execute("select merit.ask($1, $2, \(due))", kind, subject)
    }

    func jobs() async throws -> [JobRow] {
        try await query("select subject_id, state, attempt, retries, deaths, last_error from merit.job order by job_id")
            .map { row in
                let (subject, state, attempt, retries, deaths, lastError) = try row.decode(
                    Int64.self, String.self, Int.self, Int.self, Int.self, String?.self)
                return JobRow(
                    subject: subject, state: state, attempt: attempt, retries: retries, deaths: deaths,
                    lastError: lastError)
            }
    }
}
