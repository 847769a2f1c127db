import Appraisal
import Pages
import Postgres
import Reports

/// A version of a template, as officers see it.
struct TemplateVersion: Sendable {
    let reference: TemplateReference
    /// Nil where it has none yet.
    let title: LocalizedText?
    let status: String
    /// What its check found.
    let problems: [String]
    let createdBy: String
    let createdOn: String
    let publishedBy: String?
    let publishedOn: String?
    let consultedOn: String?
    let consultation: String?
    /// Whether the reader may change it.
    let isYours: Bool
    /// By which whoever changes it shows what they looked at; nil in lists, as is the document.
    let seen: String?
    let json: String?

    /// Whether nobody has published it yet.
    var isDraft: Bool { ["draft", "checked", "rejected"].contains(status) }

    /// The page about it, and where its other pages begin.
    var path: String { Self.path(reference) }

    /// What it is called, and which version it is.
    func name(_ language: Language) -> String { Words(language).rules(reference, title) }

    /// Which version it is, of rules that are known.
    func number(_ language: Language) -> String { Words(language).version(reference.version) }

    static func path(_ reference: TemplateReference) -> String {
        "/templates/\(reference.code.inAddress)/\(reference.version)"
    }

    /// Versions of one template or of all, by code, the newest first; none for whoever may not see them.
    static func all(of code: String? = nil, _ connection: PostgresConnection) async throws -> [TemplateVersion] {
        try await connection.query(Statements.templates, code, nil).map(TemplateVersion.init)
    }

    /// Nil where there is no such version, or none for this reader.
    static func load(_ reference: TemplateReference, _ connection: PostgresConnection) async throws -> TemplateVersion?
    {
        try await connection.query(Statements.templates, reference.code, reference.version).first.map(
            TemplateVersion.init)
    }

    /// The version that the address names.
    static func reference(_ context: PortalContext) throws -> TemplateReference {
        guard let version = Int32(try Portal.parameter("version", context)) else { throw NotThere() }
        return TemplateReference(code: try Portal.parameter("code", context), version: Int(version))
    }

    private init(_ row: PostgresRow) throws {
        reference = TemplateReference(code: try row["template_code"], version: try row["template_version"])
        let (zh, en): (String?, String?) = (try row["title_zh"], try row["title_en"])
        title = zh.flatMap { zh in en.map { LocalizedText(zh: zh, en: $0) } }
        status = try row["status"]
        problems = try row["problems"]
        createdBy = try row["created_by"]
        createdOn = try row["created_on"]
        publishedBy = try row["published_by"]
        publishedOn = try row["published_on"]
        consultedOn = try row["consulted_on"]
        consultation = try row["consultation"]
        isYours = try row["is_yours"]
        seen = try row["seen"]
        json = try row["document"]
    }

    /// Keeps what became of it, as a draft that is checked then, and says where it is.
    func keep(_ edited: TemplateDocument, _ connection: PostgresConnection) async throws -> String {
        let number = try await connection.query(
            Statements.draftTemplate, reference.code, reference.version, seen, JSONText(edited.json)
        ).one().decode(Int.self)
        return Self.path(TemplateReference(code: reference.code, version: number))
    }

    /// Nil where it was not loaded by its version, or cannot be read at all.
    var document: TemplateDocument? {
        json.flatMap { try? TemplateDocument(yaml: $0, file: "\(reference)") }
    }

    /// Nil of a document with problems.
    var template: Template? {
        guard let document, document.isFlat else { return nil }
        return try? document.template()
    }
}

extension [TemplateVersion] {
    /// What a version is held against: what is published, else the newest of those before that ever were.
    func before(_ reference: TemplateReference) -> TemplateVersion? {
        let others = filter { $0.reference != reference && !$0.isDraft }
        return others.first { $0.status == "published" && $0.reference.version < reference.version }
            ?? others.filter { $0.reference.version < reference.version }.max {
                $0.reference.version < $1.reference.version
            }
    }

    /// A draft that stands in the way of another one; nil of what is a draft itself.
    func draft(after version: TemplateVersion) -> TemplateVersion? {
        version.isDraft ? nil : first { $0.isDraft && $0.reference.version > version.reference.version }
    }
}
