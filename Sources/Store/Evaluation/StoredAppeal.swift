package import Exact
package import Postgres

/// An upheld appeal, and what was found about it.
package struct StoredAppeal: Sendable {
    /// What was decided.
    package enum Decision: Sendable, Hashable {
        /// Rows of the measured relation, by their ids, that do not count.
        case excluded([String])
        /// The value that the scale reads, or the points of a rated indicator.
        case value(BigDecimal)
        /// The whole result is measured again.
        case again
    }

    package let id: Int64
    package let employeeID: String
    /// Nil where it is against the whole result.
    package let indicator: String?
    package let decision: Decision
    /// For whom the rows count that it leaves out; nil: for nobody.
    package let colleagueID: String?
    /// True if this appeal, or one that it replaces, excludes rows.
    package let followsExclusion: Bool
    /// What it is marked with now.
    let problem: String?

    /// The rows that it leaves out; none where it sets the value.
    package var excludedRows: [String] {
        if case .excluded(let rows) = decision { rows } else { [] }
    }

    /// The upheld appeals of a period that count: of several on one indicator, the one decided last.
    package static func upheld(in period: Int64, _ connection: PostgresConnection) async throws -> [StoredAppeal] {
        try await connection.query(Statements.upheldAppeals, period).map { row in
            let value: BigDecimal? = try row["set_value"]
            let rows: [String]? = try row["excluded_rows"]
            let indicator: String? = try row["indicator"]
            let decision = indicator == nil ? .again : value.map(Decision.value) ?? .excluded(rows ?? [])
            return StoredAppeal(
                id: try row["appeal_id"], employeeID: try row["employee_id"], indicator: indicator,
                decision: decision, colleagueID: try row["colleague_id"],
                followsExclusion: try row["follows_exclusion"], problem: try row["problem"])
        }
    }

    /// Writes the problem of each appeal whose stored problem differs.
    ///
    /// - Parameter problems: by the appeal's number.
    package static func mark(
        _ appeals: [StoredAppeal], problems: [Int64: String], in connection: PostgresConnection
    ) async throws {
        let changed = appeals.filter { $0.problem != problems[$0.id] }
        guard !changed.isEmpty else { return }
        try await connection.execute(
            Statements.markAppeals, changed.map(\.id), changed.map { problems[$0.id] ?? "" })
    }
}
