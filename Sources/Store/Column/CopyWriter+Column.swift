import Postgres

/// Writes columns as they come.
extension CopyWriter: ColumnVisitor {
    @inline(__always)
    mutating func callAsFunction<Value: ColumnValue>(_ name: String, _ value: inout Value?) throws(PostgresError) {
        Value.write(value, to: &self)
    }
}
