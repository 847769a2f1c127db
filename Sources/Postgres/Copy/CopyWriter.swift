import CLibPQ
package import Exact

/// Writes rows into a COPY in BINARY format; what `COPY … FROM STDIN (FORMAT binary)` reads.
///
/// Call ``startRow(columns:)``, then ``write(_:)-(Int64)`` once for each column, in the types of the columns: the server
/// converts nothing here.
package struct CopyWriter {
    var encoder = CopyEncoder()
    /// Nil where the rows stay in memory.
    private let link: Link?

    /// Large enough to spare calls, small enough to stay in cache.
    private static let pieceSize = 64 * 1024

    init(_ link: Link) {
        self.link = link
        encoder.bytes = CopyEncoder.header
    }

    /// Writes rows that are to be set aside in a ``RowSpool``.
    package init() {
        link = nil
    }

    /// Begins a row.
    ///
    /// - Throws: ``PostgresError/Code/copy`` where the row before has another number of values than it said,
    ///   ``PostgresError/Code/connectionLost``, or ``PostgresError/Code/cancelled`` when the task is.
    package mutating func startRow(columns: Int) throws(PostgresError) {
        try encoder.startRow(columns: columns)
        if let link, encoder.bytes.count >= Self.pieceSize {
            guard !Task.isCancelled else { throw .cancelled }
            try flush(to: link)
        }
    }

    package mutating func write(_ value: Bool?) { encoder.write(value) }
    package mutating func write(_ value: Int32?) { encoder.write(value) }
    package mutating func write(_ value: Int64?) { encoder.write(value) }
    package mutating func write(_ value: String?) { encoder.write(value) }
    package mutating func write(_ value: BigDecimal?) { encoder.write(value) }
    package mutating func write(_ value: PostgresTimestamp?) { encoder.write(value) }
    package mutating func write(_ value: JSONText?) { encoder.write(value) }

    /// Writes what another row has left behind the columns that were read of it, as it is.
    package mutating func write(rest row: CopyRow) { encoder.write(rest: row) }

    /// What was written into memory.
    ///
    /// - Throws: ``PostgresError/Code/copy`` where the last row is not complete.
    package func rows() throws(PostgresError) -> CopyRows {
        try encoder.endRow()
        return CopyRows(bytes: encoder.bytes, count: encoder.rowCount)
    }

    mutating func finish(_ link: Link) throws(PostgresError) {
        try encoder.endRow()
        encoder.bytes += CopyEncoder.trailer
        try flush(to: link)
    }

    private mutating func flush(to link: Link) throws(PostgresError) {
        let accepted = encoder.bytes.withUnsafeBytes { bytes in
            PQputCopyData(link.pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        encoder.bytes.removeAll(keepingCapacity: true)
        link.cancellation.beat()
        guard accepted == 1 else { throw link.failure }
    }
}

/// Rows in the binary format of COPY, one behind the other.
package struct CopyRows: Sendable {
    let bytes: [UInt8]
    package let count: Int
}
