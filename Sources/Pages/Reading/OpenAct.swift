import Postgres

/// What the reader owes because of a period, by kind.
struct OpenAct: Sendable {
    let what: String
    let open: Int64
    let overdue: Int64
    let nextDue: String?

    static func all(in period: ReportPeriod, _ connection: PostgresConnection) async throws -> [OpenAct] {
        try await connection.query(Statements.openActs, period.timeZone, period.label).map { row in
            OpenAct(
                what: try row["what"], open: try row["open"], overdue: try row["overdue"], nextDue: try row["next_due"])
        }
    }
}
