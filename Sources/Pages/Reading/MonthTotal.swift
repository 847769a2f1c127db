import Exact
import Postgres

/// A total of one month, for the months beside each other.
struct MonthTotal: Sendable {
    let status: String
    let total: BigDecimal?
    let grade: String?
    let coefficient: BigDecimal?

    init(_ row: PostgresRow) throws {
        (status, total) = (try row["status"], try row["total"])
        (grade, coefficient) = (try row["grade"], try row["coefficient"])
    }
}
