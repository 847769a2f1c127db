/// The binary format of COPY, read: the header stands before the first row, a count of -1 behind the last.
///
/// Source: the chapter "COPY", section "Binary Format", of PostgreSQL's manual. A server sends each row in a message of
/// its own, the header with the first.
struct CopyDecoder {
    private static let signature = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
    private(set) var rowCount = 0
    private var isPastHeader = false

    /// The row in a message, nil for the trailer or a message that holds the header alone.
    ///
    /// - Throws: ``PostgresError/Code/copy`` for what is no COPY in BINARY format.
    mutating func row(in message: UnsafeRawBufferPointer) throws(PostgresError) -> CopyRow? {
        var reader = ByteReader(message)
        if !isPastHeader {
            try readHeader(&reader)
            isPastHeader = true
            guard !reader.isAtEnd else { return nil }
        }
        guard let count = reader.number(Int16.self) else { throw PostgresError(.copy, "COPY data end within a row") }
        guard count >= 0 else { return nil }
        rowCount += 1
        return CopyRow(reader, columnCount: Int(count))
    }

    private func readHeader(_ reader: inout ByteReader) throws(PostgresError) {
        guard let signature = reader.bytes(Self.signature.count), signature.elementsEqual(Self.signature),
            reader.number(Int32.self) == 0, let extra = reader.number(Int32.self), reader.bytes(Int(extra)) != nil
        else { throw PostgresError(.copy, "the data are not in COPY's binary format: say (FORMAT binary)") }
    }
}
