import Postgres

/// An appeal against a result.
struct MonthAppeal: Sendable {
    let number: Int64
    /// Whether the reader may decide it.
    let isToDecide: Bool
    let kind: String
    let indicator: String?
    var reason: String
    let submittedOn: String
    let dueOn: String?
    let status: String
    var decision: String?
    let decidedOn: String?

    init(_ row: PostgresRow) throws {
        number = try row["appeal_id"]
        (kind, indicator, reason) = (try row["kind"], try row["indicator"], try row["reason"])
        (submittedOn, dueOn, status) = (try row["submitted_on"], try row["due_on"], try row["status"])
        (decision, decidedOn) = (try row["decision"], try row["decided_on"])
        isToDecide = try row["standing", as: String.self] == "hr" && status == "open"
    }
}
