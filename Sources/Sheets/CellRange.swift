/// Cells that are shown as one: its value stands in the first.
package struct CellRange: Sendable, Hashable {
    package let first: CellPlace
    package let last: CellPlace

    package init(first: CellPlace, last: CellPlace) {
        (self.first, self.last) = (first, last)
    }

    /// - Parameter reference: `A2:B5`.
    init?(_ reference: String) {
        let ends = reference.split(separator: ":").compactMap { CellPlace($0) }
        guard ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column else { return nil }
        self.init(first: ends[0], last: ends[1])
    }

    package func contains(_ place: CellPlace) -> Bool {
        (first.row...last.row).contains(place.row) && (first.column...last.column).contains(place.column)
    }
}
