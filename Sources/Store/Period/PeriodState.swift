package import Exact
package import Postgres

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
    /// What was odd about the source when everyone was scored last.
    package let findings: [String]

    /// All periods in order of their days, or the one that has the label.
    package static func all(label: String?, in connection: PostgresConnection) async throws -> [PeriodState] {
        try await connection.query(Statements.periodStates, label).map { row in
            PeriodState(
                label: try row["label"], startsOn: try row["starts_on"], endsOn: try row["ends_on"],
                timeZone: try row["time_zone"], department: try row["department"],
                status: try row["status"], revision: try row["revision"], people: try row["people"],
                scored: try row["scored"], incomplete: try row["incomplete"],
                notAppraised: try row["not_appraised"], unusable: try row["unusable"],
                meanTotal: try row["mean_total"], problem: try row["problem"],
                findings: try row["findings"])
        }
    }
}
