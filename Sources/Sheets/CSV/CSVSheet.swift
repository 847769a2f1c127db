import Foundation

/// A file of lines whose cells a comma, a semicolon or a tab divides.
///
/// Source: RFC 4180. Beside it: any line end, the semicolon of spreadsheets whose language writes decimals with a comma, tabs, and the line
/// `sep=;` that some programs write first.
final class CSVSheet: Sheet {
    let name: String? = nil
    let merged: [CellRange] = []

    private let bytes: Data
    private let separator: UInt8
    private var position: Data.Index
    private var line = 1

    /// - Parameter bytes: UTF-8.
    init(_ bytes: Data) throws(SheetError) {
        self.bytes = bytes
        position = bytes.startIndex
        guard !bytes.prefix(1 << 16).contains(0) else { throw SheetError(.notText) }
        let first = bytes.prefix { $0 != Byte.lineFeed && $0 != Byte.carriageReturn }
        if first.count == 5, first.starts(with: Array("sep=".utf8)), let separator = first.last {
            self.separator = separator
            position = first.endIndex
        } else {
            separator = Self.separator(of: first)
        }
    }

    func next() throws(SheetError) -> SheetRow? {
        while position < bytes.endIndex {
            let row = try readRow()
            if !row.isBlank { return row }
        }
        return nil
    }

    /// The one of which most stand in the first line, outside of quotation marks.
    private static func separator(of line: Data) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in line {
            if byte == Byte.quote { isQuoted.toggle() } else if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let candidates: [UInt8] = [Byte.comma, Byte.semicolon, Byte.tab]
        return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? Byte.comma
    }

    private func readRow() throws(SheetError) -> SheetRow {
        let begin = line
        var cells: [Cell] = []
        while true {
            guard cells.count < SheetLimit.columns else {
                throw SheetError(.tooWide(most: SheetLimit.columns), line: begin)
            }
            cells.append(try readCell())
            guard position < bytes.endIndex, bytes[position] == separator else { break }
            position += 1
        }
        passLineEnd()
        return SheetRow(number: begin, cells: cells)
    }

    private func readCell() throws(SheetError) -> Cell {
        guard position < bytes.endIndex, bytes[position] == Byte.quote else {
            let end = bytes[position...].firstIndex { $0 == separator || Byte.isLineEnd($0) } ?? bytes.endIndex
            defer { position = end }
            return cell(bytes[position..<end])
        }
        let begin = line
        var text: [UInt8] = []
        position += 1
        while true {
            guard let quote = bytes[position...].firstIndex(of: Byte.quote) else {
                throw SheetError(.openQuote, line: begin)
            }
            let piece = bytes[position..<quote]
            text += piece
            line += piece.count { $0 == Byte.lineFeed }
            position = quote + 1
            guard position < bytes.endIndex, bytes[position] == Byte.quote else { break }
            text.append(Byte.quote)
            position += 1
        }
        guard position == bytes.endIndex || bytes[position] == separator || Byte.isLineEnd(bytes[position]) else {
            throw SheetError(.behindQuote, line: line)
        }
        return cell(text)
    }

    /// What was kept from being taken for a formula has an apostrophe before it.
    private func cell(_ bytes: some Collection<UInt8>) -> Cell {
        let text = String(decoding: bytes, as: UTF8.self)
        let marks = "=+-@\t\r\n'＝＋－＠".unicodeScalars
        let isKept =
            bytes.first == Byte.apostrophe && text.unicodeScalars.dropFirst().first.map(marks.contains) ?? false
        return Cell(typed: isKept ? String(text.unicodeScalars.dropFirst()) : text)
    }

    private func passLineEnd() {
        guard position < bytes.endIndex else { return }
        let isPair =
            bytes[position] == Byte.carriageReturn && position + 1 < bytes.endIndex
            && bytes[position + 1] == Byte.lineFeed
        position += isPair ? 2 : 1
        line += 1
    }
}

private enum Byte {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let quote: UInt8 = 0x22
    static let apostrophe: UInt8 = 0x27
    static let comma: UInt8 = 0x2C
    static let semicolon: UInt8 = 0x3B

    static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }
}
