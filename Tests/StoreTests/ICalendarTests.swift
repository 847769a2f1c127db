import Postgres
import Schema
import Store
import Testing

/// Holidays from iCalendar files: what they say, and what is refused.
@Suite struct ICalendarTests {
    private static func file(_ lines: String...) -> String {
        (["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR"]).joined(separator: "\r\n") + "\r\n"
    }

    private static func event(_ lines: String...) -> String {
        (["BEGIN:VEVENT"] + lines + ["END:VEVENT"]).joined(separator: "\r\n")
    }

    private static func days(_ text: String) throws -> [String] {
        try ICalendar(text).specialDays(makeUpWords: ["班"], like: 2).map {
            "\($0.day) \($0.kind.rawValue) \($0.likeWeekday.map(String.init) ?? "-") \($0.title ?? "-")"
        }
    }

    @Test func daysAreRead() throws {
        let text = Self.file(
            Self.event("DTSTART;VALUE=DATE:20261001", "DTEND;VALUE=DATE:20261003", "SUMMARY:国庆节\\, 假", " 期"),
            Self.event("dtstart:20261010", "SUMMARY;LANGUAGE=\"zh:CN\":国庆节（班）"),
            Self.event("DTSTART;VALUE=DATE:20261224", "STATUS:CANCELLED", "SUMMARY:x"),
            Self.event(
                "DTSTART;VALUE=DATE:20261225", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY", "BEGIN:VALARM",
                "TRIGGER:-PT9H", "DURATION:PT1H", "END:VALARM"))
        let expected = [
            "2026-10-01 holiday - 国庆节, 假期", "2026-10-02 holiday - 国庆节, 假期", "2026-10-10 make_up 2 国庆节（班）",
            "2026-12-25 make_up 2 -",
        ]
        #expect(try Self.days(text) == expected)
        #expect(try Self.days("\u{feff}" + text.replacing("\r\n", with: "\n")) == expected)
    }

    @Test(arguments: [
        (
            "BEGIN:VEVENT",
            [
                "line 1: this is no iCalendar file, which begins with BEGIN:VCALENDAR",
                "line 1: the file ends within VEVENT",
            ]
        ),
        (
            Self.file(Self.event("DTSTART:20261001T090000Z")),
            ["line 4: DTSTART is \"20261001T090000Z\"; a day is written like 20261001, without a time"]
        ),
        (
            Self.file(Self.event("DTSTART;VALUE=DATE:20260230")),
            ["line 4: DTSTART is \"20260230\"; a day is written like 20261001, without a time"]
        ),
        (
            Self.file(Self.event("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=YEARLY")),
            ["line 5: RRULE is not read; write each day, or the first and the day behind the last, as dates"]
        ),
        (Self.file(Self.event("SUMMARY:x")), ["line 3: the event has no DTSTART"]),
        (
            Self.file(Self.event("DTSTART:20260102", "DTEND:20260102")),
            ["line 3: the event ends before it begins, or is longer than a year"]
        ),
        (
            Self.file("nonsense", "END:VEVENT"),
            [
                "line 3: \"nonsense\" is no line of iCalendar, which is NAME:VALUE",
                "line 4: END:VEVENT ends what was not begun",
            ]
        ),
        (
            Self.file(Self.event("DTSTART:20260102", "SUMMARY:x"), Self.event("DTSTART:20260102", "SUMMARY:班")),
            ["line 7: 2026-01-02 is a holiday and worked as well (班)"]
        ),
    ])
    func whatCannotBeKeptIsRefusedWithTheLine(text: String, problems: [String]) {
        let error = #expect(throws: ICalendar.Problems.self) {
            try ICalendar(text).specialDays(makeUpWords: ["班"], like: 1)
        }
        #expect(error.map { Set($0.list.map(\.description)) } == Set(problems))
    }

    /// By the notice of the State Council: 33 days off, 6 worked in return, each on a weekend.
    @Test func theShippedYearIsThatOfTheNotice() throws {
        let days = try ICalendar(#require(ShippedCalendars.all["china-2026"])).specialDays(makeUpWords: [], like: 1)
        let makeUp = days.filter { $0.kind == .makeUp }
        #expect(
            makeUp.map(\.day.description) == [
                "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
            ])
        // Day 0, 2000-01-01, was a Saturday.
        #expect(makeUp.allSatisfy { $0.day.days % 7 < 2 })
        #expect(days.count { $0.kind == .holiday } == 3 + 9 + 3 + 5 + 3 + 3 + 7)
    }
}
