import Postgres
import Support

extension TestDatabase {
    /// Runs one statement as the superuser.
    func execute(_ sql: String) async throws {
        try await withConnection { _ = try await $0.query(sql) }
    }

    /// The one value that a query gives the superuser.
    func value<Value: PostgresDecodable & Sendable>(_ type: Value.Type, _ sql: String) async throws -> Value {
        try await withConnection { try await $0.query(sql).one().decode(type) }
    }
}
