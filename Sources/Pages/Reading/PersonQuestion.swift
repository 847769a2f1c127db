import Postgres

/// What a stream of people asks.
struct PersonQuestion: Sendable {
    /// Of the cursor; no two of a transaction share one.
    let name: String
    let sql: String
    let parameters: [(any PostgresEncodable)?]

    init(_ name: String, _ sql: String, _ parameters: [(any PostgresEncodable)?]) {
        (self.name, self.sql, self.parameters) = (name, sql, parameters)
    }
}
