import Appraisal
import Exact
import Foundation
import Pages
import Postgres

/// What a quarter's review found about an indicator, with what it rests on.
struct QuarterFinding: Sendable {
    /// A supervisor whose ratings stand out.
    struct Rater: Decodable, Sendable {
        let rater: String
        let people: Int
        let mean: Decimal
        let leniency: Decimal?
        let isSameForAll: Bool

        private enum CodingKeys: String, CodingKey {
            case rater, people, mean, leniency
            case isSameForAll = "same_for_all"
        }
    }

    private struct Evidence: Decodable {
        let raters: [Rater]?
    }

    /// First day of the quarter.
    let quarter: String
    let periods: [String]
    let template: TemplateReference
    let indicator: String
    let title: String
    let weight: BigDecimal
    let mean: BigDecimal?
    let recommendation: String
    let certainty: String?
    let reason: String
    /// The figure that decides, by its column, and what it came to.
    let figure: String?
    let value: BigDecimal?
    let interval: (low: BigDecimal, high: BigDecimal)?
    let raters: [Rater]
    /// What accepting it changes in the template; nil: nothing.
    let proposal: TemplateDocument?
    let results: Int
    let people: Int
    let decision: FindingDecision?
    /// Whether it is the reader's to decide.
    let isYours: Bool

    /// Nil where there is no such finding in the newest review of a quarter, or the reader may not see it.
    static func load(_ number: Int64, _ language: String, _ connection: PostgresConnection) async throws
        -> QuarterFinding?
    {
        try await connection.query(Statements.openFinding, number, language).first.map(QuarterFinding.init)
    }

    private init(_ row: PostgresRow) throws {
        quarter = try row["quarter"]
        periods = try row["periods"]
        template = TemplateReference(code: try row["template_code"], version: try row["template_version"])
        indicator = try row["indicator"]
        title = try row["title"]
        weight = try row["weight"]
        mean = try row["mean"]
        recommendation = try row["recommendation"]
        certainty = try row["certainty"]
        reason = try row["reason"]
        figure = try row["figure"]
        value = try row["figure_value"]
        let (low, high): (BigDecimal?, BigDecimal?) = (try row["low"], try row["high"])
        if let low, let high { interval = (low, high) } else { interval = nil }
        let evidence: String = try row["evidence"]
        raters = (try? JSONDecoder().decode(Evidence.self, from: Data(evidence.utf8)))?.raters ?? []
        proposal = try TemplateDocument(proposedIn: row)
        results = try row["results"]
        people = try row["people"]
        decision = try FindingDecision(row)
        isYours = try row["is_yours"]
    }
}
