/// Rows that a measure looks at: a relation, and the column that places a row in a period.
package struct MeasuredGround: Sendable, Hashable {
    package let from: String
    package let at: String

    package init(from: String, at: String) {
        (self.from, self.at) = (from, at)
    }

    /// Of the relations that docs/source.md names.
    package static let known = [
        ("ticket", ["opened_at", "resolved_at", "closed_at"]), ("satisfaction_response", ["responded_at"]),
        ("nps_response", ["responded_at"]), ("complaint", ["received_at"]), ("task", ["due_at", "done_at"]),
        ("repair_report", ["submitted_at"]), ("attendance", ["day"]), ("violation", ["day"]),
        ("collaboration_feedback", ["given_at"]), ("service_order", ["ordered_at"]), ("opportunity", ["closed_at"]),
        ("maintenance_cost", ["spent_on"]),
    ].flatMap { from, columns in columns.map { MeasuredGround(from: from, at: $0) } }
}
