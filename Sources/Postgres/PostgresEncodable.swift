package import Exact

/// A value that can be a parameter or a cell of a COPY, in binary format.
package protocol PostgresEncodable: Sendable {
    /// Object id of its type; 0 lets the server infer it.
    static var typeID: UInt32 { get }

    func append(to buffer: inout [UInt8])
}

extension Bool: PostgresEncodable {
    package static var typeID: UInt32 { TypeID.bool }
    package func append(to buffer: inout [UInt8]) { buffer.append(self ? 1 : 0) }
}

extension Int16: PostgresEncodable {
    package static var typeID: UInt32 { TypeID.int2 }
    package func append(to buffer: inout [UInt8]) { Wire.append(self, to: &buffer) }
}

extension Int32: PostgresEncodable {
    package static var typeID: UInt32 { TypeID.int4 }
    package func append(to buffer: inout [UInt8]) { Wire.append(self, to: &buffer) }
}

extension Int64: PostgresEncodable {
    package static var typeID: UInt32 { TypeID.int8 }
    package func append(to buffer: inout [UInt8]) { Wire.append(self, to: &buffer) }
}

extension Int: PostgresEncodable {
    package static var typeID: UInt32 { TypeID.int8 }
    package func append(to buffer: inout [UInt8]) { Wire.append(Int64(self), to: &buffer) }
}

extension String: PostgresEncodable {
    package static var typeID: UInt32 { TypeID.text }
    package func append(to buffer: inout [UInt8]) { buffer.append(contentsOf: utf8) }
}

extension BigDecimal: PostgresEncodable {
    package static var typeID: UInt32 { TypeID.numeric }
    package func append(to buffer: inout [UInt8]) { NumericWire.append(self, to: &buffer) }
}

extension PostgresDate: PostgresEncodable {
    package static var typeID: UInt32 { TypeID.date }
    package func append(to buffer: inout [UInt8]) { Wire.append(Int32(day), to: &buffer) }
}

extension PostgresTimestamp: PostgresEncodable {
    package static var typeID: UInt32 { TypeID.timestamptz }
    package func append(to buffer: inout [UInt8]) { Wire.append(microseconds, to: &buffer) }
}

extension JSONText: PostgresEncodable {
    package static var typeID: UInt32 { TypeID.jsonb }

    package func append(to buffer: inout [UInt8]) {
        buffer.append(1)
        buffer.append(contentsOf: text.utf8)
    }
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
    package static var typeID: UInt32 { Element.arrayTypeID }

    package func append(to buffer: inout [UInt8]) {
        Wire.append(Int32(isEmpty ? 0 : 1), to: &buffer)
        Wire.append(Int32(0), to: &buffer)
        Wire.append(Element.typeID, to: &buffer)
        guard !isEmpty else { return }
        Wire.append(Int32(count), to: &buffer)
        Wire.append(Int32(1), to: &buffer)
        for element in self { buffer.appendCell(element) }
    }
}

/// A type with an array type that this client writes and reads.
package protocol PostgresArrayElement: PostgresEncodable {
    static var arrayTypeID: UInt32 { get }
}

extension String: PostgresArrayElement { package static var arrayTypeID: UInt32 { TypeID.textArray } }
extension Int64: PostgresArrayElement { package static var arrayTypeID: UInt32 { TypeID.int8Array } }
extension Int: PostgresArrayElement { package static var arrayTypeID: UInt32 { TypeID.int8Array } }

extension [UInt8] {
    /// A value with its length before it; nil is -1.
    mutating func appendCell(_ value: (some PostgresEncodable)?) {
        guard let value else { return Wire.append(Int32(-1), to: &self) }
        let start = count
        Wire.append(Int32(0), to: &self)
        value.append(to: &self)
        let length = Int32(count - start - 4)
        Swift.withUnsafeBytes(of: length.bigEndian) { replaceSubrange(start..<start + 4, with: $0) }
    }
}
