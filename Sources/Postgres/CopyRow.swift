/// One row in the binary format of COPY, read cell by cell.
package struct CopyRow: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    private var offset: Int
    private var column = 0
    package let columnCount: Int

    /// Nil for the trailer.
    init?(_ bytes: UnsafeRawBufferPointer, isFirst: Bool) throws(PostgresError) {
        let start = isFirst ? CopyWriter.header.count : 0
        if isFirst {
            guard bytes.count >= start, bytes.prefix(11).elementsEqual(CopyWriter.header.prefix(11)) else {
                throw PostgresError(.decoding, "the rows are not in the binary format of COPY")
            }
        }
        guard bytes.count >= start + 2 else {
            throw PostgresError(.decoding, "a row of COPY ends early")
        }
        let count = Wire.load(Int16.self, from: bytes, at: start)
        guard count >= 0 else { return nil }
        self.bytes = bytes
        offset = start + 2
        columnCount = Int(count)
    }

    /// The next cell, which the caller knows to be of the type `Value` stands for.
    package mutating func next<Value: PostgresDecodable & PostgresEncodable>(
        _ type: Value?.Type = Value?.self
    ) throws(PostgresError) -> Value? {
        column += 1
        guard column <= columnCount, offset + 4 <= bytes.count else {
            throw PostgresError(.decoding, "a row of COPY has no column \(column)")
        }
        let length = Int(Wire.load(Int32.self, from: bytes, at: offset))
        offset += 4
        guard length >= 0 else { return nil }
        guard offset + length <= bytes.count else { throw PostgresError(.decoding, "a row of COPY ends early") }
        defer { offset += length }
        let content = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
        return try Value.decode(PostgresCell(bytes: content, typeID: Value.typeID, column: "\(column)"))
    }
}
