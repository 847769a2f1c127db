import Measures

/// The relation that most tests read: a column of every type.
enum Sample {
    static let relation = SourceRelation(
        name: "work",
        columns: [
            ("work_id", .bigint), ("employee_id", .text), ("at", .timestamptz), ("i", .integer), ("big", .bigint),
            ("n", .numeric), ("f", .float), ("s", .text), ("e", .castText("mood")), ("u", .castText("uuid")),
            ("b", .boolean), ("t", .timestamptz), ("t2", .timestamptz), ("local", .timestamp), ("local2", .timestamp),
            ("d", .date), ("d2", .date), ("v", .interval), ("j", .unsupported("jsonb")), ("得分", .integer),
        ])

    static let catalog = SourceCatalog(relations: [
        "work": relation,
        "task": SourceRelation(name: "task", columns: [("employee_id", .numeric), ("due_at", .text)]),
        "weather": SourceRelation(name: "weather", columns: [("day", .date)]),
    ])

    static func check(
        _ value: String, where filter: String? = nil, at: String = "at", from: String = "work"
    ) -> Result<CheckedMeasure, MeasureProblems> {
        CheckedMeasure.check(MeasureDefinition(from: from, at: at, filter: filter, value: value), in: catalog)
    }

    /// What is wrong with a measure, as `part position: reason`.
    static func problems(
        _ value: String, where filter: String? = nil, at: String = "at", from: String = "work"
    ) -> [String] {
        switch check(value, where: filter, at: at, from: from) {
        case .success: []
        case .failure(let problems): problems.list.map(\.line)
        }
    }
}

extension MeasureProblem {
    var line: String { "\(part.rawValue)\(position.map { " \($0)" } ?? ""): \(reason)" }
}
