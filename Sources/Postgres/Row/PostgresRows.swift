import CLibPQ

/// The rows that a statement returned, all in memory.
package struct PostgresRows: Sendable {
    let storage: RowStorage

    init(_ result: consuming ServerResult) {
        let columns = PostgresColumns(result)
        storage = RowStorage(result, columns: columns)
    }

    /// The columns' names in order.
    package var columns: [String] { storage.columns.names }

    /// How many rows the statement returned or changed.
    package var affectedRows: Int { storage.result.affectedRows }

    /// The only row.
    ///
    /// - Throws: ``PostgresError/Code/decoding`` where there are none or several.
    package func one() throws(PostgresError) -> PostgresRow {
        guard count == 1 else { throw PostgresError(.decoding, "expected one row, found \(count)") }
        return self[0]
    }

    /// Every row as a tuple of its columns.
    ///
    /// - Throws: ``PostgresError/Code/decoding`` for the first cell that is of another type.
    package func decode<each Value: PostgresDecodable>(
        _ types: repeat (each Value).Type
    ) throws(PostgresError) -> [(repeat each Value)] {
        var tuples: [(repeat each Value)] = []
        tuples.reserveCapacity(count)
        for row in self { tuples.append(try row.decode(repeat each types)) }
        return tuples
    }
}

extension PostgresRows: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { storage.rowCount }

    package subscript(index: Int) -> PostgresRow {
        precondition(index >= 0 && index < storage.rowCount, "row \(index) of \(storage.rowCount)")
        return PostgresRow(storage: storage, index: index)
    }
}

/// A result that rows share.
///
/// Unchecked, because a pointer is not `Sendable`: the result is complete when it comes here and only read from then on;
/// libpq documents that such results may be read from any thread. It is freed when no row holds it any more.
final class RowStorage: @unchecked Sendable {
    let result: ServerResult
    let columns: PostgresColumns
    let rowCount: Int

    init(_ result: consuming ServerResult, columns: PostgresColumns) {
        rowCount = result.rowCount
        self.columns = columns
        self.result = result
    }
}

/// The columns of a result: what they are called and what they hold.
final class PostgresColumns: Sendable {
    let names: [String]
    let types: [UInt32]
    private let indices: [String: Int]

    init(_ result: borrowing ServerResult) {
        let pointer = result.pointer
        let range = 0..<Int32(result.columnCount)
        names = range.map { column in PQfname(pointer, column).map { String(cString: $0) } ?? "" }
        types = range.map { PQftype(pointer, $0) }
        indices = Dictionary(zip(names, names.indices)) { first, _ in first }
    }

    /// The first column of that name.
    func index(of name: String) -> Int? { indices[name] }
}
