package import Postgres

/// What is put right of a period that was opened wrongly, and never scored; what is nil stays.
package struct PeriodChange: Sendable {
    /// First day, as people write dates.
    package var first: String?
    /// Last day, included.
    package var last: String?
    package var timeZone: String?
    package var department: String?
    /// Whether it becomes everyone's, whatever its department was.
    package var isForEveryone = false
    package var label: String?

    package init() {}

    package var isNothing: Bool {
        [first, last, timeZone, department, label].allSatisfy { $0 == nil } && !isForEveryone
    }

    /// False where no period has that label.
    package func make(of period: String, in connection: PostgresConnection) async throws -> Bool {
        try await connection.execute(
            Statements.changePeriod, period, first, last, timeZone, department, isForEveryone, label) > 0
    }
}
