import Postgres

/// Goes through the columns of a row, and does the same with each: reads it, writes it, names it or shows it.
protocol ColumnVisitor {
    /// - Parameters:
    ///   - name: the column's; where a value takes several, what their names have in common.
    ///   - value: nil is NULL.
    mutating func callAsFunction<Value: ColumnValue>(_ name: String, _ value: inout Value?) throws(PostgresError)
}

extension ColumnVisitor {
    /// A column that is NOT NULL.
    @inline(__always)
    mutating func callAsFunction<Value: ColumnValue>(_ name: String, _ value: inout Value) throws(PostgresError) {
        var known: Value? = value
        try self(name, &known)
        guard let known else { throw PostgresError(.decoding, "\(name) is NULL") }
        value = known
    }
}

/// What a row of a table holds: the one place where the columns' names stand beside the properties that hold them.
///
/// Statements take the names from here, and rows are read, written, compared and shown by going through them. So no statement can
/// have them in another order than the code that reads it.
protocol TableRow {
    static var columns: ColumnList { get }

    /// A row of nothing, to be read into.
    init()

    /// Goes through all columns but those that tell whose the row is.
    mutating func eachColumn(_ column: inout some ColumnVisitor) throws(PostgresError)
}
