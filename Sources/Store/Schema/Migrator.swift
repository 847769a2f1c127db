package import Postgres
package import Schema

/// Brings schema `merit` up to date.
package struct Migrator: Sendable {
    /// Steps this binary knows, in order.
    let migrations: [Migration]
    /// Functions as this binary calls them, put in place behind the steps.
    let functions: [SchemaFunction]

    /// How long a step waits for what others hold.
    let patience: Duration

    /// The names of the roles, where somebody chose them.
    let chosen: RoleNames?
    /// Whether the usual roles are taken where they are another Merit's, though nobody chose them.
    let sharesRoles: Bool

    package init(
        migrations: [Migration] = Migration.all, functions: [SchemaFunction] = SchemaFunction.all,
        patience: Duration = .seconds(60), roles chosen: RoleNames? = nil, sharesRoles: Bool = true
    ) {
        self.migrations = migrations
        self.functions = functions
        self.patience = patience
        self.chosen = chosen
        self.sharesRoles = sharesRoles
    }

    /// What a schema lacks, or what was brought to it.
    package struct Changes: Sendable {
        package let migrations: [Migration]
        package let functions: [SchemaFunction]

        package var isEmpty: Bool { migrations.isEmpty && functions.isEmpty }

        /// Each in a few words.
        package var named: [String] {
            migrations.map { "\($0.version) \($0.name)" } + functions.map { "function \($0.name)" }
        }
    }

    /// Version of the schema this binary was made for.
    package var version: Int { migrations.last?.version ?? 0 }

    /// Applies what is missing, each step and each file of functions in a transaction of its own; whoever comes second waits and finds
    /// nothing to do.
    ///
    /// Nothing is left to the session, so that a transaction pooler may stand before the server; and what one waits for is a lock that
    /// only the schema's owner can take.
    ///
    /// - Parameter tell: is told, in a sentence, what is waited for.
    /// - Returns: what was applied.
    /// - Throws: ``SchemaError``, or the server's error where a right is missing.
    package func migrate(
        _ connection: PostgresConnection, tell: @Sendable (String) -> Void = { _ in }
    ) async throws -> Changes {
        let missing = try await missing(connection)
        guard !missing.isEmpty else { return missing }
        let roles = try await roles(in: connection)
        try await layGround(for: roles, connection, tell)
        var applied: [Migration] = []
        for migration in missing.migrations {
            let isNew = try await step("migration \(migration.version)", as: roles, connection, tell) { connection in
                let isApplied = try await connection.query(Statements.migrationIsApplied, migration.version).one()
                    .decode(Bool.self)
                if isApplied { return false }
                try await connection.execute(
                    Statements.recordMigration, migration.version, migration.name, migration.isBreaking)
                try await connection.script(roles.rendered(migration.sql))
                return true
            }
            if isNew { applied.append(migration) }
        }
        return Changes(
            migrations: applied,
            functions: try await replaceFunctions(missing.functions, as: roles, connection, tell))
    }

    /// What is remembered is the text as it is shipped, whatever the roles are called.
    private func replaceFunctions(
        _ functions: [SchemaFunction], as roles: RoleNames, _ connection: PostgresConnection,
        _ tell: @Sendable (String) -> Void
    ) async throws -> [SchemaFunction] {
        var replaced: [SchemaFunction] = []
        // One by one: a trigger that stands with a function locks its table, and no other table is held while that is waited for.
        for function in functions {
            let isNew = try await step("function \(function.name)", as: roles, connection, tell) { connection in
                guard try await !missing([function], connection).isEmpty else { return false }
                try await connection.execute(Statements.recordFunction, function.name, function.sql, version)
                try await connection.script(roles.rendered(function.sql))
                return true
            }
            if isNew { replaced.append(function) }
        }
        return replaced
    }

    /// What ``migrate(_:)`` would apply.
    package func missing(_ connection: PostgresConnection) async throws -> Changes {
        if chosen != nil { _ = try await roles(in: connection) }
        let applied = try await applied(connection)
        try refuseNewer(applied)
        return Changes(
            migrations: migrations.filter { migration in !applied.contains { $0.version == migration.version } },
            functions: try await self.missing(functions, connection))
    }

    /// Those that are to be put in place: a newer program's text stands, and an older one's is replaced.
    ///
    /// A program is newer that was made for a newer version of the schema. Of those that were made for the same, the one is taken for newer
    /// whose text came later.
    private func missing(
        _ functions: [SchemaFunction], _ connection: PostgresConnection
    ) async throws -> [SchemaFunction] {
        let remembers = try await connection.query(Statements.remembersFunctions).one().decode(Bool.self)
        guard remembers else { return functions }
        return try await connection.query(
            Statements.missingFunctions, functions.map(\.name), functions.map(\.sql), version
        ).map { functions[try $0.decode(Int.self) - 1] }
    }

    /// Makes sure that this binary can work on the schema as it is.
    package func requireUsable(_ connection: PostgresConnection) async throws {
        let missing = try await missing(connection)
        guard missing.migrations.isEmpty else {
            throw SchemaError.outdated(missing: missing.migrations.count, needed: version)
        }
        guard missing.functions.isEmpty else { throw SchemaError.outdatedFunctions(missing.functions.map(\.name)) }
    }

    private func refuseNewer(_ applied: [Applied]) throws {
        if let newer = applied.first(where: { $0.version > version && $0.isBreaking }) {
            throw SchemaError.newer(found: newer.version, name: newer.name, known: version)
        }
    }

    /// Whether any step of the schema is there.
    package static func isBegun(in connection: PostgresConnection) async throws -> Bool {
        try await connection.query(Statements.schemaState).one().decode(Bool.self)
    }

    private func applied(_ connection: PostgresConnection) async throws -> [Applied] {
        guard try await Self.isBegun(in: connection) else { return [] }
        return try await connection.query("select version, name, breaking from merit.schema_migration order by version")
            .map {
                let (version, name, isBreaking) = try $0.decode(Int.self, String.self, Bool.self)
                return Applied(version: version, name: name, isBreaking: isBreaking)
            }
    }

    private struct Applied {
        let version: Int
        let name: String
        let isBreaking: Bool
    }
}
