package import Postgres

/// How far code reaches that somebody put behind a view of the source: it runs with the rights of the login that reads.
package struct SourceReach: Sendable {
    package let login: String
    package let isSuperuser: Bool
    /// Whether the login may use schema `merit` of the database that it reads.
    package let reachesMerit: Bool
    /// Whether it may act as the owner of that schema.
    package let ownsMerit: Bool
    /// Functions that the source leads through, each with its owner; empty where there are none.
    package let functions: String

    /// - Parameter schema: the schema that holds the source.
    package static func read(of schema: String, from connection: PostgresConnection) async throws -> SourceReach {
        let (login, isSuperuser, reachesMerit, ownsMerit, functions) = try await connection.query(
            Statements.sourceReach, schema
        ).one().decode(String.self, Bool.self, Bool.self, Bool.self, String.self)
        return SourceReach(
            login: login, isSuperuser: isSuperuser, reachesMerit: reachesMerit, ownsMerit: ownsMerit,
            functions: functions)
    }

    /// Who reads, and whose code runs with it.
    package var fact: String {
        functions.isEmpty
            ? "read as \(login); no functions behind it"
            : "read as \(login), whose rights these functions behind it have: \(functions)"
    }

    /// Why the login ought to be another one; nil where code behind the source reaches nothing but the source.
    package var excess: String? {
        if isSuperuser { return "the source is read as the superuser \(login): code behind its views may do anything" }
        if ownsMerit {
            return
                "the source is read as \(login), an owner of schema merit: code behind its views may change anything there"
        }
        guard reachesMerit else { return nil }
        let behind = functions.isEmpty ? "" : "; behind it are \(functions)"
        return
            "the source is read as \(login), which may also use schema merit: code behind its views sees results and comments\(behind)"
    }
}
