import Postgres
import Statements

extension Migrator {
    /// After how long it is said what is waited for.
    private static let firstWait = Duration.seconds(1)

    /// Runs `body` in a transaction, as the schema's owner, and beside no other step.
    func step<Value: Sendable>(
        _ name: String, _ connection: PostgresConnection, _ tell: @Sendable (String) -> Void,
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await waiting(name, connection, tell) { connection in
            try await becomeOwner(connection)
            try await connection.script("lock table merit.schema_migration in share row exclusive mode")
            return try await body(connection)
        }
    }

    /// Runs `body` in a transaction; where others hold what it needs, says who, and begins again with more patience.
    func waiting<Value: Sendable>(
        _ name: String, _ connection: PostgresConnection, _ tell: @Sendable (String) -> Void,
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        do {
            return try await attempt(connection, within: min(Self.firstWait, patience), body)
        } catch let error as PostgresError where error.sqlState == "55P03" {
            tell("\(name) waits: \(try await holders(connection))")
        }
        do {
            return try await attempt(connection, within: patience, body)
        } catch let error as PostgresError where error.sqlState == "55P03" {
            throw SchemaError.held(name, by: try await holders(connection))
        }
    }

    private func attempt<Value: Sendable>(
        _ connection: PostgresConnection, within patience: Duration, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await connection.withTransaction { connection in
            try await connection.script("set local lock_timeout = '\(patience.milliseconds)ms'")
            return try await body(connection)
        }
    }

    private func holders(_ connection: PostgresConnection) async throws -> String {
        let holders = try await connection.query(Statements.schemaHolders).decode(String.self)
        return holders.isEmpty ? "somebody held a table of schema merit until now" : holders.joined(separator: "; ")
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
