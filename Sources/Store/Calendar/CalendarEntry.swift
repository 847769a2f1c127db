package import Postgres

/// A calendar of working time, as people list them.
package struct CalendarEntry: Sendable {
    package let name: String
    package let title: String
    package let timeZone: String
    /// The calendar whose special days count here too.
    package let daysOf: String?
    package let specialDays: Int64
    /// Whose it is.
    package let use: String?

    package static func all(in connection: PostgresConnection) async throws -> [CalendarEntry] {
        try await connection.query(Statements.listCalendars).map { row in
            let (name, title, timeZone, daysOf, specialDays, use) = try row.decode(
                String.self, String.self, String.self, String?.self, Int64.self, String?.self)
            return CalendarEntry(
                name: name, title: title, timeZone: timeZone, daysOf: daysOf, specialDays: specialDays, use: use)
        }
    }
}
