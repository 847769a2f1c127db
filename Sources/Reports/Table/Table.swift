import Appraisal
import JSON

/// Rows under named columns, to be read by a person or by another program.
package struct Table: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case table
        case json
        case csv
    }

    package struct Column: Sendable {
        package let name: String
        /// Numbers are aligned at the right, and unquoted in JSON.
        package let isNumber: Bool

        package init(_ name: String, isNumber: Bool = false) {
            self.name = name
            self.isNumber = isNumber
        }
    }

    package let columns: [Column]
    package private(set) var rows: [[String?]] = []

    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; nil is a value that is not there.
    package mutating func add(_ cells: [String?]) {
        precondition(cells.count == columns.count, "a row has a cell for each column")
        rows.append(cells)
    }

    /// - Parameter width: how many columns the terminal has that it is for; nil: it is for a file, or for another program.
    package func text(_ format: Format, within width: Int? = nil) -> String {
        switch format {
        case .table: width.flatMap { stacked(within: $0) } ?? aligned
        case .json: json
        case .csv: csv
        }
    }

    /// How many columns of a terminal each column takes.
    var widths: [Int] {
        columns.indices.map { column in
            rows.map { ($0[column] ?? "").shownInLine.displayWidth }.reduce(columns[column].name.displayWidth, max)
        }
    }

    private var aligned: String {
        let widths = widths
        func line(_ cells: [String?]) -> String {
            let padded = cells.indices.map { column in
                let cell = (cells[column] ?? "").shownInLine
                let space = String(repeating: " ", count: widths[column] - cell.displayWidth)
                return columns[column].isNumber ? space + cell : cell + space
            }
            return String(padded.joined(separator: "  ").trimmingSuffix { $0 == " " })
        }
        let ruler = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([line(columns.map(\.name)), ruler] + rows.map(line)).joined(separator: "\n")
    }

    private var json: String {
        let objects = rows.map { row in
            var object = JSONObject()
            for (column, cell) in zip(columns, row) {
                object.add(column.name, json: column.isNumber ? cell : cell?.jsonQuoted)
            }
            return "  \(object.json)"
        }
        return objects.isEmpty ? "[]" : "[\n\(objects.joined(separator: ",\n"))\n]"
    }

    /// By RFC 4180, but with plain line ends.
    ///
    /// Cells that a spreadsheet would run as a formula, and those that begin with an apostrophe, get a leading
    /// apostrophe; `merit import` removes it. Numbers stay as they are.
    private var csv: String { csvLines.joined(separator: "\n") }

    /// The lines of CSV without their ends: the names of the columns, then the rows.
    package var csvLines: [String] {
        ([columns.map(\.name)] + rows.map { $0.map { ($0 ?? "").harmlessInSpreadsheet } })
            .map { $0.map(\.csvQuoted).joined(separator: ",") }
    }
}

extension String {
    /// How many columns of a terminal the text takes: ideographs and other wide characters take two.
    package var displayWidth: Int {
        unicodeScalars.reduce(0) { $0 + $1.displayWidth }
    }

    fileprivate var harmlessInSpreadsheet: String {
        guard let first = unicodeScalars.first, "=+-@\t\r\n\'＝＋－＠".unicodeScalars.contains(first), !isNumber else {
            return self
        }
        return "'\(self)"
    }

    /// Digits, with a minus sign before them and a point among them at most.
    private var isNumber: Bool {
        let digits = unicodeScalars.first == "-" ? unicodeScalars.dropFirst() : unicodeScalars[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { ("0"..."9").contains($0) } }
    }

    fileprivate var csvQuoted: String {
        // Scalar by scalar: with an accent behind it a mark is another Character, and still a mark to whoever reads it.
        guard unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || Character($0).isNewline }) else {
            return self
        }
        let doubled = unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
        return "\"\(String(String.UnicodeScalarView(doubled)))\""
    }

    func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, predicate(last) { rest.removeLast() }
        return rest
    }
}

extension Unicode.Scalar {
    /// After the East Asian Width property: wide and full-width blocks take two columns, combining marks none.
    fileprivate var displayWidth: Int {
        switch value {
        case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
