/// A small sheet as a whole, for what people lay out freely: cells by their places, and which of them are shown as one.
package struct SheetGrid: Sendable {
    /// Its name in its workbook; nil of a file that has no sheets.
    package let name: String?
    package let merged: [CellRange]
    private let cells: [CellPlace: Cell]
    /// Of those in which something stands.
    package let rows: [Int]
    package let width: Int

    /// - Throws: ``SheetError``, and ``SheetError/Reason/tooLong(most:)`` beyond ``SheetLimit/gridRows``.
    init(_ sheet: any Sheet) throws(SheetError) {
        var rows: [SheetRow] = []
        while let row = try sheet.next() {
            guard rows.count < SheetLimit.gridRows else {
                throw SheetError(.tooLong(most: SheetLimit.gridRows), line: row.number)
            }
            rows.append(row)
        }
        self.init(rows, merged: sheet.merged, name: sheet.name)
    }

    /// - Parameter rows: from the first down.
    package init(_ rows: [SheetRow], merged: [CellRange] = [], name: String? = nil) {
        let rows = rows.filter { !$0.isBlank }
        var cells: [CellPlace: Cell] = [:]
        for row in rows {
            for (index, cell) in row.cells.enumerated() where cell != .empty {
                cells[CellPlace(row: row.number, column: index + 1)] = cell
            }
        }
        (self.cells, self.merged, self.name) = (cells, merged, name)
        self.rows = rows.map(\.number)
        width = rows.map(\.cells.count).max() ?? 0
    }

    /// What stands in a cell itself: of cells that are shown as one, only the first has anything.
    package subscript(_ place: CellPlace) -> Cell { cells[place] ?? .empty }

    /// The cells that a cell is shown as one with; itself alone where there are none.
    package func range(of place: CellPlace) -> CellRange {
        merged.first { $0.contains(place) } ?? CellRange(first: place, last: place)
    }
}
