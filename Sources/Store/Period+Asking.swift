package import Postgres
import Statements

extension Period {
    /// Asks for a period by INSERT; returns its number.
    ///
    /// - Parameters:
    ///   - first: first day, as people write dates.
    ///   - last: last day, included.
    package static func open(
        _ label: String, from first: String, to last: String, timeZone: String, department: String?,
        in connection: PostgresConnection
    ) async throws -> Int64 {
        try await connection.query(Statements.openPeriod, label, first, last, timeZone, department).one().decode(
            Int64.self)
    }

    /// Asks for a period to be scored now; false where no period has that label.
    package static func ask(_ label: String, takeNewest: Bool, in connection: PostgresConnection) async throws -> Bool {
        try await connection.execute(Statements.askPeriod, label, takeNewest) > 0
    }

    /// Closes a scored period, so that nothing of it changes; false where no period has that label.
    package static func close(_ label: String, in connection: PostgresConnection) async throws -> Bool {
        try await connection.execute(Statements.closePeriod, label) > 0
    }

    /// Opens a closed period again; false where no closed period has that label.
    package static func reopen(
        _ label: String, reason: String, in connection: PostgresConnection
    ) async throws -> Bool {
        try await connection.execute(Statements.reopenPeriod, label, reason) > 0
    }

    /// Locks the period until the end of the transaction; returns its revision.
    package func lock(in connection: PostgresConnection) async throws -> Int {
        try await connection.query(Statements.lockPeriod, id).one().decode(Int.self)
    }

    package func markScored(revision: Int, isPartial: Bool, in connection: PostgresConnection) async throws {
        try await connection.execute(Statements.updateScoredPeriod, id, revision, isPartial)
    }
}
