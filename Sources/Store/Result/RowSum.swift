import Exact
import Postgres
package import Statistics

/// What the rows behind a measured mean of one person hold together: one row of `merit.row_sum`.
package struct RowSum: Sendable {
    private var indicator = ""
    private var rows: Int64 = 0
    private var sum = BigDecimal.zero
    private var squares = BigDecimal.zero
}

extension RowSum: TableRow {
    static let columns = ColumnList(of: RowSum.self)

    /// The columns behind those that tell whose it is.
    mutating func eachColumn(_ column: inout some ColumnVisitor) throws(PostgresError) {
        try column("indicator", &indicator)
        try column("rows", &rows)
        try column("sum", &sum)
        try column("squares", &squares)
    }
}

extension RowSum {
    package init(of indicator: String, _ rows: Moments) {
        self.indicator = indicator
        self.rows = Int64(rows.count)
        sum = rows.sum
        squares = rows.squares
    }
}
