package import Postgres

/// An act that is open, as `merit.owed` shows it.
package struct OwedAct: Sendable {
    package let what: String
    /// Who owes it: a person, or a duty that is nobody's own.
    package let who: String?
    /// For whom, or whose it is.
    package let about: String
    /// Label of the period.
    package let period: String
    /// Number of what it is about; nil of evaluations.
    package let number: String?
    package let since: String?
    package let due: String?
    package let isOverdue: Bool

    /// - Parameters:
    ///   - person: Who owes; nil: everyone.
    ///   - overdue: Only what is overdue.
    package static func all(
        of person: String?, overdue: Bool, in connection: PostgresConnection
    ) async throws -> [OwedAct] {
        try await connection.query(Statements.listOwed, person, overdue).map { row in
            OwedAct(
                what: try row["what"], who: try row["who"], about: try row["about"], period: try row["period"],
                number: try row["number"], since: try row["since"], due: try row["due"],
                isOverdue: try row["is_overdue"])
        }
    }
}
