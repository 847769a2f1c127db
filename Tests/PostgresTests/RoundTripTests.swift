import Exact
import Postgres
import Support
import Testing

@Suite(.database) struct RoundTripTests {
    @Test(arguments: [0, 1, -1, .max, .min] as [Int64])
    func int8(_ value: Int64) async throws {
        try await returns(value, as: "int8")
    }

    @Test(arguments: [0, -1, .max, .min] as [Int32])
    func int4(_ value: Int32) async throws {
        try await returns(value, as: "int4")
    }

    @Test(arguments: [0, -1, .max, .min] as [Int16])
    func int2(_ value: Int16) async throws {
        try await returns(value, as: "int2")
    }

    @Test(arguments: [true, false])
    func bool(_ value: Bool) async throws {
        try await returns(value, as: "bool")
    }

    @Test(arguments: ["", "it's \"quoted\"", #"back\slash"#, "张伟 Žofia 👩‍🔧", "line\nbreak\ttab", "e\u{301}"])
    func text(_ value: String) async throws {
        try await returns(value, as: "text")
        try await returns([value, "", value], as: "text[]")
    }

    @Test(arguments: [0, -730_119, 2_921_939, .max, .min] as [Int32])
    func date(_ days: Int32) async throws {
        try await returns(PostgresDate(days: days), as: "date")
    }

    @Test(arguments: [0, -1, 1, 252_455_615_999_999_999, .max, .min] as [Int64])
    func timestamptz(_ microseconds: Int64) async throws {
        try await returns(PostgresTimestamp(microseconds: microseconds), as: "timestamptz")
    }

    @Test(
        "An array among the elements of an array is a text that the server reads back",
        arguments: [
            [], [""], ["NULL", "null"], ["a", "b,c", "{d}"],
            ["\"", "\\", "\\\"", " ", "'", "\n", "é\"\u{301}\\\u{301}"],
        ])
    func arrayLiterals(_ texts: [String]) async throws {
        try await TestDatabase.current.withConnection { connection in
            let read = try await connection.query("select $1::text::text[]", texts.arrayLiteral).one()
            #expect(try read.decode([String].self).map { Array($0.utf8) } == texts.map { Array($0.utf8) })
        }
    }

    @Test func arrays() async throws {
        try await returns([] as [String], as: "text[]")
        try await returns([nil, "a", nil] as [String?], as: "text[]")
        try await returns([.max, .min, 0] as [Int64], as: "int8[]")
        try await returns([1, -1] as [Int32], as: "int4[]")
        try await returns([true, false], as: "bool[]")
        try await returns([PostgresDate(days: 0)], as: "date[]")
        try await returns([PostgresTimestamp(microseconds: 1)], as: "timestamptz[]")
        try await returns([try #require(BigDecimal("1.50")), 0], as: "numeric[]")
    }

    @Test func tenMegabytesOfText() async throws {
        let text = String(repeating: "0123456789abcdé\n", count: 620_000)
        #expect(text.utf8.count > 10_000_000)
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query("SELECT $1, octet_length($1)", text).one()
            #expect(try row[0] == text)
            #expect(try row[1] == text.utf8.count)
        }
    }

    @Test func jsonKeepsItsText() async throws {
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query(
                #"SELECT $1, '{"a" : 1}'::json, $1 ->> 'name'"#, JSONText(#"{"name": "张伟"}"#)
            ).one()
            #expect(try row.decode(JSONText.self, JSONText.self, String.self).0 == JSONText(#"{"name": "张伟"}"#))
            #expect(try row[0] == #"{"name": "张伟"}"#)
            #expect(try row[1] == #"{"a" : 1}"#)
            #expect(try row[2] == "张伟")
        }
    }

    @Test func textTypesAndEnumerationsAreStrings() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TYPE mood AS ENUM ('calm', 'busy')")
            let row = try await connection.query(
                "SELECT 'a'::varchar(9), 'b'::name, 'c'::char(3), $1::text::mood", "busy"
            ).one()
            #expect(try row.decode(String.self, String.self, String.self, String.self) == ("a", "b", "c  ", "busy"))
        }
    }

    @Test func wholeNumbersWidenExactly() async throws {
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query("SELECT 1::int2, 2::int4, 3::int8, 1.5::float8, 0.5::float4").one()
            let values = try row.decode(Int64.self, Int.self, BigDecimal.self, Double.self, Double.self)
            #expect(values == (1, 2, 3, 1.5, 0.5))
        }
    }

    @Test func everyTypeHasNull() async throws {
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query("SELECT $1::int8, $2::text, $3::numeric", nil, nil, nil).one()
            let (number, text, decimal) = try row.decode(Int64?.self, String?.self, BigDecimal?.self)
            #expect(number == nil && text == nil && decimal == nil)
            #expect(try row[1, as: String?.self] == nil)
        }
    }

    @Test func anOptionalParameterIsItsValueOrNull() async throws {
        let missing: String? = nil
        let given: Int32? = 5
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query("SELECT $1::text IS NULL, $2 + 1", missing, given).one()
            #expect(try row.decode(Bool.self, Int.self) == (true, 6))
        }
    }

    /// A value comes back as it went, and the server takes it for the type that we mean.
    private func returns<Value: PostgresEncodable & PostgresDecodable & Equatable>(
        _ value: Value, as type: String
    ) async throws {
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query(
                "SELECT $1, pg_typeof($1)::regtype = $2::text::regtype", value, type
            ).one()
            #expect(try row[0] == value)
            #expect(try row[1] == true)
        }
    }
}
