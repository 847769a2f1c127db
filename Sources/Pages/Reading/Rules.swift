import Appraisal
import Postgres

/// A version of a template by which a period was scored.
struct Rules: Sendable {
    let template: Template
    let publishedOn: String?
    let consultedOn: String?

    /// By their references.
    ///
    /// One that this program cannot read is left out: its pages have codes in place of titles, and no scales.
    ///
    /// - Parameters:
    ///   - statement: which says what they are.
    ///   - known: those that were read before.
    static func all(
        of period: ReportPeriod, by statement: String = Statements.periodRules,
        known: KnownTemplates, _ connection: PostgresConnection
    ) async throws -> [TemplateReference: Rules] {
        var rules: [TemplateReference: Rules] = [:]
        let templates = known.all
        for row in try await connection.recurring(
            statement, period.label, period.timeZone, templates.keys.map(\.description))
        {
            let reference = TemplateReference(code: try row["template_code"], version: try row["template_version"])
            let template: Template?
            if let json = try row["document", as: String?.self] {
                template = try? TemplateDocument(yaml: json, file: "\(reference)").template()
                known.keep(template, as: reference)
            } else {
                template = templates[reference] ?? nil
            }
            guard let template else { continue }
            rules[reference] = Rules(
                template: template, publishedOn: try row["published_on"], consultedOn: try row["consulted_on"])
        }
        return rules
    }
}
