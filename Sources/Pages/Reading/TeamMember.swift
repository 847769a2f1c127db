import Exact
import Postgres

/// One of the reader's people, as far as a period goes.
struct TeamMember: Sendable {
    let employee: String
    let name: String?
    let department: String?
    /// Whether they have evaluated themselves.
    let hasEvaluated: Bool
    /// Whether the reader has rated them.
    let isRated: Bool

    init(_ row: PostgresRow) throws {
        employee = try row["employee_id"]
        name = try row["name"]
        department = try row["department"]
        hasEvaluated = try row["has_evaluated"]
        isRated = try row["is_rated"]
    }

    /// Totals by person, then by period.
    static func totals(
        of people: [TeamMember], in months: [String], _ connection: PostgresConnection
    ) async throws -> [String: [String: BigDecimal]] {
        var totals: [String: [String: BigDecimal]] = [:]
        for row in try await connection.query(Statements.teamTotals, months, people.map(\.employee)) {
            totals[try row["employee_id"], default: [:]][try row["period"]] = try row["total"]
        }
        return totals
    }
}
