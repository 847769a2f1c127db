import Postgres

/// What a result led to.
struct MonthOutcome: Sendable {
    let number: Int64
    /// Whether the reader may decide it.
    let isToDecide: Bool
    let kind: String
    /// What the template calls one of its own.
    let title: String?
    let titleInChinese: String?
    let status: String
    let decision: String?

    init(_ row: PostgresRow) throws {
        number = try row["outcome_id"]
        (kind, status, decision) = (try row["kind"], try row["status"], try row["decision"])
        (title, titleInChinese) = (try row["title"], try row["title_zh"])
        isToDecide = try row["standing", as: String.self] == "hr" && status == "proposed"
    }
}
