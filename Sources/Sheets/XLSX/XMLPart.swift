import CExpat

/// Reads a part of a workbook as XML and tells another of it, piece by piece.
///
/// Names come without the prefix of their namespace. A declaration of a document's type is refused: no workbook has one, and
/// entities are made with it.
final class XMLPart {
    /// What is told while a part is read.
    protocol Listener: AnyObject {
        func begin(_ element: String, _ attributes: XMLAttributes)
        func end(_ element: String)
        func text(_ bytes: UnsafeRawBufferPointer)
    }

    private let part: ArchivePart
    private let parser: XML_Parser
    private let listener: any Listener
    private var buffer = [UInt8](repeating: 0, count: 1 << 15)
    private var hasDocumentType = false

    init(_ part: ArchivePart, listener: any Listener) throws(SheetError) {
        guard let parser = XML_ParserCreate(nil) else { throw SheetError(.workbook("\(part.name): out of memory")) }
        (self.part, self.parser, self.listener) = (part, parser, listener)
        // Not retained: the parser calls back only within `advance`, and ends with this object.
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { reader, name, attributes in
                XMLPart.of(reader)?.listener.begin(localName(name), XMLAttributes(attributes))
            },
            { reader, name in XMLPart.of(reader)?.listener.end(localName(name)) })
        XML_SetCharacterDataHandler(parser) { reader, text, length in
            XMLPart.of(reader)?.listener.text(UnsafeRawBufferPointer(start: text, count: Int(length)))
        }
        XML_SetStartDoctypeDeclHandler(parser) { reader, _, _, _, _ in
            guard let reader = XMLPart.of(reader) else { return }
            reader.hasDocumentType = true
            XML_StopParser(reader.parser, XML_Bool(XML_FALSE))
        }
    }

    deinit {
        XML_ParserFree(parser)
    }

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> XMLPart? {
        pointer.map { Unmanaged<XMLPart>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Reads a piece.
    ///
    /// - Returns: false at the end.
    func advance() throws(SheetError) -> Bool {
        let part = part
        let count: Int
        do {
            count = try buffer.withUnsafeMutableBytes { try part.read(into: $0) }
        } catch {
            throw error as? SheetError ?? SheetError(.workbook(part.name))
        }
        let status = buffer.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                XML_Parse(parser, $0.baseAddress, Int32(count), count == 0 ? 1 : 0)
            }
        }
        guard status == XML_STATUS_OK else {
            let reason =
                hasDocumentType ? "a document type" : String(cString: XML_ErrorString(XML_GetErrorCode(parser)))
            throw SheetError(.workbook("\(part.name): \(reason)"))
        }
        return count > 0
    }

    /// Reads all that is left.
    func finish() throws(SheetError) {
        while try advance() {}
    }
}

/// The attributes of an element, as long as its beginning is told.
struct XMLAttributes {
    private let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    init(_ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        self.pairs = pairs
    }

    /// The value of the attribute of that name, whatever prefix it has.
    subscript(_ name: String) -> String? {
        guard var pair = pairs else { return nil }
        while let key = pair[0] {
            if localName(key) == name { return pair[1].map { String(cString: $0) } }
            pair += 2
        }
        return nil
    }
}

private func localName(_ name: UnsafePointer<CChar>?) -> String {
    guard let name else { return "" }
    let whole = String(cString: name)
    guard let colon = whole.utf8.lastIndex(of: UInt8(ascii: ":")) else { return whole }
    return String(whole[whole.utf8.index(after: colon)...])
}
