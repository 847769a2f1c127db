import Postgres

/// An interview about a result: what was said and agreed, and what the person says to that.
struct MonthInterview: Sendable {
    let heldAt: String
    let heldBy: String?
    var said: String?
    var agreed: String?
    let acknowledgedAt: String?
    var objection: String?

    static func all(
        about employee: String, in period: ReportPeriod, _ connection: PostgresConnection
    ) async throws -> [MonthInterview] {
        try await connection.query(Statements.monthInterviews, period.label, employee, period.timeZone).map { row in
            MonthInterview(
                heldAt: try row["held_at"], heldBy: try row["held_by"], said: try row["said"],
                agreed: try row["agreed"],
                acknowledgedAt: try row["acknowledged_at"], objection: try row["objection"])
        }
    }
}
