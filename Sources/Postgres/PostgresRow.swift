import CLibPQ

/// What the server answered to one statement.
///
/// `@unchecked Sendable`: libpq changes a result only in calls that this class never makes after `init`, and reading one from
/// several threads is allowed; it is cleared once, when nobody holds it any more.
final class ResultHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    let columns: [String: Int]

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        var columns: [String: Int] = [:]
        for index in (0..<Int(PQnfields(pointer))).reversed() {
            columns[PQfname(pointer, Int32(index)).map { String(cString: $0) } ?? ""] = index
        }
        self.columns = columns
    }

    deinit {
        PQclear(pointer)
    }

    var status: ExecStatusType { PQresultStatus(pointer) }
    var rowCount: Int { Int(PQntuples(pointer)) }
    var columnCount: Int { Int(PQnfields(pointer)) }

    /// Rows that a statement changed.
    var affected: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }
}

/// The rows of one answer.
package struct PostgresRows: RandomAccessCollection, Sendable {
    let result: ResultHandle

    package var startIndex: Int { 0 }
    package var endIndex: Int { result.rowCount }

    package subscript(position: Int) -> PostgresRow {
        PostgresRow(result: result, position: position)
    }

    /// The values of the one row.
    ///
    /// - Throws: ``PostgresError`` where there is not exactly one.
    package func only<each Value: PostgresDecodable>(_ types: repeat (each Value).Type) throws(PostgresError) -> (repeat each Value) {
        guard count == 1 else { throw PostgresError(.decoding, "expected one row, found \(count)") }
        return try self[0].decode(repeat each types)
    }
}

/// One row of an answer.
package struct PostgresRow: Sendable {
    let result: ResultHandle
    let position: Int

    /// The value of the column at `index`, from 0.
    package func decode<Value: PostgresDecodable>(_ index: Int, as type: Value.Type = Value.self) throws(PostgresError) -> Value {
        try Value.decode(cell(index))
    }

    /// The value of a named column.
    package func decode<Value: PostgresDecodable>(_ name: String, as type: Value.Type = Value.self) throws(PostgresError) -> Value {
        guard let index = result.columns[name] else {
            let present = result.columns.keys.sorted().joined(separator: ", ")
            throw PostgresError(.decoding, "there is no column \"\(name)\" among \(present)")
        }
        return try Value.decode(cell(index))
    }

    /// The values of the first columns, in order.
    package func decode<each Value: PostgresDecodable>(_ types: repeat (each Value).Type) throws(PostgresError) -> (repeat each Value) {
        var index = 0
        func next<Next: PostgresDecodable>(_ type: Next.Type) throws(PostgresError) -> Next {
            defer { index += 1 }
            return try Next.decode(cell(index))
        }
        return (repeat try next((each Value).self))
    }

    private func cell(_ index: Int) throws(PostgresError) -> PostgresCell {
        guard index < result.columnCount else {
            throw PostgresError(.decoding, "there is no column \(index + 1) among \(result.columnCount)")
        }
        let (row, column) = (Int32(position), Int32(index))
        let bytes =
            PQgetisnull(result.pointer, row, column) == 1
            ? nil
            : UnsafeRawBufferPointer(
                start: PQgetvalue(result.pointer, row, column), count: Int(PQgetlength(result.pointer, row, column)))
        return PostgresCell(
            bytes: bytes, typeID: PQftype(result.pointer, column),
            column: PQfname(result.pointer, column).map { String(cString: $0) } ?? "")
    }
}
