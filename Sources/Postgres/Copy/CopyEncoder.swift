/// Rows in the binary format of COPY, written: of each the number of its fields, then each field behind its length.
///
/// Source: the chapter "COPY", section "Binary Format", of PostgreSQL's manual.
struct CopyEncoder {
    /// What stands before the first row of a COPY, and behind its last.
    static let header: [UInt8] =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)
    static let trailer: [UInt8] = [0xFF, 0xFF]

    /// What is not sent yet.
    var bytes: [UInt8] = []
    private(set) var rowCount = 0
    private var expectedColumns = 0
    private var writtenColumns = 0

    /// - Throws: ``PostgresError/Code/copy`` where the row before is not complete.
    mutating func startRow(columns: Int) throws(PostgresError) {
        try endRow()
        guard let count = Int16(exactly: columns) else {
            throw PostgresError(.copy, "a row cannot have \(columns) columns")
        }
        bytes.append(bigEndian: count)
        rowCount += 1
        (expectedColumns, writtenColumns) = (columns, 0)
    }

    mutating func write(_ value: (some PostgresEncodable)?) {
        writtenColumns += 1
        guard let value else { return bytes.appendNullField() }
        bytes.appendField { value.encode(into: &$0) }
    }

    /// Writes the fields that `row` has left as they are.
    mutating func write(rest row: CopyRow) {
        writtenColumns += row.columnsLeft
        bytes.append(contentsOf: row.rest)
    }

    /// - Throws: ``PostgresError/Code/copy`` where the last row is not complete.
    func endRow() throws(PostgresError) {
        guard writtenColumns == expectedColumns else {
            throw PostgresError(
                .copy, "row \(rowCount) has \(writtenColumns) values, it was started for \(expectedColumns)")
        }
    }
}
