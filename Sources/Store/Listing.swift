package import Postgres

/// Rows as they are shown, under the names of their columns.
package struct Listing: Sendable {
    package struct Row: Sendable {
        let names: [String: Int]
        let cells: [String?]

        /// The cell of that column; nil where it is NULL, or there is no such column.
        package subscript(_ name: String) -> String? { names[name].flatMap { cells[$0] } }
    }

    package let columns: [(name: String, isNumber: Bool)]
    package let rows: [Row]

    package init(_ rows: PostgresRows) throws {
        let names = Dictionary(zip(rows.columns, rows.columns.indices)) { first, _ in first }
        var isNumber = Array(repeating: false, count: rows.columns.count)
        self.rows = try rows.map { row in
            Row(
                names: names,
                cells: try rows.columns.indices.map { column in
                    let shown = try row.shown(column)
                    isNumber[column] = shown.isNumber
                    return shown.text
                })
        }
        columns = Array(zip(rows.columns, isNumber))
    }
}
