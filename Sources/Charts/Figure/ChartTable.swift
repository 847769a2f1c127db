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
        let heads = columns.map { "<th scope=\"col\"\($0.isNumber ? " class=\"n\"" : "")>\($0.title.markup)</th>" }
        let lines = rows.map { row in
            "<tr>"
                + zip(row, columns).map { "<td\($1.isNumber ? " class=\"n\"" : "")><bdi>\($0.markup)</bdi></td>" }
                .joined() + "</tr>\n"
        }
        return "<table class=\"chart-table\"><thead><tr>\(heads.joined())</tr></thead>\n"
            + "<tbody>\n\(lines.joined())</tbody></table>"
    }
}
