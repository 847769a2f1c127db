import Appraisal
import Postgres
import Store

/// What people gave: evaluations and upheld appeals, and what of them is new since the last scoring; of one instant.
struct Given {
    /// As ``StoredEvaluation/rows(of:employees:in:)`` gives them.
    let evaluations: RowSpool
    let appeals: [StoredAppeal]
    let unseen: Unseen
    /// Whom it is of; nil: everyone.
    let people: [String]?
    /// Instant of the snapshot.
    let cutoff: PostgresTimestamp

    /// - Parameter onlyUnseen: whether it is of those alone for whom something is new.
    static func load(
        for period: Period, onlyUnseen: Bool, _ connection: PostgresConnection
    ) async throws -> Given {
        try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
            let cutoff = try await connection.query("select clock_timestamp()").one().decode(PostgresTimestamp.self)
            let unseen = try await Unseen.load(of: period.id, in: connection)
            let people = onlyUnseen ? unseen.employeeIDs : nil
            let keys = people.map { Set($0.map(EmployeeKey.init)) }
            return Given(
                evaluations: try await StoredEvaluation.rows(of: period.id, employees: people, in: connection),
                appeals: try await StoredAppeal.upheld(in: period.id, connection).filter { appeal in
                    guard let keys else { return true }
                    return [appeal.employeeID, appeal.colleagueID].contains {
                        $0.map { keys.contains(EmployeeKey($0)) } ?? false
                    }
                }, unseen: unseen, people: people, cutoff: cutoff)
        }
    }
}
