import Appraisal
import Exact
import Postgres
import Statistics

/// How the rows behind a measured value scatter.
struct MonthScatter: Sendable {
    let indicator: String
    let scatter: ValueSureness.Scatter
    /// Nil where there are none.
    let rows: Moments?
    private let betweenVariance: BigDecimal?
    /// For a reliability of 0.7; nil where none can be enough.
    let rowsNeeded: BigDecimal?

    init(_ row: PostgresRow) throws {
        indicator = try row["indicator"]
        scatter = ValueSureness.Scatter(kind: try row["kind"], withinVariance: try row["within_variance"])
        let count: Int? = try row["rows"]
        rows = try count.map { Moments(count: $0, sum: try row["sum"], squares: try row["squares"]) }
        betweenVariance = try row["between_variance"]
        rowsNeeded = try row["rows_needed"]
    }

    /// How much of what differs between people is the person with so many rows, percent; nil where nothing differs.
    var percentOfThePerson: BigDecimal? {
        guard let rows, let betweenVariance, let within = scatter.withinVariance else { return nil }
        return RandomEffects.reliability(Rational(betweenVariance), Rational(within), rows: Rational(rows.count))
            .map { (Rational(100) * $0).rounded(to: 0) }
    }
}
