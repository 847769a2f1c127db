/// The figures of a chart as rows, for whoever reads rather than looks.
package struct ChartTable: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        package let title: String
        /// Numbers are aligned at the right.
        package let isNumber: Bool

        init(_ title: String, isNumber: Bool = false) {
            self.title = title
            self.isNumber = isNumber
        }
    }

    package let columns: [Column]
    /// Each with a cell for each column; what is not there is empty.
    ///
    /// The texts are as they were given: not escaped.
    package let rows: [[String]]

    init(_ columns: [Column], _ rows: [[String]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a cell for each column")
        self.columns = columns
        self.rows = rows
    }

    /// A `<table>`, escaped.
    package var html: String {
        var html = "<table class=\"chart-table\"><thead><tr>"
        for column in columns {
            html += column.isNumber ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">"
            html += column.title.markup
            html += "</th>"
        }
        html += "</tr></thead>\n<tbody>\n"
        for row in rows {
            html += "<tr>"
            for (cell, column) in zip(row, columns) {
                html += column.isNumber ? "<td class=\"n\"><bdi>" : "<td><bdi>"
                html += cell.markup
                html += "</bdi></td>"
            }
            html += "</tr>\n"
        }
        return html + "</tbody></table>"
    }
}
