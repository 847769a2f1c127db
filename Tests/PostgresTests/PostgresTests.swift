import Postgres
import Support
import Testing

@Suite(.database) struct QueryTests {
    @Test func answers() async throws {
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query("SELECT $1 + 1 AS next, $2 AS name", 41, "it's").one()
            #expect(try row["next"] == 42)
            #expect(try row.decode(Int.self, String.self) == (42, "it's"))
        }
    }
}
