package import Appraisal
package import Exact
import JSON
package import Postgres
package import Statistics

/// How much of what differs between people in a measured indicator is the people: one row of `merit.reliability`.
package struct Reliability: Sendable {
    package let template: String
    package let indicator: String
    /// As `merit.reliability` names it; nil where the value is no mean of rows.
    package let kind: String?
    package let people: Int
    package let rows: Int
    /// How many rows the usual person has, 2 digits.
    package let usualRows: BigDecimal?
    /// Of all rows, in the unit of the value before days and peers, 6 digits.
    package let mean: BigDecimal?
    /// What the mean of the rows' own numbers is multiplied with for that unit, 30 digits.
    package let stretch: BigDecimal?
    /// What is added then, 30 digits.
    package let shift: BigDecimal?
    /// Of rows within people, 12 digits.
    package let withinVariance: BigDecimal?
    /// Between people, 12 digits.
    package let betweenVariance: BigDecimal?
    /// Of the usual person, 6 digits.
    package let reliability: BigDecimal?
    /// For a reliability of 0.7; nil where none can be enough.
    package let rowsNeeded: BigDecimal?
    /// Why there is no reliability.
    package let reason: LocalizedText?

    /// What is asked of an indicator that decides about single people; the usual bound of testing.
    package static let enough = BigDecimal(mantissa: 7, scale: 1)

    /// Of an indicator whose value is the mean of the rows' own numbers, stretched and moved.
    package init(
        _ template: String, _ indicator: String, kind: String, of spread: Spread, stretch: Rational, shift: Rational
    ) {
        self.template = template
        self.indicator = indicator
        self.kind = kind
        people = spread.people
        rows = spread.rows.count
        let (effects, unit) = (RandomEffects(spread), RowUnit(stretch: stretch, shift: shift))
        self.stretch = stretch.rounded(to: 30).normalized
        self.shift = shift.rounded(to: 30).normalized
        usualRows = effects?.usualRows.rounded(to: 2)
        mean = spread.rows.mean.map(unit.mean)
        withinVariance = effects.map { unit.variance($0.withinVariance) }
        betweenVariance = effects.map { unit.variance($0.betweenVariance) }
        reliability = effects?.reliability?.rounded(to: 6)
        rowsNeeded = effects?.rowsNeeded(for: Rational(Self.enough)).map { BigDecimal($0) }
        reason = reliability == nil ? ReliabilityLack(effects).text : nil
    }

    /// Of one that has none whatever its rows.
    package init(_ template: String, _ indicator: String, lacking reason: LocalizedText) {
        self.template = template
        self.indicator = indicator
        self.reason = reason
        (kind, people, rows, usualRows, mean, stretch, shift) = (nil, 0, 0, nil, nil, nil, nil)
        (withinVariance, betweenVariance, reliability, rowsNeeded) = (nil, nil, nil, nil)
    }
}

extension Reliability {
    /// Of a person with so many rows, 6 digits; nil where there is none.
    package func reliability(rows: Int) -> BigDecimal? {
        guard let betweenVariance, let withinVariance else { return nil }
        return RandomEffects.reliability(
            Rational(betweenVariance), Rational(withinVariance), rows: Rational(rows))?.rounded(to: 6)
    }

    /// What the newest full run of a period found, of those up to `run` where that is given.
    package static func load(
        of period: Int64, upTo run: Int64? = nil, template: String? = nil, in connection: PostgresConnection
    ) async throws -> [Reliability] {
        try await connection.query(Statements.reliabilities, period, run, template).map(Reliability.init)
    }

    static func insert(_ all: [Reliability], run: Int64, into connection: PostgresConnection) async throws {
        guard !all.isEmpty else { return }
        let records = all.map { one in
            JSONObject([
                "template_code": one.template.jsonQuoted, "indicator": one.indicator.jsonQuoted,
                "kind": one.kind?.jsonQuoted, "people": "\(one.people)", "rows": "\(one.rows)",
                "usual_rows": one.usualRows?.json, "mean": one.mean?.json,
                "stretch": one.stretch?.json, "shift": one.shift?.json,
                "within_variance": one.withinVariance?.json, "between_variance": one.betweenVariance?.json,
                "reliability": one.reliability?.json, "rows_needed": one.rowsNeeded?.json,
                "reason": one.reason?.en.jsonQuoted, "reason_zh": one.reason?.zh.jsonQuoted,
            ]).json
        }
        try await connection.execute(Statements.insertReliabilities, run, JSONText(records.jsonList))
    }

    private init(_ row: PostgresRow) throws {
        template = try row["template_code"]
        indicator = try row["indicator"]
        kind = try row["kind"]
        people = try row["people"]
        rows = try row["rows"]
        usualRows = try row["usual_rows"]
        mean = try row["mean"]
        stretch = try row["stretch"]
        shift = try row["shift"]
        withinVariance = try row["within_variance"]
        betweenVariance = try row["between_variance"]
        reliability = try row["reliability"]
        rowsNeeded = try row["rows_needed"]
        let zh: String? = try row["reason_zh"]
        reason = try row["reason", as: String?.self].map { LocalizedText(zh: zh ?? $0, en: $0) }
    }
}

extension [Reliability] {
    /// The variances of rows within people that are known, by template and indicator.
    package var withinVariances: [String: [String: BigDecimal]] {
        reduce(into: [:]) { $0[$1.template, default: [:]][$1.indicator] = $1.withinVariance }
    }
}
