import Postgres

/// For whom pages are written: they show what this one may see, and nothing else.
package struct Reader: Sendable {
    package let employee: String
    package let duties: [String]

    /// Nil where it is not known for whom the session acts.
    ///
    /// - Parameter employee: for whom a trusted application acts; nil for a person's own login.
    static func known(as employee: String?, _ connection: PostgresConnection) async throws -> Reader? {
        if let employee { _ = try await connection.query("select merit.act_for($1)", employee) }
        let row = try await connection.query(Statements.whoReads).one()
        guard let found: String = try row["employee_id", as: String?.self] else { return nil }
        return Reader(employee: found, duties: try row["duties"])
    }
}
