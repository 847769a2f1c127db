package import Appraisal
package import Postgres

extension StoredTemplate {
    /// How a template version stands.
    package struct Standing: Sendable {
        package let id: Int64
        package let status: String
        /// What its check found.
        package let problems: [String]
    }

    /// Nil where there is no such version.
    package static func standing(
        of reference: TemplateReference, in connection: PostgresConnection
    ) async throws -> Standing? {
        try await connection.query(Statements.templateStatus, reference.code, reference.version).first.map { row in
            Standing(id: try row["template_id"], status: try row["status"], problems: try row["problems"])
        }
    }

    /// Publishes a checked version, in the name of whoever is connected; the database checks again what it may collide with.
    ///
    /// - Throws: the server's error, with what to do, where it is not checked, or collides.
    package static func publish(_ id: Int64, in connection: PostgresConnection) async throws {
        try await connection.execute(Statements.publishTemplate, id)
    }

    /// Takes the published version of a code out of use; returns its version, nil where none is published.
    package static func retire(_ code: String, in connection: PostgresConnection) async throws -> Int? {
        try await connection.query(Statements.retireTemplate, code).first?.decode(Int.self)
    }
}
