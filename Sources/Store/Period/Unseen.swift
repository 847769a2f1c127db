package import Appraisal
package import Postgres

/// What changed since a period was scored: whose evaluations, and which appeals were upheld.
package struct Unseen: Sendable {
    private let ids: [Int64]
    /// The upheld appeals of each person that anything changed for.
    private let appeals: [EmployeeKey: [Int64]]
    /// The people that anything changed for.
    package let employeeIDs: [String]
    /// The appeals that were upheld since.
    package let appealIDs: Set<Int64>
    /// How long until it has rested; zero or less where it has.
    package let restsIn: Duration

    package static func load(of period: Int64, in connection: PostgresConnection) async throws -> Unseen {
        var ids: [Int64] = []
        var people: [EmployeeKey: (id: String, appeals: [Int64])] = [:]
        var milliseconds: Int64 = 0
        for row in try await connection.query(Statements.loadUnseen, period) {
            ids.append(try row["unseen_id"])
            milliseconds = try row["rests_in_milliseconds"]
            let appeal: Int64? = try row["appeal_id"]
            for id in try row["employee_ids", as: [String].self] {
                people[EmployeeKey(id), default: (id, [])].appeals += appeal.map { [$0] } ?? []
            }
        }
        return Unseen(
            ids: ids, appeals: people.mapValues(\.appeals), employeeIDs: people.values.map(\.id).sorted(),
            appealIDs: Set(people.values.flatMap(\.appeals)), restsIn: .milliseconds(milliseconds))
    }

    /// Why a person's result is scored again, for people to read.
    package func reason(for employee: EmployeeKey, otherwise: String) -> String {
        let appeals = appeals[employee] ?? []
        return appeals.isEmpty ? otherwise : appeals.map { "appeal \($0) was upheld" }.joined(separator: ", ")
    }

    /// Takes it away: it was seen.
    package func clear(in connection: PostgresConnection) async throws {
        guard !ids.isEmpty else { return }
        try await connection.execute("delete from merit.unseen where unseen_id = any ($1)", ids)
    }
}
