package import Exact
package import Postgres
import Statements

/// How a period stands.
package struct PeriodState: Sendable {
    package let label: String
    package let startsOn: String
    package let endsOn: String
    package let timeZone: String
    package let department: String?
    package let status: String
    package let revision: Int
    package let people: Int64
    package let scored: Int64
    package let incomplete: Int64
    package let notAppraised: Int64
    /// Evaluations that were left out, each with its problem.
    package let unusable: Int64
    package let meanTotal: BigDecimal?
    /// What keeps it from being scored.
    package let problem: String?

    /// All periods in order of their days, or the one that has the label.
    package static func all(label: String?, in connection: PostgresConnection) async throws -> [PeriodState] {
        try await connection.query(Statements.periodStates, label).map { row in
            PeriodState(
                label: try row.decode("label"), startsOn: try row.decode("starts_on"), endsOn: try row.decode("ends_on"),
                timeZone: try row.decode("time_zone"), department: try row.decode("department"),
                status: try row.decode("status"), revision: try row.decode("revision"), people: try row.decode("people"),
                scored: try row.decode("scored"), incomplete: try row.decode("incomplete"),
                notAppraised: try row.decode("not_appraised"), unusable: try row.decode("unusable"),
                meanTotal: try row.decode("mean_total"), problem: try row.decode("problem"))
        }
    }
}
