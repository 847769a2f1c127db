import Appraisal
package import Postgres

/// The calendars of working time as they stand, and whose they are.
package struct WorkCalendars: Sendable {
    /// A calendar from a day on; nil where none is said.
    package struct Stretch: Hashable, Sendable {
        package let from: Int
        package let calendar: String?
    }

    /// Somebody's calendars in the order of days.
    package typealias Schedule = [Stretch]

    /// The days that they are known of, since 2000-01-01.
    package let days: ClosedRange<Int>
    /// Whether working time is measured by them, and not only days of the span.
    package let isWide: Bool
    /// The instants that they are known of, in microseconds since 2000-01-01 00:00 UTC.
    package let reach: Range<Int64>
    private let uses: [Subject: Schedule]
    private let shifts: [String: [Int: [Range<Int64>]]]

    /// Whom a use is about.
    private struct Subject: Hashable {
        let scope: String
        /// By bytes: Swift holds names equal that a database tells apart.
        let name: EmployeeKey
    }

    /// Of the days of a span, and as long before and behind it as times may lie that are looked up.
    ///
    /// - Parameter isWide: whether working time is measured, and not only the days of the span.
    package static func load(
        for span: Span, isWide: Bool, in connection: PostgresConnection
    ) async throws -> WorkCalendars {
        let (before, behind) = isWide ? (5 * 366, 366) : (1, 1)
        let days = (span.days.lowerBound - before)...(span.days.upperBound + behind)
        var uses: [Subject: Schedule] = [:]
        for row in try await connection.query(Statements.calendarUses) {
            let (scope, name, from, calendar) = try row.decode(
                String.self, String.self, PostgresDate?.self, String?.self)
            uses[Subject(scope: scope, name: EmployeeKey(name)), default: []].append(
                Stretch(from: from.map { Int($0.days) } ?? .min, calendar: calendar))
        }
        var shifts: [String: [Int: [Range<Int64>]]] = [:]
        let around = Self.around(days)
        let (first, last) = (
            PostgresDate(days: Int32(around.lowerBound)), PostgresDate(days: Int32(around.upperBound))
        )
        var ends: [String: Int64] = [:]
        // In the order of their beginnings; where shifts overlap, time counts once, for the one that begins first.
        for row in try await connection.query(Statements.calendarShifts, first, last, span.timeZone) {
            let (calendar, day, opens, closes) = try row.decode(
                String.self, PostgresDate.self, PostgresTimestamp.self, PostgresTimestamp.self)
            let start = max(opens.microseconds, ends[calendar] ?? .min)
            guard start < closes.microseconds else { continue }
            ends[calendar] = closes.microseconds
            shifts[calendar, default: [:]][Int(day.days), default: []].append(start..<closes.microseconds)
        }
        return WorkCalendars(days: days, isWide: isWide, uses: uses, shifts: shifts)
    }

    /// Days in whatever zone on which a shift may begin that goes on in days of UTC.
    private static func around(_ days: ClosedRange<Int>) -> ClosedRange<Int> {
        (days.lowerBound - 2)...(days.upperBound + 1)
    }

    private init(
        days: ClosedRange<Int>, isWide: Bool, uses: [Subject: Schedule], shifts: [String: [Int: [Range<Int64>]]]
    ) {
        self.days = days
        self.isWide = isWide
        reach = Int64(days.lowerBound) * Self.day..<Int64(days.upperBound + 1) * Self.day
        self.uses = uses
        self.shifts = shifts
        isForAll = uses.keys.allSatisfy { $0.scope == "all" }
        usual = Self.schedule(of: [Subject(scope: "all", name: EmployeeKey(""))], among: uses, in: days)
    }

    private static let day: Int64 = 86_400_000_000

    /// The calendars of everyone who has none of their own.
    package let usual: Schedule
    /// Whether there is one for all and no other.
    package let isForAll: Bool

    /// Whose day it is: the person's own calendar before that of the post, of the department and of all.
    package func schedule(employee: String, post: String?, department: String?) -> Schedule {
        let scopes: [(String, String?)] = [
            ("person", employee), ("post", post), ("department", department), ("all", ""),
        ]
        return Self.schedule(
            of: scopes.compactMap { scope, name in name.map { Subject(scope: scope, name: EmployeeKey($0)) } },
            among: uses, in: days)
    }

    /// - Parameter subjects: the nearest first, that of all last.
    private static func schedule(
        of subjects: [Subject], among uses: [Subject: Schedule], in days: ClosedRange<Int>
    ) -> Schedule {
        let stretches = subjects.map { subject in
            let own = uses[subject] ?? []
            guard subject.scope == "all", let first = own.first else { return own }
            return [Stretch(from: .min, calendar: first.calendar)] + own.dropFirst()
        }
        let starts = Set(stretches.joined().map { max($0.from, days.lowerBound) } + [days.lowerBound])
        return starts.filter { $0 <= days.upperBound }.sorted().reduce(into: []) { schedule, start in
            let calendar = stretches.lazy.compactMap { $0.last { $0.from <= start }?.calendar }.first
            guard let last = schedule.last else {
                // On a day before, of which a shift may go on, it is the same.
                return schedule.append(Stretch(from: .min, calendar: calendar))
            }
            if last.calendar != calendar { schedule.append(Stretch(from: start, calendar: calendar)) }
        }
    }

    /// The calendar of a day; nil where none is said.
    package func calendar(on day: Int, by schedule: Schedule) -> String? {
        schedule.last { $0.from <= day }?.calendar
    }

    /// The shifts that begin on a day.
    package func shifts(on day: Int, by schedule: Schedule) -> [Range<Int64>] {
        calendar(on: day, by: schedule).flatMap { shifts[$0]?[day] } ?? []
    }

    /// How long they are in all.
    package func minutes(on day: Int, by schedule: Schedule) -> Int {
        shifts(on: day, by: schedule).reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) / 60_000_000 }
    }

    /// All shifts that are known, in the order of days.
    package func shifts(by schedule: Schedule) -> [Range<Int64>] {
        Self.around(days).flatMap { shifts(on: $0, by: schedule) }
    }
}
