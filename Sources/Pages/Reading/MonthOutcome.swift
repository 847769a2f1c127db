import Postgres

/// What a result led to.
struct MonthOutcome: Sendable {
    let kind: String
    let status: String
    let decision: String?

    init(_ row: PostgresRow) throws {
        (kind, status, decision) = (try row["kind"], try row["status"], try row["decision"])
    }
}
