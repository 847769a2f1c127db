import Postgres

/// What the reader owes, by kind.
struct OpenAct: Sendable {
    let what: String
    let open: Int64
    let overdue: Int64
    let nextDue: String?

    static func all(timeZone: String, _ connection: PostgresConnection) async throws -> [OpenAct] {
        try await connection.query(Statements.openActs, timeZone).map { row in
            OpenAct(
                what: try row["what"], open: try row["open"], overdue: try row["overdue"], nextDue: try row["next_due"])
        }
    }
}
