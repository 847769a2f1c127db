import Foundation
import Postgres
import Schema
import Subprocess
import Support

/// Three months of a real service desk, published with its resolvers, in the desk's own tables.
enum IncidentDesk {
    static let folder = "../shared/data/uci-incidents"
    static let isThere = FileManager.default.fileExists(atPath: "\(folder)/tickets.csv.gz")

    static func load(into database: TestDatabase) async throws {
        let incidents = try await lines(of: "gzip", ["-dc", "\(folder)/tickets.csv.gz"])
        let resolvers = try await lines(of: "cat", ["\(folder)/employees.csv"])
        try await database.withConnection { connection in
            try await connection.script(tables)
            try await copy(incidents, into: "incident_csv", columns: 14, connection)
            try await copy(resolvers, into: "resolver_csv", columns: 7, connection)
            try await connection.script(conversion)
            try await connection.script(
                String(contentsOf: Repository.file("SQL/Adapters/incident_desk.sql"), encoding: .utf8))
            try await connection.script(Scripts.grantSource)
        }
    }

    /// The fields of a file's lines, behind the header; no field of this data is quoted.
    private static func lines(of program: String, _ arguments: [String]) async throws -> [[String]] {
        let output = try await run(
            .name(program), arguments: Arguments(arguments), output: .string(limit: 1 << 26), error: .discarded)
        return output.standardOutput.split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private static func copy(
        _ lines: [[String]], into table: String, columns: Int, _ connection: PostgresConnection
    ) async throws {
        try await connection.copyIn("copy desk.\(table) from stdin (format binary)") { writer in
            for line in lines {
                try writer.startRow(columns: columns)
                for field in line { writer.write(field.isEmpty ? nil : field) }
            }
        }
    }

    private static let tables = """
        create schema desk;
        create table desk.incident_csv (number text, resolved_by text, caller text, category text, contact_type text,
            priority text, opened text, first_touched text, made_sla text, resolved text, closed text, state text,
            reopened text, reassigned text);
        create table desk.resolver_csv (login text, display_name text, post text, assignment_group text, supervisor text,
            employed_from text, employed_to text);
        """

    private static let conversion = """
        create table desk.incident as
        select number, resolved_by, caller, category, contact_type, priority, opened::timestamptz,
            first_touched::timestamptz, made_sla::boolean, resolved::timestamptz, closed::timestamptz, state,
            reopened::boolean::integer as reopen_count, reassigned::boolean::integer as reassignment_count
        from desk.incident_csv;
        create table desk.resolver as select login, display_name, assignment_group from desk.resolver_csv;
        """
}
