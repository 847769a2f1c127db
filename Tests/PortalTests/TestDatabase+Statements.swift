import Postgres
import Support

extension TestDatabase {
    /// Runs statements as a role; as the superuser where it is nil.
    func run(_ sql: String, as user: String? = nil) async throws {
        try await withConnection(user: user) { try await $0.script(sql) }
    }

    /// What the server says to statements that it refuses: message, SQLSTATE and hint; nil where it does as it is told.
    func refusal(_ sql: String, as user: String? = nil) async throws -> String? {
        do {
            try await run(sql, as: user)
            return nil
        } catch let error as PostgresError where error.code == .server {
            return error.description
        }
    }

    /// The one column that a query gives.
    func column(_ sql: String, as user: String? = nil) async throws -> [String?] {
        try await withConnection(user: user) { connection in
            try await connection.query(sql).map { try $0.decode(String?.self) }
        }
    }

    /// The one value that a query gives, as text.
    func value(_ sql: String, as user: String? = nil) async throws -> String? {
        try await column("select (\(sql))::text", as: user).first ?? nil
    }
}
