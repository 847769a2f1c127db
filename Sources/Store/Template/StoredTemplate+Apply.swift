package import Appraisal
package import Postgres

extension StoredTemplate {
    /// What ``apply(_:json:in:)`` did.
    package enum Application: String, Sendable, CustomStringConvertible {
        case published
        case unchanged

        package var description: String {
            rawValue == "published" ? "published" : "is published already, nothing changes"
        }
    }

    /// Inserts a checked document and publishes it, in the name of whoever is connected.
    ///
    /// - Throws: `Problems` where a different document is there under the same version.
    package static func apply(
        _ reference: TemplateReference, json: String, in connection: PostgresConnection
    ) async throws -> Application {
        if let draft = try await insertDraft(reference, json: json, in: connection) {
            try await draft.markChecked(json: json, in: connection)
            try await publish(draft.id, in: connection)
            return .published
        }
        let (id, status, isSame) = try await connection.query(
            Statements.compareTemplate, reference.code, reference.version, JSONText(json)
        ).one().decode(Int64.self, String.self, Bool.self)
        switch (status, isSame) {
        case ("published", true):
            return .unchanged
        case ("published", false), ("retired", _):
            throw Problems([
                Problem(
                    place: "\(reference)",
                    reason: "is \(status) with \(isSame ? "this" : "another") document; give the document a new version"
                )
            ])
        default:
            try await connection.execute(Statements.replaceDraft, id, JSONText(json))
            let draft = StoredTemplate(id: id, reference, json: json)
            try await draft.markChecked(json: json, in: connection)
            try await publish(draft.id, in: connection)
            return .published
        }
    }
}
