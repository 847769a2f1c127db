package import Appraisal
package import Postgres

extension StoredTemplate {
    /// The draft of that number; nil where it is none any more.
    package static func draft(_ id: Int64, in connection: PostgresConnection) async throws -> StoredTemplate? {
        try await connection.query(Statements.draftTemplate, id).first.map(StoredTemplate.init)
    }

    /// Marks the draft as checked and keeps its flat document, unless the draft was changed meanwhile.
    package func markChecked(json flat: String, in connection: PostgresConnection) async throws {
        try await connection.execute(Statements.markTemplateChecked, id, JSONText(flat), JSONText(json))
    }

    /// Marks the draft as rejected with everything that was found, unless it was changed meanwhile.
    package func markRejected(_ problems: Problems, in connection: PostgresConnection) async throws {
        try await connection.execute(
            Statements.markTemplateRejected, id, problems.list.map(\.description), JSONText(json))
    }

    /// Inserts the document as a draft; nil where that version is there already.
    package static func insertDraft(
        _ reference: TemplateReference, json: String, in connection: PostgresConnection
    ) async throws -> StoredTemplate? {
        try await connection.query(Statements.insertTemplate, reference.code, reference.version, JSONText(json))
            .first.map(StoredTemplate.init)
    }
}
