package import Appraisal
package import Postgres

/// A template version as `merit.template` keeps it.
package struct StoredTemplate: Sendable {
    package let id: Int64
    package let code: String
    package let version: Int
    /// The document as JSON text.
    package let json: String

    package var reference: TemplateReference { TemplateReference(code: code, version: version) }

    /// The document read as a template.
    ///
    /// - Throws: ``Problems``, each with its place and reason.
    package func template() throws(Problems) -> Template {
        try document().template()
    }

    package func document() throws(Problems) -> TemplateDocument {
        try TemplateDocument(yaml: json, file: "\(reference)")
    }

    init(_ row: PostgresRow) throws {
        (id, code, version, json) = try row.decode(Int64.self, String.self, Int.self, String.self)
    }

    init(id: Int64, _ reference: TemplateReference, json: String) {
        self.id = id
        code = reference.code
        version = reference.version
        self.json = json
    }

    package static func published(in connection: PostgresConnection) async throws -> [StoredTemplate] {
        try await connection.query(Statements.publishedTemplates).map(StoredTemplate.init)
    }

    /// The versions a period is scored under; empty where nothing was published when it was asked for.
    package static func pinned(to period: Int64, in connection: PostgresConnection) async throws -> [StoredTemplate] {
        try await connection.query(Statements.periodTemplates, period).map(StoredTemplate.init)
    }

    package static func pin(_ templates: [StoredTemplate], to period: Int64, in connection: PostgresConnection)
        async throws
    {
        try await connection.execute(Statements.pinTemplates, period, templates.map(\.id))
    }

    /// Nil where there is no such version.
    package static func find(_ reference: TemplateReference?, in connection: PostgresConnection) async throws
        -> StoredTemplate?
    {
        guard let reference else { return nil }
        return try await connection.query(Statements.findTemplate, reference.code, reference.version).first.map(
            StoredTemplate.init)
    }

    /// What a new template is held against.
    package struct Inventory: Sendable {
        /// What it may extend.
        package var everPublished: [TemplateReference: StoredTemplate] = [:]
        /// What it may collide with.
        package var published: [StoredTemplate] = []

        package init() {}

        package static func load(from connection: PostgresConnection) async throws -> Inventory {
            var inventory = Inventory()
            inventory.everPublished = try await StoredTemplate.everPublished(in: connection)
            inventory.published = try await StoredTemplate.published(in: connection)
            return inventory
        }
    }

    /// What templates can extend: every version that was ever published.
    package static func everPublished(in connection: PostgresConnection) async throws -> [TemplateReference:
        StoredTemplate]
    {
        let all = try await connection.query(Statements.everPublishedTemplates).map(StoredTemplate.init)
        return Dictionary(uniqueKeysWithValues: all.map { ($0.reference, $0) })
    }
}
