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
                names.isEmpty ? "the source is empty" : "there are \(names.joined(separator: ", "))"
            }
        return "the source has no relation \(relation); \(hint)"
    }
}
