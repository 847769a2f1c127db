/// Rows that are set aside, to be read again in the order in which they came, as often as is wanted.
///
/// A few stay in memory; more go to a file in the folder for temporary files that has no name and ends with the process. It is
/// written through one value alone: a copy is for reading.
package struct RowSpool: Sendable {
    /// The last rows, which are not in the file.
    private var bytes: [UInt8] = []
    private var file: SpoolFile?
    package private(set) var count = 0

    /// How much stays in memory, in bytes.
    static let pieceSize = 256 * 1024

    package init() {}

    /// - Throws: ``PostgresError/Code/spool`` where the file cannot be written.
    package mutating func append(_ rows: CopyRows) throws(PostgresError) {
        bytes += rows.bytes
        count += rows.count
        try spill()
    }

    /// Appends a row of a result with all its columns, as the server sent them.
    ///
    /// - Throws: ``PostgresError/Code/spool`` where the file cannot be written.
    package mutating func append(_ row: PostgresRow) throws(PostgresError) {
        let columns = row.storage.columns.names.count
        bytes.append(bigEndian: Int16(columns))
        for column in 0..<columns {
            guard let value = row.storage.result.bytes(row: row.index, column: column) else {
                bytes.appendNullField()
                continue
            }
            bytes.append(bigEndian: Int32(value.count))
            bytes.append(contentsOf: value)
        }
        count += 1
        try spill()
    }

    private mutating func spill() throws(PostgresError) {
        guard bytes.count >= Self.pieceSize else { return }
        if file == nil { file = try SpoolFile() }
        try file?.append(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}

extension RowSpool {
    /// Reads the rows from the first to the last.
    package func reader() -> Reader {
        Reader(file: file, tail: bytes)
    }

    /// Hands each row to `body`, from the first to the last.
    package func forEachRow(_ body: (inout CopyRow) throws -> Void) throws {
        var reader = reader()
        while try reader.advance() { try reader.row(body) }
    }

    package struct Reader: Sendable {
        private let file: SpoolFile?
        private let fileSize: Int
        /// Where the file is to be read on.
        private var offset = 0
        /// The rows behind the file's; nil once they are in the buffer.
        private var tail: [UInt8]?
        private var buffer: [UInt8] = []
        /// Where in the buffer the current row stands.
        private var current = 0..<0

        fileprivate init(file: SpoolFile?, tail: [UInt8]) {
            self.file = file
            // What is appended later is not for this reader.
            fileSize = file?.size ?? 0
            self.tail = tail
        }

        /// Goes on to the next row; false behind the last.
        ///
        /// - Throws: ``PostgresError/Code/spool`` where the file cannot be read.
        package mutating func advance() throws(PostgresError) -> Bool {
            current = current.upperBound..<current.upperBound
            while true {
                if let end = buffer.endOfRow(from: current.lowerBound) {
                    current = current.lowerBound..<end
                    return true
                }
                guard try fill() else { return false }
            }
        }

        /// Reads the current row.
        package func row<Value>(_ body: (inout CopyRow) throws -> Value) throws -> Value {
            try buffer.withUnsafeBytes { bytes in
                var reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[current]))
                guard let columns = reader.number(Int16.self) else {
                    throw PostgresError(.misuse, "there is no current row")
                }
                var row = CopyRow(reader, columnCount: Int(columns))
                return try body(&row)
            }
        }

        /// Gets more behind what is not read yet; false where there is no more.
        private mutating func fill() throws(PostgresError) -> Bool {
            buffer.removeSubrange(..<current.lowerBound)
            current = 0..<0
            if let file, offset < fileSize {
                offset += try file.read(atMost: min(RowSpool.pieceSize, fileSize - offset), from: offset, into: &buffer)
                return true
            }
            guard let tail else { return false }
            self.tail = nil
            buffer += tail
            return !tail.isEmpty
        }
    }
}

extension [UInt8] {
    /// Where the row that begins at `start` ends; nil where it is not all here.
    fileprivate func endOfRow(from start: Int) -> Int? {
        withUnsafeBytes { bytes in
            var reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[start...]))
            guard let columns = reader.number(Int16.self) else { return nil }
            for _ in 0..<columns {
                guard let length = reader.number(Int32.self), reader.bytes(Int(Swift.max(length, 0))) != nil else {
                    return nil
                }
            }
            return count - reader.rest.count
        }
    }
}
