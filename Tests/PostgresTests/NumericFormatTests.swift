import Exact
import Support
import Testing

@testable import Postgres

@Suite struct NumericFormatTests {
    /// Bytes as `numeric_send` of PostgreSQL 15 gives them.
    static let golden: [(text: String, bytes: [UInt8])] = [
        ("0", [0, 0, 0, 0, 0, 0, 0, 0]),
        ("0.00", [0, 0, 0, 0, 0, 0, 0, 2]),
        ("1", [0, 1, 0, 0, 0, 0, 0, 0, 0, 1]),
        ("-1", [0, 1, 0, 0, 0x40, 0, 0, 0, 0, 1]),
        ("10000", [0, 1, 0, 1, 0, 0, 0, 0, 0, 1]),
        ("12.345", [0, 2, 0, 0, 0, 0, 0, 3, 0, 12, 0x0D, 0x7A]),
        ("0.0001", [0, 1, 0xFF, 0xFF, 0, 0, 0, 4, 0, 1]),
        ("0.00001", [0, 1, 0xFF, 0xFE, 0, 0, 0, 5, 0x03, 0xE8]),
        ("100.00", [0, 1, 0, 0, 0, 0, 0, 2, 0, 100]),
        ("-12345678.9", [0, 3, 0, 1, 0x40, 0, 0, 1, 0x04, 0xD2, 0x16, 0x2E, 0x23, 0x28]),
    ]

    @Test(arguments: golden)
    func encodes(_ text: String, _ bytes: [UInt8]) throws {
        var buffer: [UInt8] = []
        NumericFormat.encode(try #require(BigDecimal(text)), into: &buffer)
        #expect(buffer == bytes)
    }

    @Test(arguments: golden)
    func decodes(_ text: String, _ bytes: [UInt8]) throws {
        guard case .finite(let value) = bytes.withUnsafeBytes(NumericFormat.decode) else {
            Issue.record("\(bytes) is no number")
            return
        }
        #expect(value.description == text)
    }

    @Test(
        arguments: [
            [], [0, 1, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0, 0x27, 0x10], [0, 0, 0, 0, 0, 1, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, 0],
        ] as [[UInt8]])
    func refusesWhatIsNoNumeric(_ bytes: [UInt8]) {
        #expect(bytes.withUnsafeBytes(NumericFormat.decode).map { "\($0)" } == nil)
    }

    @Test(.database) func agreesWithTheServerOnRandomNumbers() async throws {
        var generator = Dice(seed: 42)
        let texts = (0..<3000).map { _ in randomNumber(&generator) }
        let values = try texts.map { try #require(BigDecimal($0)) }
        try await TestDatabase.current.withConnection { connection in
            // Out as text, as the server writes it, and as numeric again; in from text and from numeric.
            let rows = try await connection.query(
                """
                SELECT sent::text, sent, written::numeric, sent = written::numeric
                FROM unnest($1, $2) WITH ORDINALITY AS numbers (sent, written, place)
                ORDER BY place
                """, values, texts
            ).decode(String.self, BigDecimal.self, BigDecimal.self, Bool.self)
            #expect(rows.count == texts.count)
            for (text, row) in zip(texts, rows) {
                #expect(row.0 == text)
                #expect(row.1.description == text)
                #expect(row.2.description == text)
                #expect(row.3)
            }
        }
    }

    @Test(
        .database,
        arguments: [
            String(repeating: "9", count: 1000), "-" + String(repeating: "1234567890", count: 100) + ".5",
            "0." + String(repeating: "0", count: 999) + "1", "1" + String(repeating: "0", count: 1000),
            "0." + String(repeating: "7", count: 16383),
        ])
    func veryLongNumbersStayExact(_ text: String) async throws {
        let value = try #require(BigDecimal(text))
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query("SELECT $1::text, $1", value).one()
            #expect(try row.decode(String.self, BigDecimal.self).0 == text)
            #expect(try row[1, as: BigDecimal.self].description == text)
        }
    }

    @Test(.database, arguments: ["NaN", "Infinity", "-Infinity"])
    func whatIsNoNumberIsNoDecimal(_ text: String) async throws {
        try await TestDatabase.current.withConnection { connection in
            let row = try await connection.query("SELECT $1::text::numeric AS total", text).one()
            let error = #expect(throws: PostgresError.self) { try row["total", as: BigDecimal.self] }
            #expect(error?.description == "column \"total\": expected BigDecimal, found \(text)")
        }
    }

    @Test(.database) func aNumberBeyondNumericIsRefused() async throws {
        let value = BigDecimal(mantissa: 1, scale: 40_000)
        try await TestDatabase.current.withConnection { connection async throws in
            let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT $1", value) }
            #expect(error?.code == .server)
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }

    private func randomNumber(_ generator: inout Dice) -> String {
        func digits(_ count: Int) -> String {
            String((0..<count).map { _ in "0123456789".randomElement(using: &generator) ?? "0" })
        }
        let whole = digits(Int.random(in: 0...24, using: &generator)).drop { $0 == "0" }
        let scale = Int.random(in: 0...24, using: &generator)
        let fraction = scale > 0 ? "." + digits(scale) : ""
        let magnitude = (whole.isEmpty ? "0" : whole) + fraction
        let isZero = magnitude.allSatisfy { $0 == "0" || $0 == "." }
        return (Bool.random(using: &generator) && !isZero ? "-" : "") + magnitude
    }
}
