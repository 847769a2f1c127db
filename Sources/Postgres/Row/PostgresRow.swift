import Exact

/// One row of a result.
package struct PostgresRow: Sendable {
    let storage: RowStorage
    let index: Int

    /// The value of the first column called `name`.
    ///
    /// - Throws: ``PostgresError/Code/decoding``: `column "total": expected BigDecimal, found text`.
    package subscript<Value: PostgresDecodable>(_ name: String, as type: Value.Type = Value.self) -> Value {
        get throws(PostgresError) {
            guard let column = storage.columns.index(of: name) else {
                throw PostgresError(.decoding, "there is no column \"\(name)\"")
            }
            return try self[column]
        }
    }

    /// The value of a column, counted from 0.
    ///
    /// - Throws: ``PostgresError/Code/decoding``: `column "total" is NULL, expected Int64`.
    package subscript<Value: PostgresDecodable>(_ column: Int, as type: Value.Type = Value.self) -> Value {
        get throws(PostgresError) {
            guard storage.columns.names.indices.contains(column) else {
                throw PostgresError(.decoding, "there is no column \(column) among \(storage.columns.names.count)")
            }
            guard let bytes = storage.result.bytes(row: index, column: column) else {
                guard let null = Value.null else { throw complaint(column, " is NULL, expected \(Value.expectation)") }
                return null
            }
            do throws(PostgresCell.Mismatch) {
                return try Value.decode(PostgresCell(type: storage.columns.types[column], bytes: bytes))
            } catch {
                throw complaint(column, ": expected \(Value.expectation), found \(error.found)")
            }
        }
    }

    /// The row as a tuple: `let (id, name) = try row.decode(Int64.self, String?.self)`.
    ///
    /// - Throws: ``PostgresError/Code/decoding`` where a column is of another type, or their number is another.
    package func decode<each Value: PostgresDecodable>(
        _ types: repeat (each Value).Type
    ) throws(PostgresError) -> (repeat each Value) {
        var count = 0
        for _ in repeat each types { count += 1 }
        guard count == storage.columns.names.count else {
            throw PostgresError(.decoding, "expected \(count) columns, found \(storage.columns.names.count)")
        }
        var column = 0
        return (repeat try next((each types), &column))
    }

    private func next<Value: PostgresDecodable>(
        _ type: Value.Type, _ column: inout Int
    ) throws(PostgresError) -> Value {
        defer { column += 1 }
        return try self[column]
    }

    private func complaint(_ column: Int, _ text: String) -> PostgresError {
        PostgresError(.decoding, "column \"\(storage.columns.names[column])\"\(text)")
    }
}

extension PostgresRow {
    /// The value of a column as people read it, counted from 0, and whether it is a number; nil for NULL.
    ///
    /// Numbers, flags (`yes`, `no`) and texts can be shown; cast anything else to text.
    package func shown(_ column: Int) throws(PostgresError) -> (text: String?, isNumber: Bool) {
        switch storage.columns.types[column] {
        case PostgresType.int2, PostgresType.int4, PostgresType.int8:
            (try self[column, as: Int64?.self].map { "\($0)" }, true)
        case PostgresType.numeric: (try self[column, as: BigDecimal?.self].map { "\($0)" }, true)
        case PostgresType.bool: (try self[column, as: Bool?.self].map { $0 ? "yes" : "no" }, false)
        default: (try self[column, as: String?.self], false)
        }
    }
}
