package import Postgres
package import Statements

/// Brings schema `merit` up to date.
package struct Migrator: Sendable {
    /// Steps this binary knows, in order.
    let migrations: [Migration]
    /// Functions as this binary calls them, put in place behind the steps.
    let functions: [SchemaFunction]

    package init(migrations: [Migration] = Migration.all, functions: [SchemaFunction] = SchemaFunction.all) {
        self.migrations = migrations
        self.functions = functions
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

    /// Applies what is missing, each step in a transaction of its own and all functions in one more; whoever comes second waits and
    /// finds nothing to do.
    ///
    /// - Returns: what was applied.
    /// - Throws: ``SchemaError``, or the server's error where a right is missing.
    package func migrate(_ connection: PostgresConnection) async throws -> Changes {
        try await connection.execute(Statements.lockMigrations)
        do {
            let missing = try await missing(connection)
            if !missing.isEmpty {
                try await layGround(connection)
                try await becomeOwner(connection)
            }
            for migration in missing.migrations {
                try await connection.withTransaction { connection in
                    try await connection.execute(
                        Statements.recordMigration, migration.version, migration.name, migration.isBreaking)
                    try await connection.script(migration.sql)
                }
            }
            if !missing.functions.isEmpty { try await replace(missing.functions, connection) }
            try await connection.script("reset role")
            try await connection.execute(Statements.unlockMigrations)
            return missing
        } catch {
            // What is left of the session must not hold the others up; the first error is the one to tell.
            _ = try? await connection.script("reset role")
            _ = try? await connection.execute(Statements.unlockMigrations)
            throw error
        }
    }

    private func replace(_ functions: [SchemaFunction], _ connection: PostgresConnection) async throws {
        try await connection.withTransaction { connection in
            for function in functions {
                try await connection.execute(Statements.recordFunction, function.name, function.sql)
                try await connection.script(function.sql)
            }
        }
    }

    /// What ``migrate(_:)`` would apply.
    package func missing(_ connection: PostgresConnection) async throws -> Changes {
        let applied = try await applied(connection)
        try refuseNewer(applied)
        return Changes(
            migrations: migrations.filter { migration in !applied.contains { $0.version == migration.version } },
            functions: try await missingFunctions(connection))
    }

    /// A text that was put in place once is not missing, whatever a newer program has made of it since.
    private func missingFunctions(_ connection: PostgresConnection) async throws -> [SchemaFunction] {
        let remembers = try await connection.query(Statements.remembersFunctions).one().decode(Bool.self)
        guard remembers else { return functions }
        return try await connection.query(
            Statements.missingFunctions, functions.map(\.name), functions.map(\.sql)
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

    private func applied(_ connection: PostgresConnection) async throws -> [Applied] {
        guard try await connection.query(Statements.schemaState).one().decode(Bool.self) else { return [] }
        return try await connection.query("select version, name, breaking from merit.schema_migration order by version")
            .map {
                let (version, name, isBreaking) = try $0.decode(Int.self, String.self, Bool.self)
                return Applied(version: version, name: name, isBreaking: isBreaking)
            }
    }

    /// Roles and schema need an administrator once; from then on `merit_owner` is enough, unless a step brings a new role.
    private func layGround(_ connection: PostgresConnection) async throws {
        let (isLaid, mayLay) = try await connection.query(Statements.schemaGround).one().decode(Bool.self, Bool.self)
        if !isLaid { try await requireEncoding(connection) }
        if isLaid && !mayLay { return }
        do {
            try await connection.script(Statements.bootstrap)
        } catch {
            guard error.sqlState == "42501" else { throw error }
            throw SchemaError.notAllowed(error.message)
        }
    }

    private func requireEncoding(_ connection: PostgresConnection) async throws {
        let encoding = try await connection.query("show server_encoding").one().decode(String.self)
        guard encoding == "UTF8" else { throw SchemaError.encoding(encoding) }
    }

    private func becomeOwner(_ connection: PostgresConnection) async throws {
        do {
            try await connection.script("set role merit_owner")
        } catch let error where error.sqlState == "42501" {
            throw SchemaError.notOwner(error.message)
        }
    }

    private struct Applied {
        let version: Int
        let name: String
        let isBreaking: Bool
    }
}
