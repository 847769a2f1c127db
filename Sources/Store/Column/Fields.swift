import JSON
import Postgres

/// The fields of a row, in the order of its columns.
struct Fields: ColumnVisitor {
    private(set) var all: [Field] = []

    init<Row: TableRow>(of row: Row) {
        var row = row
        all.reserveCapacity(Row.columns.count)
        // Showing is nothing that could fail.
        try? row.eachColumn(&self)
    }

    mutating func callAsFunction<Value: ColumnValue>(_ name: String, _ value: inout Value?) {
        all.append(Field(name: name, value: value?.field))
    }

    /// `{name: {"from": …, "to": …}}`; nil where all are equal.
    ///
    /// - Parameters:
    ///   - old: nil: what there was nothing of.
    ///   - new: of the same table; nil: what there is nothing of any more.
    ///   - passesOver: a column that makes no difference.
    static func differences(
        from old: Fields?, to new: Fields?, except passesOver: String? = nil
    ) -> String? {
        let fields = new ?? old
        var changes = JSONObject()
        for place in fields?.all.indices ?? 0..<0 {
            let (from, to) = (old?.all[place], new?.all[place])
            guard from?.value != to?.value, let name = (to ?? from)?.name, name != passesOver else { continue }
            changes.add(name, json: JSONObject(["from": from?.quoted, "to": to?.quoted]).json)
        }
        return changes.isEmpty ? nil : changes.json
    }
}
