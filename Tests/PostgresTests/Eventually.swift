import Postgres
import Testing

/// Asks the server until the only column of the only row is true, no longer than ten seconds.
///
/// The server is asked again at once: each answer is a round trip, so nothing spins and nothing sleeps.
func eventually(
    _ connection: PostgresConnection, _ sql: String, _ parameters: (any PostgresEncodable)?...,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline {
        if try await connection.query(sql, parameters: parameters).first?[0, as: Bool?.self] == true { return }
    }
    Issue.record("never true: \(sql)", sourceLocation: sourceLocation)
}
