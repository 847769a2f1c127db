import Sheets

/// Which columns of a sheet say what.
struct DraftLayout {
    /// The row of the headings; the last of them where they take two.
    private(set) var headingRow: Int
    private(set) var columns: [DraftColumn: Int] = [:]
    private(set) var remarks: [(column: Int, heading: String)] = []
    /// Columns that are a level each.
    private(set) var bands: [(column: Int, heading: BandHeading)] = []
    private(set) var flaws: [DraftFlaw] = []
    private(set) var notes: [DraftNote] = []

    /// How far down headings are looked for.
    private static let mostRowsAbove = 40

    /// Nil where no row names columns.
    init?(_ grid: SheetGrid) {
        let row = grid.rows.prefix(Self.mostRowsAbove).first { row in
            let named = Set(
                (1...max(1, grid.width)).compactMap { Self.heading(grid, row, $0).flatMap { DraftColumn(heading: $0) } }
            )
            return named.contains(.indicator) && named.count > 1
        }
        guard let row else { return nil }
        headingRow = row
        var unnamed: [(column: Int, heading: String)] = []
        var points: [(column: Int, heading: String)] = []
        for column in 1...grid.width {
            guard let heading = Self.heading(grid, row, column) else { continue }
            let place = CellPlace(row: row, column: column)
            switch DraftColumn(heading: heading) {
            case nil: unnamed.append((column, heading))
            case .nothing?: break
            case .remark?: remarks.append((column, heading))
            case .points?: points.append((column, heading))
            case .criteria?:
                let last = grid.range(of: place).last
                let below = last.row + 1
                if last.column > column, let headings = Self.headings(grid, below, column...last.column) {
                    headingRow = below
                    bands += headings.map { ($0.column, BandHeading(within: $0.heading)) }
                } else {
                    take(.criteria, column, heading)
                }
            case let meaning?: take(meaning, column, heading)
            }
        }
        settle(points, in: grid)
        settle(unnamed, row)
    }

    private static func heading(_ grid: SheetGrid, _ row: Int, _ column: Int) -> String? {
        guard case .text(let text) = grid[CellPlace(row: row, column: column)] else { return nil }
        return DraftText.oneLine(text)
    }

    /// The second row of headings: texts in each of these columns, and nowhere else but where the row above goes on.
    private static func headings(
        _ grid: SheetGrid, _ row: Int, _ columns: ClosedRange<Int>
    ) -> [(column: Int, heading: String)]? {
        var found: [(column: Int, heading: String)] = []
        for column in 1...grid.width {
            let place = CellPlace(row: row, column: column)
            guard grid[place] != .empty else { continue }
            guard columns.contains(column) else { return nil }
            switch grid[place] {
            case .text(let text), .number(let text): found.append((column, text))
            default: return nil
            }
        }
        return found.count > 1 ? found : nil
    }

    private mutating func take(_ meaning: DraftColumn, _ column: Int, _ heading: String) {
        if let other = columns[meaning] {
            flaws.append(
                DraftFlaw(
                    .twice(heading, other: CellPlace(row: 1, column: other).letters),
                    at: CellPlace(row: headingRow, column: column), value: heading))
        } else {
            columns[meaning] = column
        }
    }

    /// Several columns are called points or weight: one between dimension and indicator weighs dimensions, one behind the levels is what
    /// these bring.
    private mutating func settle(_ points: [(column: Int, heading: String)], in grid: SheetGrid) {
        let indicator = columns[.indicator] ?? 0
        let levels = [columns[.criteria], columns[.level]].compactMap(\.self).max()
        var rest = points
        if rest.count > 1, columns[.dimensionWeight] == nil, let dimension = columns[.dimension],
            let index = rest.firstIndex(where: { $0.column > dimension && $0.column < indicator })
        {
            columns[.dimensionWeight] = rest.remove(at: index).column
        }
        if let levels, let last = rest.last, last.column > levels, columns[.levelPoints] == nil,
            rest.count > 1 || changes(last.column, in: grid)
        {
            columns[.levelPoints] = last.column
            rest.removeLast()
        }
        for (column, heading) in rest { take(.points, column, heading) }
        if columns[.points] == nil, let levels, let column = columns[.levelPoints], column < levels {
            columns[.points] = column
            columns[.levelPoints] = nil
        }
        // What people fill in each month: an empty column, or one beside levels that have columns of their own.
        if let column = columns[.levelPoints], levels == nil || isEmpty(column, in: grid) {
            columns[.levelPoints] = nil
        }
    }

    /// Whether a column says something in rows that go on with the indicator above.
    private func changes(_ column: Int, in grid: SheetGrid) -> Bool {
        guard let indicator = columns[.indicator] else { return false }
        return grid.rows.contains { row in
            row > headingRow && grid[CellPlace(row: row, column: indicator)] == .empty
                && grid[CellPlace(row: row, column: column)] != .empty
                && [columns[.criteria], columns[.level]].contains {
                    $0.map { grid[CellPlace(row: row, column: $0)] != .empty } ?? false
                }
        }
    }

    private func isEmpty(_ column: Int, in grid: SheetGrid) -> Bool {
        !grid.rows.contains { $0 > headingRow && grid[CellPlace(row: $0, column: column)] != .empty }
    }

    /// Columns without a known heading: levels where two or more stand behind the indicator, else of no use.
    private mutating func settle(_ unnamed: [(column: Int, heading: String)], _ row: Int) {
        let named = unnamed.filter { $0.column > columns[.indicator] ?? 0 }.compactMap { column, heading in
            BandHeading(heading).map { (column: column, heading: $0) }
        }
        let isWide = bands.isEmpty && named.count > 1
        if isWide { bands = named }
        for (column, heading) in unnamed where !(isWide && named.contains { $0.column == column }) {
            notes.append(DraftNote(.unusedColumn(heading), at: CellPlace(row: row, column: column)))
        }
    }
}
