import Exact
import Postgres
import Support
import Testing

@Suite(.database) struct RowTests {
    @Test func rowsAreACollection() async throws {
        try await TestDatabase.current.withConnection { connection in
            let rows = try await connection.query("SELECT n, n * n AS square FROM generate_series(1, 4) n")
            #expect(rows.columns == ["n", "square"])
            #expect(rows.count == 4)
            #expect(try rows.map { try $0["square", as: Int.self] } == [1, 4, 9, 16])
            #expect(try rows.decode(Int.self, Int.self).map(\.1) == [1, 4, 9, 16])
        }
    }

    @Test func anotherTypeIsNamed() async throws {
        try await refuses(
            "SELECT 'x'::text AS total", BigDecimal.self, "column \"total\": expected BigDecimal, found text")
        try await refuses("SELECT 1::int8 AS total", Int32.self, "column \"total\": expected Int32, found int8")
        try await refuses("SELECT 1.5 AS total", Int64?.self, "column \"total\": expected Int64, found numeric")
        try await refuses("SELECT now() AS at", String.self, "column \"at\": expected String, found timestamptz")
        try await refuses("SELECT interval '1 day' AS i", String.self, "column \"i\": expected String, found interval")
        try await refuses("SELECT 70000::int4 AS n", Int16.self, "column \"n\": expected Int16, found int4")
        try await refuses("SELECT 1 AS n", [String].self, "column \"n\": expected Array<String>, found int4")
    }

    @Test func nullIsNamed() async throws {
        try await refuses("SELECT NULL::int8 AS total", Int64.self, "column \"total\" is NULL, expected Int64")
        try await refuses(
            "SELECT ARRAY['a', NULL] AS names", [String].self,
            "column \"names\": expected Array<String>, found NULL among its elements")
    }

    @Test func missingColumnsAndRowsAreNamed() async throws {
        try await TestDatabase.current.withConnection { connection in
            let rows = try await connection.query("SELECT 1 AS a, 2 AS b UNION ALL SELECT 3, 4")
            #expect(message { try rows[0]["c", as: Int.self] } == "there is no column \"c\"")
            #expect(message { try rows[0][2, as: Int.self] } == "there is no column 2 among 2")
            #expect(message { try rows[0].decode(Int.self) } == "expected 1 columns, found 2")
            #expect(message { try rows.one() } == "expected one row, found 2")
        }
    }

    @Test func aDecodingErrorSaysWhichColumn() async throws {
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query("SELECT 1 AS a, 'x' AS b").one()
            let error = #expect(throws: PostgresError.self) { try row.decode(Int.self, Int.self) }
            #expect(error?.code == .decoding)
            #expect(error?.message == #"column "b": expected Int, found text"#)
        }
    }

    private func refuses<Value: PostgresDecodable>(_ sql: String, _ type: Value.Type, _ text: String) async throws {
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query(sql).one()
            #expect(message { try row[0, as: Value.self] } == text)
        }
    }

    private func message<Value>(_ body: () throws -> Value) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return "\(error)"
        }
    }
}
