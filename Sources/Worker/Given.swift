import Appraisal
import Postgres
import Store

/// What people gave: evaluations and upheld appeals, and what of them is new since the last scoring; of one instant.
struct Given {
    let evaluations: [StoredEvaluation]
    let appeals: [StoredAppeal]
    let unseen: Unseen

    static func load(for period: Period, _ connection: PostgresConnection) async throws -> Given {
        try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
            Given(
                evaluations: try await StoredEvaluation.all(of: period.id, in: connection),
                appeals: try await StoredAppeal.upheld(in: period.id, connection),
                unseen: try await Unseen.load(of: period.id, in: connection))
        }
    }

    /// The same of these people alone.
    func only(_ people: Set<EmployeeKey>) -> Given {
        Given(
            evaluations: evaluations.filter { people.contains(EmployeeKey($0.employeeID)) },
            appeals: appeals.filter { people.contains(EmployeeKey($0.employeeID)) },
            unseen: unseen)
    }
}
