import Postgres

/// The columns of a table, in the order in which rows are read and written.
struct ColumnList: ColumnVisitor {
    private(set) var names: [String] = []
    /// What each holds, as an element of an array.
    private(set) var elements: [any PostgresArrayElement.Type] = []

    init<Row: TableRow>(of type: Row.Type) {
        var row = Row()
        // A name is nothing that could fail.
        try? row.eachColumn(&self)
    }

    mutating func callAsFunction<Value: ColumnValue>(_ name: String, _ value: inout Value?) {
        names += Value.columns.map { name + $0.suffix }
        elements += Value.columns.map(\.element)
    }

    var count: Int { names.count }

    /// A statement that says `{columns}` where these are to stand.
    func named(in statement: String) -> String {
        statement.replacing("{columns}", with: names.joined(separator: ", "))
    }

    /// A statement that says `{parameters}` where arrays of these are to stand, too.
    ///
    /// - Parameter first: the number of the first.
    func named(in statement: String, from first: Int) -> String {
        let parameters = names.indices.map { "$\(first + $0)" }
        return named(in: statement.replacing("{parameters}", with: parameters.joined(separator: ", ")))
    }
}
