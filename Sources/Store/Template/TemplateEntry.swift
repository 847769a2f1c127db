import Appraisal
package import Postgres

/// A template version as a list shows it.
package struct TemplateEntry: Sendable {
    package let code: String
    package let version: Int
    package let status: String
    package let isDefault: Bool
    package let posts: [String]
    package let publishedBy: String?
    package let problems: [String]

    package static func all(in connection: PostgresConnection) async throws -> [TemplateEntry] {
        try await connection.query(Statements.listTemplates).map { row in
            TemplateEntry(
                code: try row["code"], version: try row["version"], status: try row["status"],
                isDefault: try row["is_default"], posts: try row["posts"],
                publishedBy: try row["published_by"], problems: try row["problems"])
        }
    }

    /// The document as JSON; nil where there is no such version.
    ///
    /// - Parameter name: `CODE@VERSION`, or a code for what is published.
    package static func document(of name: String, in connection: PostgresConnection) async throws -> String? {
        let reference = TemplateReference(name)
        return try await connection.query(Statements.showTemplate, reference?.code ?? name, reference?.version)
            .first?.decode(String.self)
    }
}
