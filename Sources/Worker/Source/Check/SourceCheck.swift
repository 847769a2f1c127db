import Appraisal
import Measures
package import Postgres
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

    /// What one relation has, for whoever wants to see that it is what was meant.
    package struct Sight: Sendable {
        package let relation: String
        package let words: String
    }

    /// Looks at every relation that Merit knows or a published template measures, as the role that is connected.
    package static func run(
        database: PostgresConfiguration, source: SourceDatabase
    ) async throws -> [Finding] {
        try await look(database: database, source: source) { snapshot, templates, roles in
            (try await snapshot.check(templates, for: roles), [])
        }.findings
    }

    /// The same, and of those relations that no fault was found in what is odd about their rows, and what they have.
    package static func look(
        database: PostgresConfiguration, source: SourceDatabase
    ) async throws -> (findings: [Finding], sights: [Sight]) {
        try await look(database: database, source: source) { snapshot, templates, roles in
            let reader = try await snapshot.asReader(of: roles)
            let findings = try await reader.check(templates, for: roles)
            let faulty = Set(findings.filter(\.isFault).map(\.relation))
            let oddities = try await reader.oddities(for: templates, sparing: faulty)
            return (findings + oddities, try await reader.sights(for: templates, sparing: faulty))
        }
    }

    private static func look(
        database: PostgresConfiguration, source: SourceDatabase,
        _ body:
            @Sendable (SourceSnapshot, [Template], RoleNames) async throws -> (
                findings: [Finding], sights: [Sight]
            )
    ) async throws -> (findings: [Finding], sights: [Sight]) {
        var (templates, findings): ([Template], [Finding]) = ([], [])
        let known = try await published(in: database)
        for stored in known.templates {
            do throws(Problems) {
                templates.append(try stored.template())
            } catch {
                findings.append(
                    Finding(
                        relation: stored.reference.description, isFault: true,
                        finding: "the published template \(stored.reference) cannot be read: \(error)",
                        advice: "publish another version of it: merit template apply FILE"))
            }
        }
        let found = try await source.snapshot { [templates] in try await body($0, templates, known.roles) }
        return (findings + found.findings, found.sights)
    }

    /// The published templates, and the roles; none and the usual ones where schema merit is not there yet: the source can be looked at
    /// before.
    private static func published(
        in database: PostgresConfiguration
    ) async throws -> (templates: [StoredTemplate], roles: RoleNames) {
        try await database.withConnection { connection in
            let isBegun = try await Migrator.isBegun(in: connection)
            return (
                isBegun ? try await StoredTemplate.published(in: connection) : [],
                try await RoleNames.known(in: connection) ?? .standard
            )
        }
    }
}
