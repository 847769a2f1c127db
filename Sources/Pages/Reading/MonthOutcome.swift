import Postgres

/// What a result led to.
struct MonthOutcome: Sendable {
    let number: Int64
    /// Whether the reader may decide it.
    let isToDecide: Bool
    let kind: String
    let status: String
    let decision: String?

    init(_ row: PostgresRow) throws {
        number = try row["outcome_id"]
        (kind, status, decision) = (try row["kind"], try row["status"], try row["decision"])
        isToDecide = try row["standing", as: String.self] == "hr" && status == "proposed"
    }
}
