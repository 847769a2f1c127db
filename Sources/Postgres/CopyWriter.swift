import CLibPQ

/// Writes rows in the binary format of COPY, in pieces of some 64 KB.
package struct CopyWriter: ~Copyable {
    private let handle: OpaquePointer
    private var buffer = CopyWriter.header

    /// Signature, flags, length of the header's extension.
    static let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
    static let trailer: [UInt8] = [0xFF, 0xFF]

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    /// Begins a row of `columns` cells, each to be written by ``write(_:)``, in order.
    package mutating func startRow(_ columns: Int16) throws(PostgresError) {
        if buffer.count >= 65_536 { try flush() }
        Wire.append(columns, to: &buffer)
    }

    /// Writes a cell; nil is NULL.
    package mutating func write(_ value: (some PostgresEncodable)?) {
        buffer.appendCell(value)
    }

    mutating func finish() throws(PostgresError) {
        buffer += Self.trailer
        try flush()
        guard PQputCopyEnd(handle, nil) == 1 else { throw failure }
    }

    private mutating func flush() throws(PostgresError) {
        let sent = buffer.withUnsafeBytes { bytes in
            PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        guard sent == 1 else { throw failure }
        buffer.removeAll(keepingCapacity: true)
    }

    private var failure: PostgresError {
        PostgresError(.connectionLost, String(cString: PQerrorMessage(handle)))
    }
}
