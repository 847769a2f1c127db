import Exact
import Imports
package import Sheets

/// The draft of a template, made of a department's sheet of indicators.
package struct TemplateDraft: Sendable {
    /// YAML, with what was taken for granted as comments.
    package let text: String
    package let notes: [DraftNote]
    package let sheet: String?
    /// Where each indicator stands in the sheet, by `DIMENSION/INDICATOR`.
    private let places: [String: CellPlace]

    /// All that keeps a sheet from becoming a draft.
    package struct Flaws: Error, Sendable {
        package let sheet: String?
        /// In the order of the cells.
        package let list: [DraftFlaw]
    }

    /// - Parameters:
    ///   - path: a CSV or XLSX file.
    ///   - sheet: which of a workbook; nil for its first.
    ///   - encoding: of a CSV file, by iconv's name.
    /// - Throws: ``Flaws``, all at once.
    package init(
        of path: String, sheet: String? = nil, encoding: String? = nil, _ options: DraftOptions
    ) throws(Flaws) {
        let grid: SheetGrid
        do throws(SheetError) {
            grid = try SheetFile.grid(path, sheet: sheet, encoding: encoding)
        } catch {
            let place = error.line.map { CellPlace(row: $0, column: 1) }
            throw Flaws(sheet: sheet, list: [DraftFlaw(.file(error.reason), at: place)])
        }
        try self.init(grid, file: path, options)
    }

    package init(_ grid: SheetGrid, file: String, _ options: DraftOptions) throws(Flaws) {
        guard !grid.rows.isEmpty else { throw Flaws(sheet: grid.name, list: [DraftFlaw(.empty)]) }
        guard let layout = DraftLayout(grid) else { throw Flaws(sheet: grid.name, list: [DraftFlaw(.noHeadings)]) }
        let reading = DraftReading(grid, layout)
        let read = reading.dimensions.filter { !$0.indicators.isEmpty }
        let plan = DraftPlan(read)
        var flaws = reading.flaws + plan.flaws
        if read.isEmpty {
            flaws.append(DraftFlaw(.noIndicators, at: CellPlace(row: layout.headingRow, column: 1)))
        }
        guard flaws.isEmpty else {
            let sorted = flaws.enumerated().sorted {
                ($0.element.place ?? .first, $0.offset) < ($1.element.place ?? .first, $1.offset)
            }
            throw Flaws(sheet: grid.name, list: sorted.map(\.element))
        }
        var document = DraftDocument(plan, reading, file: file, sheet: grid.name, options)
        text = document.write()
        notes = document.notes
        self.sheet = grid.name
        places = Dictionary(
            plan.dimensions.flatMap { dimension in
                dimension.indicators.map { ("\(dimension.code)/\($0.code)", $0.source.place) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// What the check of templates says against the draft, by the cell that it is about where that is known.
    ///
    /// - Parameter problems: each with its place in the template, `after-sales@1 skill/repair_success scale`.
    package func flaws(of problems: [(place: String, reason: String)]) -> Flaws {
        Flaws(
            sheet: sheet,
            list: problems.map { problem in
                let words = problem.place.split(separator: " ")
                let place = words.count > 1 ? places[String(words[1])] : nil
                return DraftFlaw(.check("\(problem.place): \(problem.reason)"), at: place)
            })
    }
}

extension CellPlace {
    fileprivate static let first = CellPlace(row: 0, column: 0)
}
