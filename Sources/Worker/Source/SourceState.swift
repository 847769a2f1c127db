import Postgres

/// What the relations behind a reading are and where their rows lie, at one instant.
///
/// A snapshot shows rows as of its instant, but takes names, definitions and files as they are when it comes to a relation: a table
/// that was emptied and filled again since has no row in it for an older snapshot.
struct SourceState {
    private let relations: [Int64: (name: String, state: String)]

    private init(_ rows: PostgresRows) throws {
        relations = try Dictionary(
            rows.map { row in
                let (id, name, state) = try row.decode(Int64.self, String.self, String.self)
                return (id, (name, state))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Of everything that the session's transaction has read, as its snapshot sees it.
    static func read(by connection: PostgresConnection) async throws -> SourceState {
        try SourceState(try await connection.query(Statements.sourceState, [Int64]?.none))
    }

    /// The relations that are not what they were, by name, once the transaction is over.
    ///
    /// Its locks kept everything that it read from being replaced, so the state right after the transaction is the
    /// state read.
    func changed(on connection: PostgresConnection) async throws -> [String] {
        let now = try SourceState(try await connection.query(Statements.sourceState, relations.keys.sorted()))
        return relations.compactMap { id, relation in
            guard let current = now.relations[id], current.state != relation.state else { return nil }
            // Of a relation that the snapshot does not see only the number is known to it.
            return relation.state.isEmpty ? current.name : relation.name
        }.sorted()
    }
}
