package import Postgres

extension PostgresConnection {
    /// Asks again and again until the answer is yes; the server takes a breath between.
    package func waitUntil(_ question: String) async throws {
        while try await !query(question).one().decode(Bool.self) {
            // In a transaction the server shows its statistics as they first stood.
            try await execute("select pg_sleep(0.02), pg_stat_clear_snapshot()")
        }
    }
}
