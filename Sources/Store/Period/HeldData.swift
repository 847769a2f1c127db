package import Postgres

/// All that schema merit keeps about one person.
package struct HeldData: Sendable {
    package struct Field: Sendable {
        package let table: String
        /// Which row of the table.
        package let row: Int64
        package let name: String
        package let value: String?
    }

    /// As JSON.
    package let document: String
    package let fields: [Field]
    /// The newest seal, by which whoever has the document can show later what was sealed then; nil where nothing is.
    package let head: SealChain.Head?

    /// Nil where nothing is kept.
    package static func load(of employee: String, in connection: PostgresConnection) async throws -> HeldData? {
        try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
            let head = try await SealChain.head(in: connection)
            let found: String? = try await connection.query(
                Statements.exportDocument, employee, head?.number, head?.hash
            ).one()[0]
            guard let document = found else { return nil }
            return HeldData(
                document: document,
                fields: try await connection.query(Statements.exportFields, employee).map { row in
                    Field(table: try row[0], row: try row[1], name: try row[2], value: try row[3])
                },
                head: head)
        }
    }

    /// Forgets a person; refused while a hold stands.
    ///
    /// - Parameter reason: Without a name.
    /// - Returns: the pseudonym that stands for them now.
    package static func forget(
        _ employee: String, because reason: String, in connection: PostgresConnection
    ) async throws -> String {
        try await connection.query(Statements.forgetPerson, employee, reason).one().decode(String.self)
    }
}
