/// One row of a sheet, and where it stands.
package struct SheetRow: Sendable, Equatable {
    /// The number of the row, from 1; in a CSV file the line on which it begins.
    package let number: Int
    package let cells: [Cell]

    package init(number: Int, cells: [Cell]) {
        self.number = number
        self.cells = cells
    }

    /// Whether nothing stands in it.
    package var isBlank: Bool { cells.allSatisfy { $0 == .empty } }
}

/// What stands in a cell.
package enum Cell: Sendable, Equatable {
    case empty
    /// Text without blanks around it, never empty.
    case text(String)
    /// What the file keeps as a number, in decimal digits.
    case number(String)
    /// What the file keeps as a day or a time on it: `2026-10-01` or `2026-10-01 08:30:00`.
    case moment(String)
    case boolean(Bool)
    /// A formula that has no value: `#N/A`.
    case failure(String)

    /// Text as a person typed it: blanks around it are nothing.
    init(typed text: String) {
        let trimmed = text.trimmed
        // No text of a database holds U+0000.
        self = trimmed.isEmpty ? .empty : trimmed.utf8.contains(0) ? .failure(trimmed) : .text(trimmed)
    }
}

extension String {
    /// Without blanks, line ends and marks of byte order around it; the ideographic blank is one.
    fileprivate var trimmed: String {
        var rest = unicodeScalars[...]
        while let first = rest.first, first.isBlank { rest.removeFirst() }
        while let last = rest.last, last.isBlank { rest.removeLast() }
        return String(String.UnicodeScalarView(rest))
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool { properties.isWhitespace || value == 0xFEFF || value == 0x200B }
}
