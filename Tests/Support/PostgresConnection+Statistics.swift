package import Postgres

extension PostgresConnection {
    /// Collects the statistics of every table, each in a transaction of its own.
    ///
    /// Beside other statements in one script it is one transaction, which keeps every table that it has looked at, those of the whole server
    /// among them. Another test does the same in its own database, and each may wait for the other.
    package func analyze() async throws { try await script("analyze") }
}
