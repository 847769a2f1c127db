package import Appraisal
package import Postgres

extension StoredTemplate {
    /// What people accepted in the reviews of a quarter, or put in its place, by template.
    ///
    /// - Returns: for each template what it concerns, and the pieces that go into its next version.
    package static func decided(
        in quarter: PostgresDate, _ connection: PostgresConnection
    ) async throws -> [(code: String, subjects: [String], pieces: [TemplateDocument])] {
        var decided: [(code: String, subjects: [String], pieces: [TemplateDocument])] = []
        for row in try await connection.query(Statements.decidedProposals, quarter) {
            let (code, subject, json) = try row.decode(String.self, String.self, String.self)
            let piece = try TemplateDocument(yaml: json, file: "the proposal for \(subject)")
            if decided.last?.code != code { decided.append((code, [], [])) }
            decided[decided.count - 1].subjects.append(subject)
            decided[decided.count - 1].pieces.append(piece)
        }
        return decided
    }

    /// The version of a template that the next one is made from: what is published, else the newest that ever was.
    package static func base(of code: String, in connection: PostgresConnection) async throws -> StoredTemplate? {
        if let inUse = try await published(in: connection).first(where: { $0.code == code }) { return inUse }
        return try await everPublished(in: connection).values.filter { $0.code == code }
            .max { $0.version < $1.version }
    }

    /// An unpublished version of this template that says what it says with `pieces`; nil where there is none.
    package func sameDraft(
        with pieces: [TemplateDocument], in connection: PostgresConnection
    ) async throws -> TemplateReference? {
        let document = try document()
        for entry in try await TemplateEntry.all(in: connection)
        where entry.code == code && ["draft", "checked", "rejected"].contains(entry.status) {
            let json = document.amended(by: pieces, version: entry.version).json
            let row = try await connection.query(Statements.compareTemplate, code, entry.version, JSONText(json)).one()
            if try row["same"] { return TemplateReference(code: code, version: entry.version) }
        }
        return nil
    }
}
