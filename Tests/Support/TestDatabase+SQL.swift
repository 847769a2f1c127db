package import Postgres

extension TestDatabase {
    /// Runs one statement as the superuser.
    package func execute(_ sql: String, _ parameters: (any PostgresEncodable)?...) async throws {
        try await withConnection { connection in
            _ = try await connection.query(sql, parameters: parameters)
        }
    }

    /// The one value that a query gives the superuser.
    package func value<Value: PostgresDecodable & Sendable>(
        _ type: Value.Type, _ sql: String, _ parameters: (any PostgresEncodable)?...
    ) async throws -> Value {
        try await withConnection { try await $0.query(sql, parameters: parameters).one().decode(type) }
    }
}
