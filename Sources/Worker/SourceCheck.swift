import Appraisal
import Measures
package import Postgres
import Statements
import Store

/// What an operator wants to know of the source before a month is scored.
package enum SourceCheck {
    package struct Finding: Sendable {
        package let relation: String
        /// A fault keeps something from being measured; the rest is advice.
        package let isFault: Bool
        package let finding: String
        package let advice: String
    }

    /// Looks at every relation that Merit knows or a published template measures, as the role that is connected.
    package static func run(
        database: PostgresConfiguration, source: SourceDatabase
    ) async throws -> [Finding] {
        let templates = try await publishedTemplates(database)
        return try await source.snapshot { try await $0.check(templates) }
    }

    /// None where schema merit is not there yet: the source can be looked at before.
    private static func publishedTemplates(_ database: PostgresConfiguration) async throws -> [Template] {
        let connection = try await PostgresConnection.connect(database)
        do {
            let isThere = try await connection.query(Statements.schemaState).one().decode(Bool.self)
            let stored = isThere ? try await StoredTemplate.published(in: connection) : []
            await connection.close()
            return try stored.map { try $0.template() }
        } catch {
            await connection.close()
            throw error
        }
    }
}
