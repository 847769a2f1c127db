/// A workbook of Office Open XML: its sheets, and what they share.
///
/// Source: ECMA-376, part 1, chapter 18 (SpreadsheetML); part 2 for the parts and their relations.
final class Workbook {
    private let archive: Archive
    /// Names of the sheets in their order, and the parts that hold them.
    private let sheets: [(name: String, part: String)]
    private let context: SheetContext

    init(_ path: String) throws(SheetError) {
        archive = try Archive(path)
        let main = try Relations(of: "", in: archive).first(ofType: "officeDocument") ?? "xl/workbook.xml"
        guard let part = try archive.part(main) else { throw SheetError(.workbook("it has no part \(main)")) }
        let list = SheetList()
        try XMLPart(part, listener: list).finish()
        let relations = try Relations(of: main, in: archive)
        sheets = list.sheets.compactMap { sheet in relations[sheet.relation].map { (sheet.name, $0) } }
        let texts = SharedTexts()
        if let name = relations.first(ofType: "sharedStrings"), let part = try archive.part(name) {
            let reader = try XMLPart(part, listener: texts)
            while try reader.advance() {
                guard texts.size <= SheetLimit.partInMemory else {
                    throw SheetError(.tooLarge(most: SheetLimit.partInMemory))
                }
            }
        }
        let styles = Styles()
        if let name = relations.first(ofType: "styles"), let part = try archive.part(name) {
            try XMLPart(part, listener: styles).finish()
        }
        context = SheetContext(
            texts: texts.all, holdsMoment: styles.holdsMoment, isPercent: styles.isPercent,
            countsFrom1904: list.countsFrom1904)
    }

    /// The sheet of that name; nil for the first.
    ///
    /// - Parameter asShown: whether what is shown in percent is read as that.
    func sheet(named name: String?, asShown: Bool = false) throws(SheetError) -> any Sheet {
        guard let sheet = name == nil ? sheets.first : sheets.first(where: { $0.name == name }) else {
            throw SheetError(.noSheet(name ?? "", sheets.map(\.name)))
        }
        guard let part = try archive.part(sheet.part) else {
            throw SheetError(.workbook("it has no part \(sheet.part)"))
        }
        var context = context
        context.showsPercent = asShown
        return try XLSXSheet(part, name: sheet.name, context: context)
    }
}

/// What the sheets of a workbook share.
struct SheetContext {
    let texts: [String]
    /// By number of a style: whether its numbers are days or times.
    let holdsMoment: [Bool]
    /// By number of a style: whether its numbers are shown as percent.
    let isPercent: [Bool]
    let countsFrom1904: Bool
    /// Whether such numbers are read as they are shown.
    var showsPercent = false
}

/// `xl/workbook.xml`.
private final class SheetList: XMLPart.Listener {
    private(set) var sheets: [(name: String, relation: String)] = []
    private(set) var countsFrom1904 = false

    func begin(_ element: String, _ attributes: XMLAttributes) {
        switch element {
        case "sheet": sheets.append((attributes["name"] ?? "", attributes["id"] ?? ""))
        case "workbookPr": countsFrom1904 = ["1", "true"].contains(attributes["date1904"])
        default: break
        }
    }

    func end(_ element: String) {}
    func text(_ bytes: UnsafeRawBufferPointer) {}
}

/// The parts that a part refers to.
private final class Relations: XMLPart.Listener {
    private let folder: String
    private var parts: [(id: String, type: String, part: String)] = []

    /// - Parameter part: its name; empty for the archive as a whole.
    init(of part: String, in archive: Archive) throws(SheetError) {
        let slash = part.lastIndex(of: "/").map(part.index(after:)) ?? part.startIndex
        folder = String(part[..<slash])
        guard let list = try archive.part("\(folder)_rels/\(part[slash...]).rels") else { return }
        try XMLPart(list, listener: self).finish()
    }

    subscript(_ id: String) -> String? { parts.first { $0.id == id }?.part }

    /// - Parameter type: the last word of the relation's type.
    func first(ofType type: String) -> String? { parts.first { $0.type == type }?.part }

    func begin(_ element: String, _ attributes: XMLAttributes) {
        guard element == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
        let type = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
        parts.append((id, type, target.hasPrefix("/") ? String(target.dropFirst()) : resolved(target)))
    }

    private func resolved(_ target: String) -> String {
        var path: [Substring] = []
        for name in "\(folder)\(target)".split(separator: "/") where name != "." {
            if name == ".." { _ = path.popLast() } else { path.append(name) }
        }
        return path.joined(separator: "/")
    }

    func end(_ element: String) {}
    func text(_ bytes: UnsafeRawBufferPointer) {}
}

/// `xl/sharedStrings.xml`: texts that cells name by their number, without hints to the reading of characters.
private final class SharedTexts: XMLPart.Listener {
    private(set) var all: [String] = []
    private(set) var size = 0
    private var current: [UInt8] = []
    private var isText = false
    private var isHint = false

    func begin(_ element: String, _ attributes: XMLAttributes) {
        switch element {
        case "si": current.removeAll(keepingCapacity: true)
        case "t": isText = true
        case "rPh": isHint = true
        default: break
        }
    }

    func end(_ element: String) {
        switch element {
        case "si": all.append(String(workbookText: current))
        case "t": isText = false
        case "rPh": isHint = false
        default: break
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) {
        guard isText && !isHint else { return }
        current += bytes
        size += bytes.count
    }
}

/// `xl/styles.xml`: which numbers are shown as days or times, or as percent.
private final class Styles: XMLPart.Listener {
    private(set) var holdsMoment: [Bool] = []
    private(set) var isPercent: [Bool] = []
    private var formats: [Int: String] = [:]
    private var isInCellStyles = false

    func begin(_ element: String, _ attributes: XMLAttributes) {
        switch element {
        case "numFmt": formats[attributes["numFmtId"].flatMap { Int($0) } ?? -1] = attributes["formatCode"]
        case "cellXfs": isInCellStyles = true
        case "xf" where isInCellStyles:
            let number = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            holdsMoment.append(formats[number].map(SerialDay.isShown(by:)) ?? SerialDay.formats.contains(number))
            isPercent.append(formats[number].map(Self.isPercent(_:)) ?? [9, 10].contains(number))
        default: break
        }
    }

    func end(_ element: String) {
        if element == "cellXfs" { isInCellStyles = false }
    }

    /// Whether a format of the file's own multiplies by a hundred: the mark stands outside of quotation marks, and nothing escapes it.
    private static func isPercent(_ format: String) -> Bool {
        format.prefix { $0 != ";" }.replacing(/"[^"]*"|\\.|\[[^\]]*\]/, with: "").contains("%")
    }

    func text(_ bytes: UnsafeRawBufferPointer) {}
}

extension String {
    /// The text of a workbook: a character that XML cannot hold stands in it as `_x000D_`.
    init(workbookText bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        self =
            text.contains("_x")
            ? text.replacing(/_x([0-9A-Fa-f]{4})_/) { match in
                UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? String(match.0)
            } : text
    }
}
