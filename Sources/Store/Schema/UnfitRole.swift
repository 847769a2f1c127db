package import Postgres

/// A role of Merit's that is what none of them should be.
package struct UnfitRole: Sendable, Equatable, CustomStringConvertible {
    package let name: String
    package let finding: String
    /// The statement that mends it.
    package let mending: String
    /// Whether it can do more than it should; otherwise it cannot do what it should.
    package let isPower: Bool

    package var description: String { "\(name) \(finding); \(mending)" }
}

extension RoleNames {
    /// Those among them that are there and not as Merit would make them.
    package func unfit(in connection: PostgresConnection) async throws(PostgresError) -> [UnfitRole] {
        var unfit: [UnfitRole] = []
        for row in try await connection.query(
            Statements.unfitRoles, all, owner, [reader, worker, hr], [worker, reader, portal])
        {
            let (name, finding, mending, isPower) = try row.decode(String.self, String.self, String.self, Bool.self)
            unfit.append(UnfitRole(name: name, finding: finding, mending: mending, isPower: isPower))
        }
        return unfit
    }
}
