/// Where a cell stands, as spreadsheets call it: `C7`.
package struct CellPlace: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// From 1; in a CSV file the line on which the row begins.
    package let row: Int
    /// From 1.
    package let column: Int

    package init(row: Int, column: Int) {
        (self.row, self.column) = (row, column)
    }

    /// - Parameter reference: `C7`, or `$C$7`.
    init?(_ reference: some StringProtocol) {
        let bare = String(reference).filter { $0 != "$" }
        let letters = String(bare.prefix { $0.isASCII && $0.isLetter }).uppercased()
        guard (1...3).contains(letters.count), let row = Int(bare.dropFirst(letters.count)), row > 0 else { return nil }
        self.init(
            row: row, column: letters.utf8.reduce(0) { $0 * 26 + Int($1 - UInt8(ascii: "A")) + 1 })
    }

    package static func < (left: CellPlace, right: CellPlace) -> Bool {
        (left.row, left.column) < (right.row, right.column)
    }

    /// The letters of the column.
    package var letters: String {
        var (rest, letters) = (column, "")
        while rest > 0 {
            letters = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    package var description: String { "\(letters)\(row)" }
}
