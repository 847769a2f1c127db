package import Postgres
package import Reports

extension Names {
    /// As far as the reader may know them.
    package static func load(_ people: some Sequence<String>, _ connection: PostgresConnection) async throws -> Names {
        Names(try await known(people, connection).mapValues(\.name))
    }

    /// What those are called who did something: a login of the database that is nobody's is called so.
    package static func load(
        actors: some Sequence<String>, _ language: Language, _ connection: PostgresConnection
    ) async throws -> Names {
        let known = try await known(actors, connection)
        return Names(
            Dictionary(
                uniqueKeysWithValues: known.map { id, found in
                    let login = language.text(zh: "数据库登录名 \(id)", en: "the login \(id)")
                    return (id, found.name ?? (found.isLogin ? login : nil))
                }))
    }

    private static func known(
        _ people: some Sequence<String>, _ connection: PostgresConnection
    ) async throws -> [String: (name: String?, isLogin: Bool)] {
        let ids = Set(people).sorted()
        guard !ids.isEmpty else { return [:] }
        let rows = try await connection.query(Statements.names, ids).map { row in
            let (id, name, isLogin) = try row.decode(String.self, String?.self, Bool.self)
            return (id, (name: name, isLogin: isLogin))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// What one person is called.
    package static func one(_ person: String, _ connection: PostgresConnection) async throws -> String {
        try await load([person], connection).of(person)
    }
}
