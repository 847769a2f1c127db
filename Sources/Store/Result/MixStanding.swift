import Exact
import JSON
import Postgres
package import Statistics

/// How one person stands among rows of the same kinds of work: one row of `merit.mix_standing`.
package struct MixStanding: Sendable {
    private var indicator = ""
    private var rows: Int64 = 0
    private var value = BigDecimal.zero
    private var expected = BigDecimal.zero
    private var adjusted: BigDecimal?
    private var z: BigDecimal?
    private var cells: [CellSum] = []
}

extension MixStanding: TableRow {
    static let columns = ColumnList(of: MixStanding.self)

    /// The columns between those that tell whose it is and the cells.
    mutating func eachColumn(_ column: inout some ColumnVisitor) throws(PostgresError) {
        try column("indicator", &indicator)
        try column("rows", &rows)
        try column("value", &value)
        try column("expected", &expected)
        try column("adjusted", &adjusted)
        try column("z", &z)
    }
}

extension MixStanding {
    package init(of indicator: String, _ standing: CaseMix.Standing, cells: [CellSum]) {
        self.indicator = indicator
        self.cells = cells.map { (json: $0.cell.json, part: $0) }.sorted { $0.json < $1.json }.map(\.part)
        rows = Int64(standing.rows)
        value = standing.value
        expected = standing.expected
        adjusted = standing.adjusted
        z = standing.z
    }

    /// All columns but the revision.
    func write(to writer: inout CopyWriter, period: Int64, employee: String) throws(PostgresError) {
        var row = self
        try writer.startRow(columns: 3 + Self.columns.count)
        writer.write(period)
        writer.write(employee)
        try row.eachColumn(&writer)
        writer.write(
            JSONText(
                cells.map { part in
                    JSONObject(["cell": part.cell.json, "rows": "\(part.rows)", "sum": part.sum.json]).json
                }.jsonList))
    }
}

extension Cell {
    /// The values as a list of texts, null where one is unknown.
    package var json: String { values.map { $0?.jsonQuoted ?? "null" }.jsonList }
}
