import Postgres
import Store

/// What a role lacks to read the source, as far as the catalog tells.
struct SourceRights {
    private struct Lack {
        let relation: String
        /// Whether it concerns something behind a view of the source.
        let isBehind: Bool
        let statement: String
    }

    private let lacks: [Lack]
    /// The schema and the role that is connected, as SQL writes them.
    private let (schema, role): (String, String)
    /// Who would read the source for the Merit in this database.
    private let reader: String

    /// Of the role that is connected.
    init(on schema: String, from connection: PostgresConnection) async throws(PostgresError) {
        (self.schema, role) = try await connection.query(
            "select quote_ident($1), quote_ident(current_user)", schema
        ).one().decode(String.self, String.self)
        reader = (try await RoleNames.known(in: connection) ?? .standard).reader
        let rows = try await connection.query(Statements.sourceLacks, schema)
        var lacks: [Lack] = []
        for row in rows {
            let (relation, isBehind, statement) = try row.decode(String.self, Bool.self, String.self)
            lacks.append(Lack(relation: relation, isBehind: isBehind, statement: statement))
        }
        self.lacks = lacks
    }

    /// Whether nothing is known to lack.
    var isComplete: Bool { lacks.isEmpty }

    /// What gives the rights that lack behind a relation, or behind any; nil where nothing is known to lack.
    func advice(behind relation: String? = nil) -> String? {
        let found = lacks.filter { $0.isBehind && (relation == nil || $0.relation == relation) }.map(\.statement)
        guard !found.isEmpty else { return nil }
        var advice = found.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "; ")
        if found.contains(where: { $0.hasSuffix("BYPASSRLS") }) {
            advice +=
                "; or read the table through a view of its owner, whom its row-level security does not concern"
        }
        return advice
    }

    /// What gives the right to read the schema's own relations.
    ///
    /// - Parameter isShared: whether the role is the one that works in schema `merit`, because the source has no login of its own.
    func grants(isShared: Bool) -> String {
        "GRANT USAGE ON SCHEMA \(schema) TO \(role); GRANT SELECT ON ALL TABLES IN SCHEMA \(schema) TO \(role)"
            + (isShared ? "; or have the source read by a login of its own, \(reader): MERIT_SOURCE_URL" : "")
    }

    /// What to do where the catalog shows no lack: something is done inside a function.
    static let adviceInside = """
        give the role that the words name the right that they name, or declare the function behind the view SECURITY DEFINER, so \
        that it acts with its owner's rights
        """
}
