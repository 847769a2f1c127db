/// A statement that a connection prepares when it first meets it and then runs by name.
package struct PostgresStatement: Hashable, Sendable {
    /// Seen in `pg_prepared_statements`.
    package let name: String
    package let sql: String

    package init(_ name: String, _ sql: String) {
        self.name = name
        self.sql = sql
    }
}
