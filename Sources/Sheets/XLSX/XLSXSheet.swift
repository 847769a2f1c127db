import Foundation

/// A sheet of a workbook.
final class XLSXSheet: Sheet {
    let name: String?
    var merged: [CellRange] { rows.merged }
    private let rows: RowListener
    private let reader: XMLPart
    private var isAtEnd = false
    private var position = 0

    init(_ part: ArchivePart, name: String, context: SheetContext) throws(SheetError) {
        self.name = name
        rows = RowListener(context)
        reader = try XMLPart(part, listener: rows)
    }

    func next() throws(SheetError) -> SheetRow? {
        while position == rows.finished.count {
            if let flaw = rows.flaw { throw flaw }
            guard !isAtEnd else { return nil }
            rows.finished.removeAll(keepingCapacity: true)
            position = 0
            isAtEnd = try !reader.advance()
        }
        defer { position += 1 }
        return rows.finished[position]
    }
}

/// Gathers the rows of a sheet in which something stands.
private final class RowListener: XMLPart.Listener {
    var finished: [SheetRow] = []
    private(set) var merged: [CellRange] = []
    /// What ends the reading, once the rows before it were taken.
    private(set) var flaw: SheetError?

    private let context: SheetContext
    private var number = 0
    private var cells: [Cell] = []
    private var column = 0
    private var kind = ""
    private var style = 0
    private var value: [UInt8] = []
    private var isValue = false
    private var isHint = false

    init(_ context: SheetContext) {
        self.context = context
    }

    func begin(_ element: String, _ attributes: XMLAttributes) {
        switch element {
        case "row":
            let next = attributes["r"].flatMap { Int($0) } ?? number + 1
            if flaw == nil && !(number + 1...SheetLimit.rows).contains(next) {
                flaw = SheetError(.workbook("row \(next) does not follow on row \(number)"))
            }
            if flaw == nil { number = next }
            cells.removeAll(keepingCapacity: true)
            column = 0
        case "c":
            column = attributes["r"].flatMap(Self.column) ?? column + 1
            kind = attributes["t"] ?? "n"
            style = attributes["s"].flatMap { Int($0) } ?? 0
            value.removeAll(keepingCapacity: true)
        case "v", "t": isValue = true
        case "rPh": isHint = true
        case "mergeCell":
            if merged.count < SheetLimit.gridRows, let range = attributes["ref"].flatMap(CellRange.init) {
                merged.append(range)
            }
        default: break
        }
    }

    func end(_ element: String) {
        switch element {
        case "v", "t": isValue = false
        case "rPh": isHint = false
        case "c": keepCell()
        case "row":
            let row = SheetRow(number: number, cells: cells)
            if !row.isBlank && flaw == nil { finished.append(row) }
        default: break
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) {
        if isValue && !isHint { value += bytes }
    }

    private func keepCell() {
        let cell = cell
        guard cell != .empty, flaw == nil else { return }
        guard column <= SheetLimit.columns else {
            flaw = SheetError(.tooWide(most: SheetLimit.columns), line: number)
            return
        }
        while cells.count < column - 1 { cells.append(.empty) }
        if cells.count < column { cells.append(cell) }
    }

    private var cell: Cell {
        guard !value.isEmpty else { return .empty }
        let text = String(workbookText: value)
        switch kind {
        case "s":
            guard let index = Int(text), context.texts.indices.contains(index) else { return .failure(text) }
            return Cell(typed: context.texts[index])
        case "b": return .boolean(text == "1" || text == "true")
        case "e": return .failure(text)
        case "d": return .moment(text.replacing("T", with: " "))
        case "n": return numberCell(text)
        default: return Cell(typed: text)
        }
    }

    private func numberCell(_ text: String) -> Cell {
        guard let number = Double(text), number.isFinite else { return .failure(text) }
        guard context.holdsMoment.indices.contains(style), context.holdsMoment[style] else {
            let digits = Self.digits(of: number)
            guard context.showsPercent, context.isPercent.indices.contains(style), context.isPercent[style],
                let decimal = Decimal(string: digits)
            else { return .number(digits) }
            return .text("\(decimal * 100)%")
        }
        return SerialDay.text(number, from1904: context.countsFrom1904).map(Cell.moment) ?? .failure(text)
    }

    /// With the 15 digits that spreadsheets show and keep: what is written as 0.1 is stored as 0.10000000000000001.
    private static func digits(of number: Double) -> String {
        let text = String(format: "%.15g", number)
        guard text.contains("e"), let decimal = Decimal(string: text) else { return text }
        return "\(decimal)"
    }

    /// Of `BC12` the 55th.
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for letter in reference.utf8.prefix(while: { $0 >= UInt8(ascii: "A") }) {
            guard letter <= UInt8(ascii: "Z"), column < 1 << 20 else { return nil }
            column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1
        }
        return column > 0 ? column : nil
    }
}
