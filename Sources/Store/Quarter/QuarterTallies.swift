package import Appraisal
import Exact
import JSON
package import Postgres
import Statistics

/// What the results of a quarter hold, of every indicator of every template version they were scored under.
package struct QuarterTallies: Sendable {
    /// A period whose results count.
    package struct Month: Sendable {
        package let label: String
        package let startsOn: PostgresDate
        package let results: Int
    }

    package let months: [Month]
    /// The template versions that results are under, in order of code and version.
    package let templates: [StoredTemplate]
    /// By template version and code of the indicator.
    private(set) var tallies: [TemplateReference: [String: IndicatorTally]] = [:]

    package func tally(of indicator: String, in template: TemplateReference) -> IndicatorTally {
        tallies[template]?[indicator] ?? IndicatorTally()
    }

    /// Reads everything from the stored results; a snapshot keeps the figures together.
    package static func load(
        for review: QuarterReview, in connection: PostgresConnection
    ) async throws -> QuarterTallies {
        let days: [any PostgresEncodable] = [review.span.startsOn, review.span.endsOn]
        var references: Set<TemplateReference> = []
        var months: [Month] = []
        for row in try await connection.query(Statements.reviewPeriods, parameters: days) {
            months.append(Month(label: try row["label"], startsOn: try row["starts_on"], results: try row["results"]))
            references.formUnion(try row["templates", as: [String].self].compactMap { TemplateReference($0) })
        }
        var templates: [StoredTemplate] = []
        for reference in references.sorted(by: { ($0.code, $0.version) < ($1.code, $1.version) }) {
            if let template = try await StoredTemplate.find(reference, in: connection) { templates.append(template) }
        }
        var quarter = QuarterTallies(months: months, templates: templates)
        guard !templates.isEmpty else { return quarter }
        let parts = try templates.map { try $0.template() }
        try await quarter.countIndicators(of: parts, days, in: connection)
        try await quarter.addScatter(days, in: connection)
        try await quarter.addLinks(days, in: connection)
        try await quarter.addRaters(days, in: connection)
        try await quarter.addShared(days, in: connection)
        try await quarter.addPrevious(
            [review.previous.startsOn, review.previous.endsOn], in: connection)
        return quarter
    }

    private init(months: [Month], templates: [StoredTemplate]) {
        self.months = months
        self.templates = templates
    }

    private mutating func countIndicators(
        of templates: [Template], _ days: [any PostgresEncodable], in connection: PostgresConnection
    ) async throws {
        var records: [String] = []
        for template in templates {
            let perspectives = template.heaviestPerspectives.map(\.rawValue).jsonTexts
            for dimension in template.dimensions {
                for indicator in dimension.indicators {
                    records.append(
                        JSONObject([
                            "code": template.code.jsonQuoted, "version": "\(template.version)", "sources": perspectives,
                            "dimension": dimension.code.jsonQuoted, "indicator": indicator.code.jsonQuoted,
                            "weight": dimension.weight.json, "is_apart": "\(template.measuredIn == .data)",
                        ]).json)
                }
            }
        }
        let rows = try await connection.query(
            Statements.reviewIndicators, parameters: days + [JSONText(records.jsonList)])
        for row in rows {
            let reference = try row.template
            let code: String = try row["indicator"]
            guard
                let indicator = templates.first(where: { $0.reference == reference })?.indicator(code)
            else { continue }
            var tally = IndicatorTally()
            tally.results = try row["results"]
            tally.people = try row["people"]
            tally.points = try row.moments("scored", "points", "points_squares")
            tally.atFull = try row["at_full"]
            tally.atZero = try row["at_zero"]
            tally.selfGap = try row.moments("gaps", "gap", "gap_squares")
            tally.rest = try row.pairs("pairs")
            tally.quartiles = (try row["quartiles", as: [String]?.self] ?? []).compactMap { BigDecimal($0) }
            tally.value = try row.value(of: indicator)
            tallies[reference, default: [:]][code] = tally
        }
    }

    private mutating func addScatter(_ days: [any PostgresEncodable], in connection: PostgresConnection) async throws {
        for row in try await connection.query(Statements.reviewScatter, parameters: days) {
            tallies[try row.template]?[try row["indicator"]]?.scatter.add(
                try row["people"], withRows: try row["rows"], sum: try row["sum"], squares: try row["squares"],
                squaredSums: try row["squared_sums"])
        }
    }

    private mutating func addLinks(_ days: [any PostgresEncodable], in connection: PostgresConnection) async throws {
        for row in try await connection.query(Statements.reviewLinks, parameters: days) {
            tallies[try row.template]?[try row["indicator"]]?.link = try row.pairs("people")
        }
    }

    private mutating func addRaters(_ days: [any PostgresEncodable], in connection: PostgresConnection) async throws {
        for row in try await connection.query(Statements.reviewRaters, parameters: days) {
            tallies[try row.template]?[try row["indicator"]]?.raters.append(
                RaterTally(
                    rater: try row["rater_id"], people: try row["people"],
                    points: try row.moments("ratings", "points", "squares"), alike: try row["alike"]))
        }
    }

    private mutating func addShared(_ days: [any PostgresEncodable], in connection: PostgresConnection) async throws {
        for row in try await connection.query(Statements.reviewAgreement, parameters: days) {
            tallies[try row.template]?[try row["indicator"]]?.shared.append(
                RaterAgreement.Rating(
                    about: try row["about"], rater: try row["rater_id"], points: try row["points"]))
        }
    }

    private mutating func addPrevious(
        _ days: [any PostgresEncodable], in connection: PostgresConnection
    ) async throws {
        for row in try await connection.query(Statements.reviewPrevious, parameters: days) {
            let (code, indicator, full, scored, points) = try row.decode(
                String.self, String.self, BigDecimal.self, Int.self, BigDecimal.self)
            guard let share = Rational(points).divided(by: Rational(full)) else { continue }
            for reference in tallies.keys where reference.code == code {
                tallies[reference]?[indicator]?.previous.sum += share
                tallies[reference]?[indicator]?.previous.count += scored
            }
        }
    }
}

