package import Postgres

/// Whole days in one named time zone.
package struct Span: Sendable, Hashable {
    /// First day.
    package let startsOn: PostgresDate
    /// Last day, included.
    package let endsOn: PostgresDate
    package let timeZone: String
    /// First instant.
    package let start: PostgresTimestamp
    /// First instant after it.
    package let end: PostgresTimestamp

    /// The day after the last.
    package var dayAfter: PostgresDate { PostgresDate(days: endsOn.days + 1) }

    /// Its days, as numbers of days since 2000-01-01.
    package var days: ClosedRange<Int> { Int(startsOn.days)...Int(endsOn.days) }

    init(_ row: PostgresRow) throws {
        startsOn = try row["starts_on"]
        endsOn = try row["ends_on"]
        timeZone = try row["time_zone"]
        start = try row["starts_at"]
        end = try row["ends_at"]
    }
}
