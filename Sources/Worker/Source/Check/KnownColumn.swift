import Measures

/// A column that docs/source.md lists, with what it has to be for what it is there for.
struct KnownColumn {
    enum Use {
        case id, text, number, time, condition

        /// As messages ask for it.
        var wanted: String {
            switch self {
            case .id: "an id is text, uuid or an integer"
            case .text: "a text is wanted"
            case .number: "a number is wanted"
            case .time: "timestamptz, timestamp or date is wanted"
            case .condition: "boolean is wanted"
            }
        }

        func takes(_ type: ColumnType) -> Bool {
            switch (self, type) {
            case (_, .unsupported): false
            case (.id, .text), (.id, .looseText), (.id, .castText), (.id, .smallint), (.id, .integer), (.id, .bigint):
                true
            case (.text, .text), (.text, .looseText), (.text, .castText): true
            case (.number, .smallint), (.number, .integer), (.number, .bigint), (.number, .numeric), (.number, .float):
                true
            case (.time, .timestamptz), (.time, .timestamp), (.time, .date): true
            case (.condition, .boolean): true
            default: false
            }
        }
    }

    let relation: String
    let name: String
    let use: Use
    /// Whether Merit reads it whatever the templates measure.
    let isAlwaysRead: Bool

    private init(_ relation: String, _ name: String, _ use: Use, always: Bool = false) {
        self.relation = relation
        self.name = name
        self.use = use
        isAlwaysRead = always
    }

    static let all: [KnownColumn] =
        [
            .init("employee", "employee_id", .id, always: true),
            .init("employee", "employed_from", .time, always: true),
            .init("employee", "employed_to", .time, always: true),
            .init("attendance", "day", .time, always: true), .init("attendance", "kind", .text, always: true),
            .init("attendance", "portion", .number, always: true),
            .init("nps_response", "score", .number, always: true),
            .init("nps_response", "responded_at", .time, always: true),
            .init("satisfaction_response", "score", .number, always: true),
            .init("satisfaction_response", "responded_at", .time, always: true),
            .init("complaint", "received_at", .time, always: true),
        ]
        + columns([
            "ticket": [
                .time: ["opened_at", "resolved_at", "closed_at", "first_response_at", "target_at"],
                .condition: ["target_met", "reopened", "escalated", "remote"],
                .text: ["status", "category", "channel"],
            ],
            "complaint": [.text: ["category", "root_cause"], .condition: ["upheld"]],
            "satisfaction_response": [.text: ["aspect"]],
            "task": [.time: ["due_at", "done_at"]],
            "violation": [.time: ["day"], .text: ["severity"]],
            "repair_report": [
                .time: ["submitted_at"], .condition: ["fixed_first_visit", "remote"],
                .number: ["visits", "parts_wait_hours"],
            ],
            "collaboration_feedback": [.time: ["given_at"], .number: ["score"], .text: ["from_department"]],
            "service_order": [.time: ["ordered_at"], .condition: ["disputed"]],
            "opportunity": [.time: ["closed_at"], .condition: ["won"]],
            "maintenance_cost": [.time: ["spent_on"], .number: ["actual", "budget"]],
        ])
        + [
            "ticket", "nps_response", "satisfaction_response", "complaint", "task", "attendance", "violation",
            "repair_report", "collaboration_feedback", "service_order", "opportunity", "maintenance_cost",
        ].map { .init($0, "employee_id", .id) }

    private static func columns(_ known: [String: [Use: [String]]]) -> [KnownColumn] {
        known.sorted { $0.key < $1.key }.flatMap { relation, uses in
            uses.flatMap { use, names in names.map { KnownColumn(relation, $0, use) } }.sorted { $0.name < $1.name }
        }
    }
}

extension SourceSnapshot {
    /// Known columns of a type that nothing can be measured by: of the customers' voice the figures would stay empty in silence.
    func mistyped() -> [SourceCheck.Finding] {
        KnownColumn.all.compactMap { known in
            guard let column = catalog.relations[known.relation]?.column(known.name), !known.use.takes(column.type)
            else { return nil }
            return .init(
                relation: known.relation, isFault: known.isAlwaysRead,
                finding:
                    "\(schema).\(known.relation).\(known.name) is \(column.type.shownName); \(known.use.wanted)",
                advice: known.isAlwaysRead
                    ? "give it another type in the view: what needs it stays empty, or fails"
                    : "give it another type in the view: a measure that needs it is refused")
        }
    }
}
