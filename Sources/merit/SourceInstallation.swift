import Postgres
import Schema
import Store

/// Creates what the source lacks; what is there stays as it is.
struct SourceInstallation {
    let schema: String
    /// Those of the Merit that reads it; nil: of the one in this database, or by their usual names.
    var roles: RoleNames?
    let adapter: Adapter?
    /// The schema of the help desk's own tables.
    let deskSchema: String
    let credit: Adapter.Credit?
    /// The zone of the times that the help desk gives without one.
    let timeZone: String?
    /// The same where none is given and none was chosen before.
    var firstTimeZone: String?
    /// The relations that are wanted; nil: all that the adapter gives, or all tables.
    let only: [String]?

    /// What came of it, as sentences.
    struct Outcome {
        let lines: [String]
    }

    /// Why nothing can be created.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    func run(_ connection: PostgresConnection) async throws -> Outcome {
        let isThere = try await connection.query("select to_regnamespace($1) is not null", quoted(schema)).one().decode(
            Bool.self)
        if !isThere { try await run(Scripts.sourceSchema, connection) }
        let desk = adapter == nil ? [] : try await relations(of: deskSchema, connection)
        if let adapter { try requireDesk(of: adapter, desk) }
        var present = try await relations(of: schema, connection)
        var made: [String] = []
        var kept: [String] = []
        var lacking: [String] = []
        for relation in wanted {
            if present.contains(relation.name) {
                kept.append(relation.name)
            } else if let table = relation.needs, !desk.contains(table) {
                lacking.append("\(relation.name) is left out: schema \(deskSchema) has no \(table)")
            } else {
                try await create(relation, connection)
                present.insert(relation.name)
                made.append(relation.name)
            }
        }
        if let adapter, made.contains("ticket"), !present.contains(adapter.check.name) {
            try await create(adapter.check, connection)
            made.append(adapter.check.name)
        }
        var lines = [
            made.isEmpty
                ? "nothing to create in schema \(schema)"
                : "created in schema \(schema): \(made.joined(separator: ", "))"
        ]
        if !kept.isEmpty { lines.append("left as they are: \(kept.joined(separator: ", "))") }
        lines += lacking
        if let adapter { lines.append(try await choose(adapter, connection)) }
        lines.append(try await giveToReader(connection))
        return Outcome(lines: lines)
    }

    /// What is to be there, each behind what it stands on.
    private var wanted: [SourceScript] {
        guard let adapter else { return SourceScript.all.filter { only?.contains($0.name) ?? true } }
        let given = Set((adapter.ground + adapter.relations).map(\.name))
        let views = adapter.relations.filter { only?.contains($0.name) ?? true }
        let tables = SourceScript.all.filter { only?.contains($0.name) ?? false && !given.contains($0.name) }
        return adapter.ground + views + tables
    }

    private func relations(of schema: String, _ connection: PostgresConnection) async throws -> Set<String> {
        Set(try await connection.query(Statements.installedRelations, schema).map { try $0.decode(String.self) })
    }

    private func requireDesk(of adapter: Adapter, _ desk: Set<String>) throws {
        let missing = adapter.tables.filter { !desk.contains($0) }
        guard !missing.isEmpty else { return }
        throw Refusal(
            description: """
                schema \(deskSchema) has no \(missing.joined(separator: ", ")), which \(adapter.system) has
                --source-database names the database, and --schema the schema of the help desk's tables.
                """)
    }

    private func create(_ relation: SourceScript, _ connection: PostgresConnection) async throws {
        do {
            try await run(relation.sql, connection)
        } catch {
            // A column, a function or a type that another version names otherwise.
            guard let adapter, let error = error as? PostgresError, let state = error.sqlState,
                ["42703", "42883", "42804"].contains(state)
            else { throw error }
            throw Refusal(
                description: """
                    \(relation.name): \(error.message)
                    The views are for \(adapter.system); another version may name its columns otherwise. Fit a copy of SQL/Adapters to it.
                    """)
        }
    }

    /// Keeps whom tickets are credited to, and says it.
    private func choose(_ adapter: Adapter, _ connection: PostgresConnection) async throws -> String {
        let others = try await connection.query(
            "select name from \(quoted(schema)).adapter where name <> $1", adapter.name
        ).map { try $0.decode(String.self) }
        if let other = others.first {
            throw Refusal(
                description: """
                    schema \(schema) has the views of \(other) already; a schema holds those of one help desk
                    Give those of \(adapter.name) a schema of their own by --source-schema.
                    """)
        }
        let here = quoted(schema)
        let isNew = try await connection.query("select name from \(here).adapter").isEmpty
        let timeZone = timeZone ?? (isNew && adapter.hidesZone ? firstTimeZone : nil)
        if isNew, adapter.hidesZone, timeZone == nil {
            throw Refusal(
                description: """
                    \(adapter.system) gives times in the zone of its database, and without saying so: name it
                    by --time-zone Europe/Paris, say; --time-zone UTC where it is that.
                    """)
        }
        if let timeZone {
            do {
                _ = try await connection.query("select now() at time zone $1::text", timeZone)
            } catch {
                guard error.sqlState == "22023" else { throw error }
                throw Refusal(description: "there is no time zone \"\(timeZone)\"; Europe/Paris is one")
            }
        }
        let credit = try await connection.query(
            Statements.recordAdapter.replacing("merit_source", with: here), adapter.name, credit?.rawValue, timeZone
        ).one().decode(String.self)
        return "a ticket counts for: \(credit)"
    }

    /// Says who may read the schema.
    private func giveToReader(_ connection: PostgresConnection) async throws -> String {
        let known = try await RoleNames.known(in: connection)
        let names =
            if let named = roles ?? known { named } else {
                try await Migrator(sharesRoles: false).roles(in: connection)
            }
        try await run(Scripts.grantSource, as: names, connection)
        let reader = try await connection.query(
            "select rolname::text from pg_roles where rolname in ($1, $2) order by rolname", names.reader, names.worker
        ).decode(String.self).first
        return reader.map { "\($0) may read schema \(schema)" }
            ?? "there is no role \(names.reader) yet: merit migrate makes it; then call this again"
    }

    private func run(
        _ script: String, as names: RoleNames = .standard, _ connection: PostgresConnection
    ) async throws {
        let here = script.replacing("merit_source", with: quoted(schema)).replacing(
            "help_desk.", with: "\(quoted(deskSchema)).")
        try await connection.script(names.rendered(here))
    }
}
