import Postgres

/// An appeal against a result.
struct MonthAppeal: Sendable {
    let kind: String
    let indicator: String?
    let reason: String
    let submittedOn: String
    let dueOn: String?
    let status: String
    let decision: String?
    let decidedOn: String?

    init(_ row: PostgresRow) throws {
        (kind, indicator, reason) = (try row["kind"], try row["indicator"], try row["reason"])
        (submittedOn, dueOn, status) = (try row["submitted_on"], try row["due_on"], try row["status"])
        (decision, decidedOn) = (try row["decision"], try row["decided_on"])
    }
}
