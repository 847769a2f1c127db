package import Postgres

/// A day on which a calendar works otherwise than its weekdays say.
package struct SpecialDay: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case holiday
        case makeUp = "make_up"
    }

    package let day: PostgresDate
    package let kind: Kind
    /// Of a make-up day: the weekday whose shifts it has, 1 to 7.
    package let likeWeekday: Int?
    package let title: String?

    package init(day: PostgresDate, kind: Kind, likeWeekday: Int?, title: String?) {
        self.day = day
        self.kind = kind
        self.likeWeekday = likeWeekday
        self.title = title
    }
}

extension SpecialDay {
    /// What putting a day into a calendar comes to.
    package enum Change: String, Sendable {
        case new, changed, same
    }

    /// Puts days into a calendar; those that it has beside stay.
    ///
    /// - Returns: what came of each.
    /// - Throws: `NoSuchCalendar` where there is none of that name.
    package static func put(
        _ days: [SpecialDay], into calendar: String, in connection: PostgresConnection
    ) async throws -> [(day: SpecialDay, change: Change)] {
        guard
            try await connection.query("select from merit.work_calendar where calendar = $1", calendar).first != nil
        else { throw NoSuchCalendar(name: calendar) }
        var changes: [(day: SpecialDay, change: Change)] = []
        for day in days {
            let word = try await connection.query(
                Statements.putSpecialDay, calendar, day.day, day.kind.rawValue, day.likeWeekday.map { Int16($0) },
                day.title
            ).one().decode(String.self)
            changes.append((day, Change(rawValue: word) ?? .changed))
        }
        return changes
    }

    /// There is no calendar of that name.
    package struct NoSuchCalendar: Error {
        package let name: String
    }
}
