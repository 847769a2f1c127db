/// One statement and the values of its parameters `$1`, `$2` and so on.
package struct PostgresStatement: Sendable {
    let sql: String
    let parameters: PostgresParameters

    /// - Parameter parameters: nil is NULL.
    package init(_ sql: String, parameters: [(any PostgresEncodable)?]) {
        self.sql = sql
        self.parameters = PostgresParameters(parameters)
    }

    /// What tells statements apart that are prepared: the same text with values of other types is another one.
    var key: Key { Key(sql: sql, types: parameters.types) }

    struct Key: Hashable, Sendable {
        let sql: String
        let types: [UInt32]
    }
}
