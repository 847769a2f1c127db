package import Exact

/// One value of a row, with what a message about it needs.
package struct PostgresCell {
    /// Nil is NULL.
    let bytes: UnsafeRawBufferPointer?
    let typeID: UInt32
    let column: String

    func mismatch(_ expected: String) -> PostgresError {
        guard bytes != nil else {
            return PostgresError(.decoding, "column \"\(column)\" is NULL, expected \(expected)")
        }
        return PostgresError(.decoding, "column \"\(column)\": expected \(expected), found \(TypeID.name(typeID))")
    }
}

/// A type that a value in binary format can be read as.
package protocol PostgresDecodable: Sendable {
    static func decode(_ cell: PostgresCell) throws(PostgresError) -> Self
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Self {
        cell.bytes == nil ? nil : try Wrapped.decode(cell)
    }
}

extension Int64: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Int64 {
        switch (cell.typeID, cell.bytes) {
        case (TypeID.int8, let bytes?) where bytes.count == 8: Wire.load(Int64.self, from: bytes)
        case (TypeID.int4, let bytes?) where bytes.count == 4: Int64(Wire.load(Int32.self, from: bytes))
        case (TypeID.int2, let bytes?) where bytes.count == 2: Int64(Wire.load(Int16.self, from: bytes))
        case (TypeID.oid, let bytes?) where bytes.count == 4: Int64(Wire.load(UInt32.self, from: bytes))
        default: throw cell.mismatch("bigint")
        }
    }
}

extension Int: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Int {
        Int(try Int64.decode(cell))
    }
}

extension Int32: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Int32 {
        guard let value = Int32(exactly: try Int64.decode(cell)) else { throw cell.mismatch("integer") }
        return value
    }
}

extension Bool: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Bool {
        guard cell.typeID == TypeID.bool, let bytes = cell.bytes, bytes.count == 1 else { throw cell.mismatch("boolean") }
        return bytes[0] != 0
    }
}

extension Double: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> Double {
        switch (cell.typeID, cell.bytes) {
        case (TypeID.float8, let bytes?) where bytes.count == 8:
            Double(bitPattern: Wire.load(UInt64.self, from: bytes))
        case (TypeID.float4, let bytes?) where bytes.count == 4:
            Double(Float(bitPattern: Wire.load(UInt32.self, from: bytes)))
        default: throw cell.mismatch("double precision")
        }
    }
}

extension String: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> String {
        guard let bytes = cell.bytes else { throw cell.mismatch("text") }
        switch cell.typeID {
        case TypeID.text, TypeID.varchar, TypeID.bpchar, TypeID.name, TypeID.json, TypeID.unknown:
            return String(decoding: bytes, as: UTF8.self)
        case TypeID.jsonb where !bytes.isEmpty:
            return String(decoding: bytes.dropFirst(), as: UTF8.self)
        default: throw cell.mismatch("text")
        }
    }
}

extension BigDecimal: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> BigDecimal {
        guard cell.typeID == TypeID.numeric, let bytes = cell.bytes else { return BigDecimal(try Int64.decode(cell)) }
        guard let value = NumericWire.decode(bytes) else {
            throw PostgresError(.decoding, "column \"\(cell.column)\": expected a number, found NaN or infinity")
        }
        return value
    }
}

extension PostgresDate: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> PostgresDate {
        guard cell.typeID == TypeID.date, let bytes = cell.bytes, bytes.count == 4 else { throw cell.mismatch("date") }
        return PostgresDate(day: Int(Wire.load(Int32.self, from: bytes)))
    }
}

extension PostgresTimestamp: PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> PostgresTimestamp {
        guard cell.typeID == TypeID.timestamptz || cell.typeID == TypeID.timestamp, let bytes = cell.bytes, bytes.count == 8
        else { throw cell.mismatch("timestamptz") }
        return PostgresTimestamp(microseconds: Wire.load(Int64.self, from: bytes))
    }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement & PostgresDecodable {
    package static func decode(_ cell: PostgresCell) throws(PostgresError) -> [Element] {
        let expected = "\(TypeID.name(Element.arrayTypeID))"
        guard cell.typeID == Element.arrayTypeID, let bytes = cell.bytes, bytes.count >= 12 else {
            throw cell.mismatch(expected)
        }
        let dimensions = Wire.load(Int32.self, from: bytes)
        let elementType = Wire.load(UInt32.self, from: bytes, at: 8)
        guard dimensions > 0 else { return [] }
        guard dimensions == 1, bytes.count >= 20 else { throw cell.mismatch("\(expected) of one dimension") }
        let count = Int(Wire.load(Int32.self, from: bytes, at: 12))
        var elements: [Element] = []
        var offset = 20
        for _ in 0..<count {
            guard offset + 4 <= bytes.count else { throw cell.mismatch(expected) }
            let length = Int(Wire.load(Int32.self, from: bytes, at: offset))
            offset += 4
            guard offset + Swift.max(0, length) <= bytes.count else { throw cell.mismatch(expected) }
            let content = length < 0 ? nil : UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
            elements.append(try Element.decode(PostgresCell(bytes: content, typeID: elementType, column: cell.column)))
            offset += Swift.max(0, length)
        }
        return elements
    }
}
