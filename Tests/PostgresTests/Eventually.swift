import Postgres
import Testing

/// Asks the server until the only column of the only row is true, no longer than a minute; the server takes a breath between.
func eventually(
    _ connection: PostgresConnection, _ sql: String, _ parameters: (any PostgresEncodable)?...,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
        if try await connection.query(sql, parameters: parameters).first?[0, as: Bool?.self] == true { return }
        try await connection.execute("SELECT pg_sleep(0.01)")
    }
    Issue.record("never true: \(sql)", sourceLocation: sourceLocation)
}
