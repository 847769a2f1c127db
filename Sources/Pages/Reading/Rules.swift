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
    /// - Parameter statement: which says what they are.
    static func all(
        of period: ReportPeriod, by statement: String = Statements.periodRules, _ connection: PostgresConnection
    ) async throws -> [TemplateReference: Rules] {
        var rules: [TemplateReference: Rules] = [:]
        for row in try await connection.query(statement, period.label, period.timeZone) {
            let reference = TemplateReference(code: try row["template_code"], version: try row["template_version"])
            let json: String = try row["document"]
            guard let template = try? TemplateDocument(yaml: json, file: "\(reference)").template() else { continue }
            rules[reference] = Rules(
                template: template, publishedOn: try row["published_on"], consultedOn: try row["consulted_on"])
        }
        return rules
    }
}
