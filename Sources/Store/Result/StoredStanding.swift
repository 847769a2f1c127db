package import Exact
import Postgres

/// How one person stands among rows of the same kinds of work, kind by kind.
package struct StoredStanding: Sendable {
    /// The person's rows of one kind.
    package struct Part: Sendable {
        /// The values of the columns that tell kinds apart; nil where one is unknown.
        package let cell: [String?]
        package let rows: Int64
        /// Their mean, 6 digits.
        package let value: BigDecimal
        /// Everyone's mean of that kind, 6 digits.
        package let expected: BigDecimal
    }

    package let rows: Int64
    package let value: BigDecimal
    package let expected: BigDecimal
    /// Nil where nothing above 0 is expected.
    package let adjusted: BigDecimal?
    /// Of a share.
    package let z: BigDecimal?
    /// Everyone's mean of all kinds; nil where the run kept none.
    package let mean: BigDecimal?
    /// The most rows first.
    package private(set) var parts: [Part]

    /// By indicator, of a person's newest result.
    static func load(
        of employee: String, in period: Int64, _ connection: PostgresConnection
    ) async throws -> [String: StoredStanding] {
        var standings: [String: StoredStanding] = [:]
        for row in try await connection.query(Statements.mixStandings, period, employee) {
            let part = Part(
                cell: try row["cell"], rows: try row["part_rows"], value: try row["part_value"],
                expected: try row["part_expected"])
            let indicator: String = try row["indicator"]
            if standings[indicator] == nil {
                standings[indicator] = StoredStanding(
                    rows: try row["rows"], value: try row["value"], expected: try row["expected"],
                    adjusted: try row["adjusted"], z: try row["z"], mean: try row["mean"], parts: [part])
            } else {
                standings[indicator]?.parts.append(part)
            }
        }
        return standings
    }
}
