import Postgres
import Support
import Testing

@Suite struct DateTests {
    @Test(arguments: [
        ("2000-01-01", 0), ("2000-02-29", 59), ("2000-03-01", 60), ("1999-12-31", -1), ("2016-03-01", 5904),
        ("0001-01-01", -730_119), ("9999-12-31", 2_921_939), ("1900-02-28", -36_466),
    ])
    func daysAreCountedFromTheYear2000(_ text: String, _ days: Int32) throws {
        let date = try #require(PostgresDate(text))
        #expect(date.days == days)
        #expect(date.description == text)
    }

    @Test(arguments: [
        "2015-02-29", "1900-02-29", "2016-13-01", "2016-00-01", "2016-04-31", "2016-4-1", "+016-04-01", "",
    ])
    func refusesWhatIsNoDay(_ text: String) {
        #expect(PostgresDate(text) == nil)
    }

    @Test(arguments: [
        (0, "2000-01-01T00:00:00.000000Z"), (-1, "1999-12-31T23:59:59.999999Z"),
        (510_136_200_000_001, "2016-03-01T08:30:00.000001Z"),
    ])
    func momentsAreWrittenInUTC(_ microseconds: Int64, _ text: String) {
        #expect(PostgresTimestamp(microseconds: microseconds).description == text)
    }

    @Test(.database) func agreesWithTheServerOverFourCenturies() async throws {
        try await TestDatabase.current.withConnection { connection in
            let rows = try await connection.query(
                "SELECT day::date, day::date::text FROM generate_series('1850-01-01', '2250-01-01', interval '1 day') day"
            ).decode(PostgresDate.self, String.self)
            #expect(rows.count == 146_098)
            #expect(rows.allSatisfy { $0.0.description == $0.1 && PostgresDate($0.1) == $0.0 })
        }
    }
}
