import Exact
import Postgres

/// How far chance could have moved a total; nothing where the reader would learn of others by it.
struct MonthSureness: Sendable {
    let low: BigDecimal
    let high: BigDecimal
    /// Whole percent, by grade; the greatest first.
    let chances: [(grade: String, percent: Int)]
    let measuredPercent: BigDecimal?
    /// Between which ranks the person lies who cannot be told from some of the others.
    let ranks: ClosedRange<Int64>?

    /// Nil where no error is known.
    init?(_ row: PostgresRow) throws {
        guard let low: BigDecimal = try row["total_low"], let high: BigDecimal = try row["total_high"] else {
            return nil
        }
        (self.low, self.high) = (low, high)
        chances = try zip(row["grades", as: [String].self], row["chances", as: [Int].self]).map { ($0, $1) }
        measuredPercent = try row["measured_percent"]
        let (best, worst): (Int64?, Int64?) = (try row["rank_best"], try row["rank_worst"])
        ranks = best.flatMap { best in worst.flatMap { best <= $0 ? best...$0 : nil } }
    }
}
