package import Exact

/// One row of a COPY in BINARY format, read from its first column to its last.
///
/// The format names no types: what is asked for must be the column's type, or its size at least gives the mistake away.
package struct CopyRow {
    package let columnCount: Int
    private var reader: ByteReader
    private var column = 0

    init(_ reader: ByteReader, columnCount: Int) {
        self.reader = reader
        self.columnCount = columnCount
    }

    /// How many columns are not read yet, and their bytes.
    var columnsLeft: Int { columnCount - column }
    var rest: UnsafeRawBufferPointer { reader.rest }

    package mutating func next(_ type: Bool.Type) throws(PostgresError) -> Bool { try required() }
    package mutating func next(_ type: Bool?.Type) throws(PostgresError) -> Bool? { try optional() }
    package mutating func next(_ type: Int16?.Type) throws(PostgresError) -> Int16? { try optional() }
    package mutating func next(_ type: Int32.Type) throws(PostgresError) -> Int32 { try required() }
    package mutating func next(_ type: Int32?.Type) throws(PostgresError) -> Int32? { try optional() }
    package mutating func next(_ type: Int64.Type) throws(PostgresError) -> Int64 { try required() }
    package mutating func next(_ type: Int64?.Type) throws(PostgresError) -> Int64? { try optional() }
    package mutating func next(_ type: String.Type) throws(PostgresError) -> String { try required() }
    package mutating func next(_ type: String?.Type) throws(PostgresError) -> String? { try optional() }
    package mutating func next(_ type: BigDecimal.Type) throws(PostgresError) -> BigDecimal { try required() }
    package mutating func next(_ type: BigDecimal?.Type) throws(PostgresError) -> BigDecimal? { try optional() }
    package mutating func next(_ type: PostgresDate.Type) throws(PostgresError) -> PostgresDate { try required() }
    package mutating func next(_ type: PostgresDate?.Type) throws(PostgresError) -> PostgresDate? { try optional() }
    package mutating func next(_ type: PostgresTimestamp.Type) throws(PostgresError) -> PostgresTimestamp {
        try required()
    }
    package mutating func next(_ type: PostgresTimestamp?.Type) throws(PostgresError) -> PostgresTimestamp? {
        try optional()
    }

    /// Passes over columns without reading them.
    package mutating func skip(_ columns: Int) throws(PostgresError) {
        for _ in 0..<columns { _ = try nextField() }
    }

    private mutating func required<Value: PostgresDecodable & PostgresEncodable>() throws(PostgresError) -> Value {
        guard let value: Value = try optional() else {
            throw PostgresError(.decoding, "column \(column) is NULL, expected \(Value.expectation)")
        }
        return value
    }

    private mutating func optional<Value: PostgresDecodable & PostgresEncodable>() throws(PostgresError) -> Value? {
        guard let bytes = try nextField() else { return nil }
        do throws(PostgresCell.Mismatch) {
            return try Value.decode(PostgresCell(type: Value.oid, bytes: bytes))
        } catch {
            throw PostgresError(.decoding, "column \(column): \(bytes.count) bytes are no \(Value.expectation)")
        }
    }

    /// The next column's bytes; nil is NULL.
    @inline(__always)
    mutating func nextField() throws(PostgresError) -> UnsafeRawBufferPointer? {
        column += 1
        guard let length = reader.number(Int32.self) else {
            throw PostgresError(.decoding, "there is no column \(column) among \(columnCount)")
        }
        guard length >= 0 else { return nil }
        guard let bytes = reader.bytes(Int(length)) else {
            throw PostgresError(.decoding, "column \(column) ends too early")
        }
        return bytes
    }
}
