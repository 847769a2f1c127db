import Measures
import Sheets
import Synchronization

/// A file whose headings are understood, and whose rows are read once.
final class ImportReading: Sendable {
    /// Behind its headings.
    private let rows: Mutex<any Sheet>
    private let reader: CellReader
    private let headings: Headings
    /// The name of the sheet that is read; nil of a CSV file.
    let sheet: String?

    /// What the first row says.
    fileprivate struct Headings {
        var columns: [(place: Int, heading: String, column: ImportColumn)] = []
        var leftOut: [String] = []
    }

    /// By their place in a row: the columns that the file fills.
    var columns: [(place: Int, heading: String, column: ImportColumn)] { headings.columns }
    /// Headings that stand for no column.
    var leftOut: [String] { headings.leftOut }

    /// - Parameter fixed: columns whose value is the same in all rows, and is not in the file.
    /// - Throws: ``ImportFlaw``s, as ``ImportFlaws``.
    init(
        _ file: ImportFile, into target: ImportTarget, fixed: Set<String>, reader: CellReader
    ) throws(ImportFlaws) {
        self.reader = reader
        let header: SheetRow?
        do throws(SheetError) {
            let rows = try SheetFile.open(file.path, sheet: file.sheet, encoding: file.encoding)
            sheet = rows.name
            header = try rows.next()
            self.rows = Mutex(rows)
        } catch {
            throw ImportFlaws([ImportFlaw(error)])
        }
        guard let header else { throw ImportFlaws([ImportFlaw(.empty)]) }
        var headings = Headings()
        let flaws = headings.understand(header, target, fixed, file.mapping.columns)
        guard flaws.isEmpty else { throw ImportFlaws(flaws) }
        self.headings = headings
    }

    /// Reads the rows behind the headings.
    ///
    /// - Parameters:
    ///   - body: is given each row without a flaw: its line, and its values in the order of ``columns``.
    ///   - flaw: is given what is wrong with a row.
    func forEachRow(
        _ body: (_ line: Int, _ values: [String?]) throws -> Void, flaw: (ImportFlaw) -> Void
    ) throws {
        do {
            try rows.withLock { rows in
                while let row = try rows.next() {
                    if let values = values(of: row, flaw) { try body(row.number, values) }
                }
            }
        } catch let error as SheetError {
            flaw(ImportFlaw(error))
        }
    }

    /// Nil where one of them cannot be read.
    private func values(of row: SheetRow, _ flaw: (ImportFlaw) -> Void) -> [String?]? {
        var isSound = true
        let values = columns.map { place, heading, column -> String? in
            let cell = row.cells.indices.contains(place) ? row.cells[place] : .empty
            do throws(ImportFlaw.Reason) {
                let value = try reader.value(of: cell, in: column)
                if value == nil && column.isRequired { throw .missing }
                return value
            } catch {
                isSound = false
                flaw(ImportFlaw(error, line: row.number, column: heading, value: cell.shown))
                return nil
            }
        }
        return isSound ? values : nil
    }
}

extension ImportReading.Headings {
    /// - Returns: what keeps them from being understood.
    fileprivate mutating func understand(
        _ header: SheetRow, _ target: ImportTarget, _ fixed: Set<String>, _ mapping: [String: String]
    ) -> [ImportFlaw] {
        var flaws: [ImportFlaw] = []
        let free = target.columns.filter { !fixed.contains($0.name) }
        let mapped = Dictionary(mapping.map { (ColumnNames.folded($0.key), $0) }) { first, _ in first }
        var unused = Set(mapped.keys)
        for (place, cell) in header.cells.enumerated() {
            guard let heading = cell.heading else { continue }
            let name = ColumnNames.folded(heading)
            var column = ColumnNames.column(of: heading, among: free)
            if let (_, wanted) = mapped[name] {
                unused.remove(name)
                column = free.first { $0.name == wanted }
                if column == nil && wanted != "-" {
                    flaws.append(
                        ImportFlaw(
                            .unknownColumn(wanted, closest: ClosestName.to(wanted, among: free.map(\.name))),
                            line: header.number, column: heading))
                }
            }
            if column == nil, let given = ColumnNames.column(of: heading, among: target.columns),
                fixed.contains(given.name)
            {
                flaws.append(ImportFlaw(.fixed(given.name), line: header.number, column: heading))
            }
            guard let column else {
                leftOut.append(heading)
                continue
            }
            if columns.contains(where: { $0.column == column }) {
                flaws.append(ImportFlaw(.twice(column.name), line: header.number, column: heading))
            }
            columns.append((place, heading, column))
        }
        flaws += unused.sorted().compactMap { mapped[$0] }.map {
            ImportFlaw(.unknownHeading($0.key), line: header.number)
        }
        let given = Set(columns.map(\.column.name))
        for column in free where column.isRequired && !given.contains(column.name) {
            flaws.append(
                ImportFlaw(
                    .missingColumn(column.name, closest: ClosestName.to(column.name, among: leftOut)),
                    line: header.number))
        }
        return flaws
    }
}

extension Cell {
    fileprivate var heading: String? {
        switch self {
        case .text(let text): String(text.split(whereSeparator: \.isNewline).joined(separator: " "))
        case .number(let text), .moment(let text): text
        case .empty, .boolean, .failure: nil
        }
    }

    fileprivate var shown: String? {
        switch self {
        case .empty: nil
        case .text(let text), .number(let text), .moment(let text), .failure(let text): String(text.prefix(60))
        case .boolean(let value): "\(value)"
        }
    }
}
