package import Appraisal
package import Postgres

/// What changed since a period was scored: whose evaluations, and which appeals were upheld.
package struct Unseen: Sendable {
    private let ids: [Int64]
    /// An appeal that was upheld.
    private struct Decided {
        let id: Int64
        let appellant: EmployeeKey?
    }

    /// The upheld appeals for each person that anything changed for: their own, and those that rows come by, or go.
    private let appeals: [EmployeeKey: [Decided]]
    /// The people that anything changed for.
    package let employeeIDs: [String]
    /// The appeals that were upheld since.
    package let appealIDs: Set<Int64>
    /// How long until it has rested; zero or less where it has.
    package let restsIn: Duration

    package static func load(of period: Int64, in connection: PostgresConnection) async throws -> Unseen {
        var ids: [Int64] = []
        var people: [EmployeeKey: (id: String, appeals: [Decided])] = [:]
        var milliseconds: Int64 = 0
        for row in try await connection.query(Statements.loadUnseen, period) {
            ids.append(try row["unseen_id"])
            milliseconds = try row["rests_in_milliseconds"]
            let appellant: String? = try row["appellant"]
            let number: Int64? = try row["appeal_id"]
            let appeal = number.map { Decided(id: $0, appellant: appellant.map(EmployeeKey.init)) }
            for id in try row["employee_ids", as: [String].self] {
                people[EmployeeKey(id), default: (id, [])].appeals += appeal.map { [$0] } ?? []
            }
        }
        return Unseen(
            ids: ids, appeals: people.mapValues(\.appeals), employeeIDs: people.values.map(\.id).sorted(),
            appealIDs: Set(people.values.flatMap(\.appeals).map(\.id)), restsIn: .milliseconds(milliseconds))
    }

    /// Why a person's result is scored again, for people to read.
    package func reason(for employee: EmployeeKey, otherwise: String) -> String {
        let appeals = appeals[employee] ?? []
        guard !appeals.isEmpty else { return otherwise }
        return appeals.map { appeal in
            appeal.appellant == employee
                ? "appeal \(appeal.id) was upheld"
                : "appeal \(appeal.id) of a colleague was upheld, which says whose rows are whose"
        }.joined(separator: ", ")
    }

    /// Whom appeals concern that were upheld since: who raised them, and whose rows come or go by them.
    package var appealing: Set<EmployeeKey> { Set(appeals.filter { !$0.value.isEmpty }.keys) }

    /// Whom an appeal concerns that was upheld since; nobody where it was not.
    package func people(of appeal: Int64) -> [EmployeeKey] {
        appeals.filter { $0.value.contains { $0.id == appeal } }.keys.sorted()
    }

    /// Takes it away: it was seen.
    package func clear(in connection: PostgresConnection) async throws {
        guard !ids.isEmpty else { return }
        try await connection.execute("delete from merit.unseen where unseen_id = any ($1)", ids)
    }
}
