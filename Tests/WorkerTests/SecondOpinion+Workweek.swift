import Foundation

extension SecondOpinion {
    /// Shifts by weekday, 0 being Monday, in minutes since midnight; apart from each other.
    ///
    /// Days off, and days that are worked like another.
    struct Workweek: Sendable {
        let shifts: [Int: [Range<Int>]]
        let holidays: Set<Int>
        /// The weekday that such a day is like.
        let makeUp: [Int: Int]

        /// With a break at noon, a night, a Saturday of an odd length, and days of their own in every period that is generated.
        static let usual = Workweek(
            shifts: [
                0: [540..<720, 780..<1080], 1: [540..<1080], 2: [1320..<1800], 4: [480..<481, 600..<1440],
                5: [547..<613],
            ],
            holidays: Set([
                Days.number(2024, 3, 4), Days.number(2024, 4, 9), Days.number(2024, 10, 9), Days.number(2024, 11, 13),
                Days.number(2025, 2, 10), Days.number(2025, 4, 1), Days.number(2024, 5, 1),
            ]), makeUp: [Days.number(2024, 3, 10): 1, Days.number(2024, 10, 13): 4, Days.number(2025, 4, 6): 0])

        /// That of the person E1.
        static let own = Workweek(shifts: [0: [600..<601], 3: [0..<1440]], holidays: [], makeUp: [:])

        /// The shifts that begin on a day.
        func shifts(on day: Int) -> [Range<Int>] {
            if holidays.contains(day) { return [] }
            // 1970-01-01 was a Thursday.
            return shifts[makeUp[day] ?? (day + 3) % 7] ?? []
        }

        /// Microseconds of work between two instants: day by day, shift by shift.
        func worked(from: Int, to: Int, in zone: TimeZone) -> Int {
            let minute = 60_000_000
            return (from / Days.microseconds - 3...to / Days.microseconds + 2).reduce(0) { sum, day in
                shifts(on: day).reduce(sum) { sum, shift in
                    let ends = [shift.lowerBound, shift.upperBound].map {
                        Days.instant(local: day * Days.microseconds + $0 * minute, in: zone)
                    }
                    return sum + max(0, min(ends[1], to) - max(ends[0], from))
                }
            }
        }

        /// Minutes of the shifts that begin on a day, as long as they really are.
        func minutes(on day: Int, in zone: TimeZone) -> Int {
            shifts(on: day).reduce(0) { sum, shift in
                let ends = [shift.lowerBound, shift.upperBound].map {
                    Days.instant(local: day * Days.microseconds + $0 * 60_000_000, in: zone)
                }
                return sum + max(0, ends[1] - ends[0]) / 60_000_000
            }
        }

        /// The statements that make it a calendar of that name.
        func script(_ name: String) -> String {
            func time(_ minutes: Int) -> String {
                func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
                return "'\(pad(minutes / 60)):\(pad(minutes % 60))'"
            }
            let rows = shifts.flatMap { weekday, shifts in
                shifts.map {
                    "('\(name)', \(weekday + 1), \(time($0.lowerBound)), \(time($0.upperBound > 1440 ? $0.upperBound - 1440 : $0.upperBound)))"
                }
            }
            let days =
                holidays.map { "('\(name)', '\(Days.text($0))', 'holiday', null)" }
                + makeUp.map { "('\(name)', '\(Days.text($0))', 'make_up', \($1 + 1))" }
            return """
                insert into merit.work_calendar (calendar, title) values ('\(name)', 'by chance');
                insert into merit.work_calendar_version (calendar) values ('\(name)');
                insert into merit.work_shift (calendar, weekday, starts_at, ends_at) values \(rows.joined(separator: ", "));
                \(days.isEmpty ? "" : "insert into merit.special_day (calendar, day, kind, like_weekday) values \(days.joined(separator: ", "));")
                """
        }
    }
}
