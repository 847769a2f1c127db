package import Postgres

/// The table that rows of a file go into.
package struct ImportTarget: Sendable {
    package enum Kind: Sendable, Equatable {
        /// `merit.evaluation`; a period is named by its label.
        case evaluations
        case relation
    }

    package let kind: Kind
    let schema: String
    package let relation: String
    package let columns: [ImportColumn]

    var key: [ImportColumn] { columns.filter(\.isKey) }

    /// Where evaluations go.
    package static let evaluations = ImportTarget(
        kind: .evaluations, schema: "merit", relation: "evaluation",
        columns: [
            ImportColumn(name: "period", type: "text", kind: .text, isRequired: true, isKey: true),
            ImportColumn(name: "employee_id", type: "text", kind: .text, isRequired: true, isKey: true),
            ImportColumn(name: "source", type: "text", kind: .text, isRequired: true, isKey: true),
            ImportColumn(name: "rater_id", type: "text", kind: .text, isRequired: false, isKey: true),
            ImportColumn(name: "indicator", type: "text", kind: .text, isRequired: false, isKey: true),
            ImportColumn(name: "points", type: "numeric", kind: .number, isRequired: false, isKey: false),
            ImportColumn(name: "comment", type: "text", kind: .text, isRequired: false, isKey: false),
        ])

    /// What people call the plain tables, in the order in which one fills them.
    package static let plurals: KeyValuePairs = [
        "employees": "employee", "tickets": "ticket", "nps": "nps_response", "satisfaction": "satisfaction_response",
        "complaints": "complaint", "attendance": "attendance", "violations": "violation", "tasks": "task",
        "repair-reports": "repair_report", "feedback": "collaboration_feedback", "orders": "service_order",
        "opportunities": "opportunity", "costs": "maintenance_cost",
    ]

    /// A table of the source.
    ///
    /// - Parameter name: its name, or one of ``plurals``.
    /// - Throws: ``NoTarget``, ``PostgresError``.
    package static func load(
        _ name: String, schema: String, in connection: PostgresConnection
    ) async throws -> ImportTarget {
        let relation = plurals.first { $0.key == name }?.value ?? name
        var kind: String?
        var columns: [ImportColumn] = []
        let known = keys[relation] ?? []
        for row in try await connection.query(Statements.targetColumns, schema, relation) {
            kind = try row["relation_kind"]
            let column: String = try row["column"]
            columns.append(
                ImportColumn(
                    name: column, type: try row["type"],
                    kind: ImportColumn.Kind(rawValue: try row["kind"]) ?? .text,
                    isRequired: try row["is_required"] || known.first == column,
                    isKey: try row["has_key"] ? row["is_key"] : known.contains(column)))
        }
        guard let kind else {
            let others = try await connection.query(Statements.targetRelations, schema)
                .map { row throws(PostgresError) in try row[0, as: String.self] }
            throw NoTarget(schema: schema, relation: relation, isView: false, others: others)
        }
        guard ["r", "p"].contains(kind) else {
            throw NoTarget(schema: schema, relation: relation, isView: true, others: [])
        }
        return ImportTarget(kind: .relation, schema: schema, relation: relation, columns: columns)
    }

    /// What makes a row of the plain tables the same row; of the others it is all that stands in it.
    private static let keys: [String: [String]] = [
        "employee": ["employee_id", "employed_from"], "ticket": ["ticket_id"], "complaint": ["complaint_id"],
        "task": ["task_id"], "attendance": ["employee_id", "day"], "repair_report": ["report_id"],
        "service_order": ["order_id"], "opportunity": ["opportunity_id"],
    ]
}

/// There is no table that rows could go into.
package struct NoTarget: Error, CustomStringConvertible {
    let schema: String
    let relation: String
    let isView: Bool
    let others: [String]

    package var description: String {
        if isView { return "\(schema).\(relation) is no table but a view of one; import into the table behind it" }
        let advice =
            others.isEmpty
            ? "merit source install makes the tables" : "there are \(others.joined(separator: ", ")), and evaluations"
        return "there is no table \(schema).\(relation); \(advice)"
    }
}
