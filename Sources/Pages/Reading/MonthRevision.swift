import Exact
import Postgres

/// One revision of a result.
struct MonthRevision: Sendable {
    let number: Int
    let at: String
    let total: BigDecimal?
    let grade: String?
    var why: String?
    /// Codes of the indicators that changed.
    let indicators: [String]

    init(_ row: PostgresRow) throws {
        (number, at, total) = (try row["revision"], try row["scored_at"], try row["total"])
        (grade, why, indicators) = (try row["grade"], try row["why"], try row["indicators"])
    }
}
