/// What the source schema holds: the relations that measures may read.
package struct SourceCatalog: Sendable {
    /// The relations by name.
    package var relations: [String: SourceRelation]
    /// Why there are none at all, and what to do about it, where whoever read it knows.
    package let absence: String?

    package init(relations: [String: SourceRelation], absence: String? = nil) {
        self.relations = relations
        self.absence = absence
    }
}

/// A table, view or foreign table of the source, with its columns in their order.
package struct SourceRelation: Sendable {
    package typealias Column = (name: String, type: ColumnType)

    package let name: String
    package var columns: [Column]
    /// The column that is the primary key; nil where none is, or several are.
    package var key: String?
    /// Columns that whoever reads has no right to.
    package var spared: Set<String> = []

    package init(name: String, columns: [Column], key: String? = nil) {
        self.name = name
        self.columns = columns
        self.key = key
    }

    /// The column of that name, as the catalog writes it; nil where there is none.
    package func column(_ name: String) -> Column? {
        columns.first { $0.name == name }
    }
}

extension SourceRelation {
    /// That there is no such column, and which is meant or there.
    func missing(_ column: String) -> String {
        let names = columns.map(\.name)
        let hint: String =
            if let closest = ClosestName.to(column, among: names) {
                "did you mean \(closest)?"
            } else if Function(rawValue: column.lowercased()) != nil || Aggregate(rawValue: column.lowercased()) != nil
            {
                "write \(column.lowercased())(...) for the function"
            } else {
                names.isEmpty ? "it has no columns" : "there are \(names.joined(separator: ", "))"
            }
        return "\(name) has no column \(column); \(hint)"
    }
}

extension SourceCatalog {
    /// That there is no such relation, and which is meant or there.
    func missing(_ relation: String) -> String {
        let names = relations.keys.sorted()
        let hint: String =
            if let closest = ClosestName.to(relation, among: names) {
                "did you mean \(closest)?"
            } else {
                names.isEmpty ? absence ?? "the source is empty" : "there are \(names.joined(separator: ", "))"
            }
        return "the source has no relation \(relation); \(hint)"
    }
}
