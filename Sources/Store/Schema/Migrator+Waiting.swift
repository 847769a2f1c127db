import Postgres

extension Migrator {
    /// After how long it is said what is waited for.
    private static let firstWait = Duration.seconds(1)

    /// Runs `body` in a transaction, as the schema's owner, and beside no other step.
    func step<Value: Sendable>(
        _ name: String, as roles: RoleNames, _ connection: PostgresConnection, _ tell: @Sendable (String) -> Void,
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await waiting(name, connection, tell) { connection in
            try await become(roles.owner, connection)
            try await connection.script("lock table merit.schema_migration in share row exclusive mode")
            return try await body(connection)
        }
    }

    /// Runs `body` in a transaction; where others hold what it needs, or wait for what it has, says who, and begins again with more
    /// patience.
    func waiting<Value: Sendable>(
        _ name: String, _ connection: PostgresConnection, _ tell: @Sendable (String) -> Void,
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        do {
            return try await attempt(connection, within: min(Self.firstWait, patience), body)
        } catch let error as PostgresError where error.isInTheWay {
            tell("\(name) waits: \(try await holders(connection))")
        }
        let end = ContinuousClock.now + patience
        while true {
            do {
                // Zero would be no limit at all.
                return try await attempt(connection, within: max(end - .now, .milliseconds(1)), body)
            } catch let error as PostgresError where error.isInTheWay {
                guard error.sqlState == PostgresError.deadlock, .now < end else {
                    throw SchemaError.held(name, by: try await holders(connection))
                }
            }
        }
    }

    private func attempt<Value: Sendable>(
        _ connection: PostgresConnection, within patience: Duration, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await connection.withTransaction { connection in
            try await connection.limit(locks: patience)
            return try await body(connection)
        }
    }

    private func holders(_ connection: PostgresConnection) async throws -> String {
        let holders = try await connection.query(Statements.schemaHolders).decode(String.self)
        return holders.isEmpty ? "somebody held a table of schema merit until now" : holders.joined(separator: "; ")
    }
}

extension PostgresError {
    fileprivate static let deadlock = "40P01"

    /// Others hold what was needed, for too long or while they wait for what is held here.
    fileprivate var isInTheWay: Bool { sqlState == "55P03" || sqlState == Self.deadlock }
}
