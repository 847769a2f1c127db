import Pages
import Postgres

extension Names {
    /// As far as the reader may know them.
    static func load(_ people: some Sequence<String>, _ connection: PostgresConnection) async throws -> Names {
        let ids = Set(people).sorted()
        guard !ids.isEmpty else { return Names([:]) }
        let known = try await connection.query(Statements.names, ids).decode(String.self, String?.self)
        return Names(Dictionary(uniqueKeysWithValues: known))
    }

    /// What one person is called.
    static func one(_ person: String, _ connection: PostgresConnection) async throws -> String {
        try await load([person], connection).of(person)
    }
}
