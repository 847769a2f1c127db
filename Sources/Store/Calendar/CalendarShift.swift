package import Postgres

/// What a calendar means on a day: a shift that begins on it, or that none does.
package struct CalendarShift: Sendable {
    package let day: String
    package let weekday: String
    /// `working`, `free`, `holiday` or `make_up`.
    package let kind: String
    package let opens: String?
    package let closes: String?
    package let title: String?

    /// In the order of days; none where there is no such calendar.
    ///
    /// - Parameter timeZone: that of a calendar that has none of its own.
    package static func all(
        of calendar: String, from first: PostgresDate, to last: PostgresDate, timeZone: String,
        in connection: PostgresConnection
    ) async throws -> [CalendarShift] {
        try await connection.query(Statements.calendarDays, calendar, first, last, timeZone).map { row in
            let (day, weekday, kind, opens, closes, title) = try row.decode(
                String.self, String.self, String.self, String?.self, String?.self, String?.self)
            return CalendarShift(day: day, weekday: weekday, kind: kind, opens: opens, closes: closes, title: title)
        }
    }
}
