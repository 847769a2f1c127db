import Postgres

/// Reads columns as they come.
extension CopyRow: ColumnVisitor {
    @inline(__always)
    mutating func callAsFunction<Value: ColumnValue>(_ name: String, _ value: inout Value?) throws(PostgresError) {
        value = try Value.next(of: &self)
    }
}

/// Writes columns as they come.
extension CopyWriter: ColumnVisitor {
    @inline(__always)
    mutating func callAsFunction<Value: ColumnValue>(_ name: String, _ value: inout Value?) throws(PostgresError) {
        Value.write(value, to: &self)
    }
}
