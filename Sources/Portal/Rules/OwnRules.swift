import Appraisal
import Pages
import Postgres
import Reports

/// A version of a template by which the reader is appraised, or may be.
struct OwnRules: Sendable {
    let reference: TemplateReference
    /// Whether it holds now; else a later version does.
    let isCurrent: Bool
    let publishedOn: String?
    let consultedOn: String?
    /// With whom, and what came of it.
    let consultation: String?
    let acknowledgedOn: String?
    /// Whether the reader is to acknowledge it.
    let isAsked: Bool
    let json: String

    /// Those first that are to be acknowledged.
    static func all(_ connection: PostgresConnection) async throws -> [OwnRules] {
        try await connection.query(Statements.ownRules).map { row in
            OwnRules(
                reference: TemplateReference(code: try row["template_code"], version: try row["template_version"]),
                isCurrent: try row["status", as: String.self] == "published", publishedOn: try row["published_on"],
                consultedOn: try row["consulted_on"], consultation: try row["consultation"],
                acknowledgedOn: try row["acknowledged_at"], isAsked: try row["is_asked"], json: try row["document"])
        }
    }

    /// Nil where there is no such version, or none for this reader.
    static func load(_ reference: TemplateReference, _ connection: PostgresConnection) async throws -> OwnRules? {
        try await all(connection).first { $0.reference == reference }
    }

    /// Nil of a document that cannot be read.
    private var template: Template? {
        try? TemplateDocument(yaml: json, file: "\(reference)").template()
    }

    /// What it is called, and where its sheet is; no place where it cannot be read.
    func sheet(_ language: Language) -> (title: String, path: String?) {
        guard let template else { return (reference.code, nil) }
        return (language.of(template.title), path)
    }

    /// What it is called, and which version it is.
    func name(_ language: Language) -> String { Words(language).rules(reference, template?.title) }

    /// Where it stands, and where its other pages begin.
    var path: String { "\(RulesPage.path)/\(reference.code.inAddress)/\(reference.version)" }
}
