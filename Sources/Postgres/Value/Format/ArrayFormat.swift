package import Exact

/// What can stand in an array parameter; NULL where the element is nil.
package protocol PostgresArrayElement: Sendable {
    /// The element's type.
    static var elementOID: UInt32 { get }
    /// The type of arrays of it.
    static var arrayOID: UInt32 { get }
    /// False for NULL, which has no bytes.
    func encodeElement(into buffer: inout [UInt8])
    var isNullElement: Bool { get }
}

extension PostgresArrayElement where Self: PostgresEncodable {
    package static var elementOID: UInt32 { oid }
    package var isNullElement: Bool { false }

    package func encodeElement(into buffer: inout [UInt8]) {
        encode(into: &buffer)
    }
}

extension Optional: PostgresArrayElement where Wrapped: PostgresArrayElement {
    package static var elementOID: UInt32 { Wrapped.elementOID }
    package static var arrayOID: UInt32 { Wrapped.arrayOID }
    package var isNullElement: Bool { self == nil }

    package func encodeElement(into buffer: inout [UInt8]) {
        self?.encodeElement(into: &buffer)
    }
}

extension Bool: PostgresArrayElement {
    package static var arrayOID: UInt32 { 1000 }
}

extension Int16: PostgresArrayElement {
    package static var arrayOID: UInt32 { 1005 }
}

extension Int32: PostgresArrayElement {
    package static var arrayOID: UInt32 { 1007 }
}

extension Int64: PostgresArrayElement {
    package static var arrayOID: UInt32 { 1016 }
}

extension Int: PostgresArrayElement {
    package static var arrayOID: UInt32 { 1016 }
}

extension String: PostgresArrayElement {
    package static var arrayOID: UInt32 { 1009 }
}

extension BigDecimal: PostgresArrayElement {
    package static var arrayOID: UInt32 { 1231 }
}

extension PostgresDate: PostgresArrayElement {
    package static var arrayOID: UInt32 { 1182 }
}

extension PostgresTimestamp: PostgresArrayElement {
    package static var arrayOID: UInt32 { 1185 }
}

/// One dimension, counted from 1: `array_send` and `array_recv` in PostgreSQL's `src/backend/utils/adt/arrayfuncs.c`.
extension Array: PostgresEncodable where Element: PostgresArrayElement {
    package static var oid: UInt32 { Element.arrayOID }

    package func encode(into buffer: inout [UInt8]) {
        buffer.appendHead(of: Element.self, count: count, hasNulls: contains(where: \.isNullElement))
        for element in self {
            if element.isNullElement {
                buffer.appendNullField()
            } else {
                buffer.appendField { element.encodeElement(into: &$0) }
            }
        }
    }
}

extension [UInt8] {
    /// Appends what stands before the elements of an array; of an empty one it is all.
    mutating func appendHead(of element: any PostgresArrayElement.Type, count: Int, hasNulls: Bool) {
        append(bigEndian: Int32(count == 0 ? 0 : 1))
        append(bigEndian: Int32(hasNulls ? 1 : 0))
        append(bigEndian: element.elementOID)
        guard count > 0 else { return }
        append(bigEndian: Int32(count))
        append(bigEndian: Int32(1))
    }
}

extension [String] {
    /// The texts as PostgreSQL writes an array of them: for arrays among the elements of an array, where there is no other way.
    package var arrayLiteral: String {
        "{\(map { "\"\($0.arrayEscaped)\"" }.joined(separator: ","))}"
    }
}

extension String {
    fileprivate var arrayEscaped: String {
        let escape = UInt8(ascii: "\\")
        // By bytes: a quotation mark with an accent is another character, and ends the text all the same.
        func isSpecial(_ byte: UInt8) -> Bool { byte == escape || byte == UInt8(ascii: "\"") }
        guard utf8.contains(where: isSpecial) else { return self }
        return String(decoding: utf8.flatMap { isSpecial($0) ? [escape, $0] : [$0] }, as: UTF8.self)
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresCell.Mismatch) -> [Element] {
        var reader = ByteReader(cell.bytes)
        guard let dimensions = reader.number(Int32.self), reader.number(Int32.self) != nil,
            let type = reader.number(UInt32.self)
        else { throw cell.mismatch }
        guard dimensions > 0 else { return [] }
        guard dimensions == 1, let count = reader.number(Int32.self), reader.number(Int32.self) != nil
        else { throw PostgresCell.Mismatch(found: "\(PostgresType.describe(cell.type)) of \(dimensions) dimensions") }
        var elements: [Element] = []
        for _ in 0..<Swift.max(0, count) {
            elements.append(try decodeElement(&reader, type: type, of: cell))
        }
        return elements
    }

    private static func decodeElement(
        _ reader: inout ByteReader, type: UInt32, of cell: PostgresCell
    ) throws(PostgresCell.Mismatch) -> Element {
        guard let length = reader.number(Int32.self) else { throw cell.mismatch }
        if length < 0 {
            guard let null = Element.null else { throw PostgresCell.Mismatch(found: "NULL among its elements") }
            return null
        }
        guard let bytes = reader.bytes(Int(length)) else { throw cell.mismatch }
        return try Element.decode(PostgresCell(type: type, bytes: bytes))
    }
}
