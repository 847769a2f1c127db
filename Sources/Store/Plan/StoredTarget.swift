package import Postgres

/// A target that is followed quarter by quarter.
package struct StoredTarget: Sendable {
    package let id: Int64
    package let measure: String
    /// Nil where the measure is known by its name.
    package let definition: Definition?
    /// Whose people it is about; nil: everything in the source.
    package let department: String?

    /// A measure as a target writes it.
    package struct Definition: Sendable {
        package let from: String
        package let at: String
        package let filter: String?
        package let value: String
    }

    package static func active(in connection: PostgresConnection) async throws -> [StoredTarget] {
        try await connection.query(Statements.activeTargets).map { row in
            let from: String? = try row["from"]
            let definition: Definition? = try from.map {
                Definition(from: $0, at: try row["at"], filter: try row["where"], value: try row["value"])
            }
            return StoredTarget(
                id: try row["target_id"], measure: try row["measure"], definition: definition,
                department: try row["department"])
        }
    }
}