extension Template {
    /// The kinds of sheets, the one that weighs most first; equal weights in template order.
    fileprivate var heaviestPerspectives: [Perspective.Kind] {
        perspectives.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element.kind)
    }
}

extension PostgresRow {
    fileprivate var template: TemplateReference {
        get throws { TemplateReference(code: try self["template_code"], version: try self["template_version"]) }
    }

    fileprivate func moments(_ count: String, _ sum: String, _ squares: String) throws -> Moments {
        Moments(count: try self[count], sum: try self[sum], squares: try self[squares])
    }

    fileprivate func pairs(_ count: String) throws -> PairMoments {
        PairMoments(x: try moments(count, "x", "xx"), y: try moments(count, "y", "yy"), products: try self["xy"])
    }

    /// The value over everyone: the quotient of the sums where each is a quotient, else the mean of the people's values.
    fileprivate func value(of indicator: Indicator) throws -> (BigDecimal, sample: Int)? {
        guard let measure = indicator.measure else { return nil }
        let (count, quotients): (Int, Int) = (try self["values"], try self["quotients"])
        if count > 0, quotients == count, measure.per == nil,
            let factor: BigDecimal = try self["factor", as: BigDecimal?.self],
            let divisor: BigDecimal = try self["divisor", as: BigDecimal?.self]
        {
            let quotient = Rational(factor * (try self["numerator", as: BigDecimal.self]))
                .divided(by: Rational(divisor * (try self["denominator", as: BigDecimal.self])))
            return try quotient.map { ($0.rounded(to: 6), try self["sample"]) }
        }
        let mean = Rational(try self["raw_value", as: BigDecimal.self]).divided(by: Rational(count))
        return mean.map { ($0.rounded(to: 6), count) }
    }
}
