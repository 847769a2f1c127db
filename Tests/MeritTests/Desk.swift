import Foundation
import Postgres
import Schema
import Support
import Testing

/// A help desk's tables in the database of the test, owned by somebody who is no superuser.
struct Desk {
    static let owner = "desk_owner"

    let name: String
    let database: TestDatabase

    static func build(_ name: String) async throws -> Desk {
        let desk = Desk(name: name, database: try TestDatabase.current)
        try await desk.database.withConnection { connection in
            try await connection.script(
                """
                do $$ begin
                    create role \(owner) login;
                exception when duplicate_object or unique_violation then null;
                end $$;
                grant create on database \(quoted(desk.database.name)) to \(owner);
                alter schema public owner to \(owner);
                """)
        }
        try await desk.database.withConnection(user: owner) { connection in
            try await fill(name, connection)
        }
        return desk
    }

    /// The desk's tables, as it creates them itself, or as they are created to be loaded from files; and telling rows.
    static func fill(_ name: String, _ connection: PostgresConnection) async throws {
        let isOfFiles = Adapter.all.contains { $0.name == name && $0.fileTables != nil }
        let tables =
            isOfFiles
            ? try await Program.run(["source", "tables", "--adapter", name]).output : try text("sql", of: name)
        try await connection.script("set search_path = \(isOfFiles ? name : "public")")
        try await connection.script(tables)
        try await connection.script(try text("rows.sql", of: name))
    }

    func install(_ arguments: [String]) async throws {
        let outcome = try await Program.run(
            ["source", "install", "--adapter", name]
                + (["glpi", "osticket"].contains(name) ? ["--time-zone", "Europe/Berlin"] : [])
                + arguments, database: try database.configuration(user: Self.owner)
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// The rows of all views, as `merit_reader` reads them, behind the map of agents that the rows are meant for.
    func show() async throws -> String {
        try await database.withConnection { try await $0.script(try Self.text("map.sql", of: name)) }
        let relations = try await database.line(
            "select relname::text from pg_class where relnamespace = 'merit_source'::regnamespace and relkind = 'v' order by 1"
        )
        var shown = ""
        for relation in relations.split(separator: "\n") {
            let columns = try await database.line(
                """
                select string_agg(quote_ident(attname) || '::text', ', ' order by attnum), string_agg(attname, ' ' order by attnum)
                from pg_attribute where attrelid = ('merit_source.' || $1)::regclass and attnum > 0
                """, String(relation))
            let list = columns.components(separatedBy: "::text ")
            let names = list.last ?? ""
            let expressions = columns.dropLast(names.count + 1)
            let condition = relation == "ticket" ? "where ticket_id !~ '^11'" : ""
            let rows = try await database.line(
                "select \(expressions) from merit_source.\(relation) \(condition)", user: "merit_reader")
            shown += "\(relation): \(names)\n"
            for row in rows.split(separator: "\n").sorted() { shown += "\(row)\n" }
            shown += "\n"
        }
        return shown
    }

    func expected(_ kind: String = "") throws -> String {
        try Self.text("views\(kind).txt", of: name)
    }

    private static func text(_ part: String, of name: String) throws -> String {
        try String(contentsOf: Repository.file("Tests/MeritTests/Desks/\(name).\(part)"), encoding: .utf8)
    }
}
