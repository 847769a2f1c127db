import Appraisal
import Foundation
import Postgres
import Store
import Support
import Testing

/// What calendars mean: shifts, nights, zones, holidays, versions, and whose each is.
@Suite(.database(.migrated)) struct WorkCalendarTests {
    /// A calendar by chance, against a look at each minute's local time; over nights in which clocks change.
    ///
    /// Shifts begin and end when clocks never change, so that each minute is worked or not by its local time alone.
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-20", "2026-04-05"), ("Europe/Berlin", "2026-10-18", "2026-11-02"),
        ("America/New_York", "2026-03-01", "2026-03-15"), ("Asia/Shanghai", "2026-12-20", "2027-01-10"),
        ("Africa/Cairo", "2026-04-20", "2026-05-01"), ("Australia/Lord_Howe", "2026-03-28", "2026-04-12"),
    ])
    func shiftsAreTheMinutesOfTheirLocalTimes(zone: String, first: String, last: String) async throws {
        var dice = Dice(seed: zone.utf8.reduce(UInt64(first.count)) { $0 &* 31 &+ UInt64($1) })
        let shifts = (1...7).flatMap { weekday in
            (0..<Int.random(in: 0...3, using: &dice)).map { _ in
                // From 04:00 to 04:00, in minutes of the day on which it begins.
                let start = Int.random(in: 240..<1440, using: &dice)
                return Shift(
                    weekday: weekday, start: start, end: min(start + Int.random(in: 1...900, using: &dice), 1440 + 1439)
                )
            }
        }.filter { $0.end <= 1440 || $0.end - 1440 >= 240 }
        let database = try TestDatabase.current
        let (firstDay, lastDay) = try (#require(PostgresDate(first)), #require(PostgresDate(last)))
        let holiday = PostgresDate(days: firstDay.days + 8)
        let makeUp = PostgresDate(days: firstDay.days + 9)
        try await database.withConnection(user: "merit_hr") { connection in
            try await connection.execute(
                "insert into merit.work_calendar (calendar, title, time_zone) values ('night', 'by chance', $1)", zone)
            try await connection.execute("insert into merit.work_calendar_version (calendar) values ('night')")
            for shift in Set(shifts.map { [$0.weekday, $0.start] }) {
                let end = shifts.first { $0.weekday == shift[0] && $0.start == shift[1] }?.end ?? 0
                try await connection.execute(
                    """
                    insert into merit.work_shift (calendar, weekday, starts_at, ends_at)
                    values ('night', $1, make_time($2 / 60, $2 % 60, 0), make_time($3 % 1440 / 60, $3 % 60, 0))
                    """, Int16(shift[0]), Int32(shift[1]), Int32(end))
            }
            try await connection.execute(
                """
                insert into merit.special_day (calendar, day, kind, like_weekday)
                values ('night', $1, 'holiday', null), ('night', $2, 'make_up', 3)
                """, holiday, makeUp)
        }
        let kept = Set(shifts.map { [$0.weekday, $0.start] }).compactMap { key in
            shifts.first { $0.weekday == key[0] && $0.start == key[1] }
        }
        let found = try await database.withConnection(user: "merit_worker") { connection in
            try await connection.query(
                "select opens, closes from merit.work_shifts('night', $1, $2) where opens is not null", firstDay,
                lastDay
            ).decode(PostgresTimestamp.self, PostgresTimestamp.self)
        }
        let minute: Int64 = 60_000_000
        var worked: Set<Int64> = []
        for (opens, closes) in found {
            worked.formUnion(stride(from: opens.microseconds / minute, to: closes.microseconds / minute, by: 1))
        }
        let here = try #require(TimeZone(identifier: zone))
        var expected: Set<Int64> = []
        for instant in (Int64(firstDay.days) - 1) * 1440..<(Int64(lastDay.days) + 3) * 1440 {
            let seconds = TimeInterval(instant * 60 + 946_684_800)
            let local = Int(instant) + here.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)) / 60
            let (day, time) = (local / 1440, local % 1440)
            let isWorked = [(day, time), (day - 1, time + 1440)].contains { day, time in
                guard day >= firstDay.days, day <= lastDay.days, day != holiday.days else { return false }
                let weekday = day == makeUp.days ? 3 : (day + 5) % 7 + 1
                return kept.contains { $0.weekday == weekday && $0.start <= time && time < $0.end }
            }
            if isWorked { expected.insert(instant) }
        }
        #expect(worked == expected)
        #expect(!expected.isEmpty)
    }

    private struct Shift: Hashable {
        let weekday: Int
        /// Minutes since midnight; an end behind 1440 lies on the next day.
        let start: Int
        let end: Int
    }

    @Test func aCalendarShowsItsDays() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.special_day (calendar, day, kind, like_weekday, title)
            values ('standard', '2026-10-01', 'holiday', null, 'National Day'), ('standard', '2026-10-10', 'make_up', 4, null);
            insert into merit.work_calendar_version (calendar, valid_from) values ('standard', '2026-10-05');
            insert into merit.work_shift (calendar, valid_from, weekday, starts_at, ends_at) values
                ('standard', '2026-10-05', 4, '22:00', '06:00'), ('standard', '2026-10-05', 5, '00:00', '24:00');
            insert into merit.work_calendar (calendar, title, days_of) values ('half', 'Thursdays', 'standard');
            insert into merit.work_calendar_version (calendar) values ('half');
            insert into merit.work_shift (calendar, weekday, starts_at, ends_at) values ('half', 4, '09:00', '10:30')
            """, as: "merit_hr")
        let lines = """
            select concat_ws(' ', calendar, day, kind, to_char(opens at time zone 'Asia/Shanghai', 'DD HH24:MI'),
                to_char(closes at time zone 'Asia/Shanghai', 'DD HH24:MI'))
            from (values ('standard'), ('half')) c (calendar), merit.work_shifts(calendar, '2026-10-01', '2026-10-10', 'Asia/Shanghai')
            where day in ('2026-10-01', '2026-10-02', '2026-10-08', '2026-10-09', '2026-10-10') order by calendar, day, opens
            """
        #expect(
            try await database.column(lines) == [
                "half 2026-10-01 holiday", "half 2026-10-02 free", "half 2026-10-08 working 08 09:00 08 10:30",
                "half 2026-10-09 free", "half 2026-10-10 make_up 10 09:00 10 10:30",
                "standard 2026-10-01 holiday", "standard 2026-10-02 working 02 09:00 02 12:00",
                "standard 2026-10-02 working 02 13:00 02 18:00", "standard 2026-10-08 working 08 22:00 09 06:00",
                "standard 2026-10-09 working 09 00:00 10 00:00", "standard 2026-10-10 make_up 10 22:00 11 06:00",
            ])
        #expect(
            try await database.column(
                "select action || ' ' || key from merit.event where table_name = 'special_day' order by event_id")
                == ["insert standard 2026-10-01", "insert standard 2026-10-10"])
    }

    @Test(arguments: [
        (
            "insert into merit.work_calendar (calendar, title, time_zone) values ('x', 'x', 'Berlin')",
            "the calendar \"x\" has no time zone that there is: \"Berlin\""
        ),
        (
            """
            insert into merit.work_calendar (calendar, title, days_of) values ('x', 'x', 'standard');
            insert into merit.work_calendar (calendar, title, days_of) values ('y', 'y', 'x')
            """, "the calendar \"y\" takes its special days from \"x\" in more than one step"
        ),
        (
            "insert into merit.work_shift values ('standard', default, 6, '09:00', '10:00:30')",
            "new row for relation \"work_shift\" violates check constraint \"work_shift_minutes\""
        ),
        (
            "insert into merit.special_day values ('standard', '2026-10-01', 'make_up', null, null)",
            "new row for relation \"special_day\" violates check constraint \"special_day_weekday\""
        ),
        (
            "insert into merit.work_calendar_use values ('department', '', default, 'standard')",
            "new row for relation \"work_calendar_use\" violates check constraint \"work_calendar_use_name\""
        ),
        (
            """
            insert into merit.work_calendar (calendar, title) values ('x', 'x');
            insert into merit.work_calendar_version (calendar) values ('x');
            insert into merit.work_calendar_use (scope, name, calendar) values ('person', 'E1', 'x')
            """, "the calendar \"x\" has no shift, so that nobody can work by it"
        ),
        (
            "insert into merit.work_calendar_use (scope, name, calendar) values ('person', 'E1', 'x')",
            "insert or update on table \"work_calendar_use\" violates foreign key constraint \"work_calendar_use_calendar_fkey\""
        ),
        (
            "insert into merit.work_calendar_use values ('person', 'E1', 'infinity', 'standard')",
            "new row for relation \"work_calendar_use\" violates check constraint \"work_calendar_use_begins\""
        ),
        ("truncate merit.special_day", "permission denied for table special_day"),
    ])
    func whatMeansNothingIsRefused(statement: String, problem: String) async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await TestDatabase.current.run(statement, as: "merit_hr")
        }
        #expect(error?.message == problem)
    }

    /// A night that goes on into the next morning's shift, two shifts at noon; from before the only version began.
    @Test func whereShiftsOverlapTimeCountsOnce() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.work_calendar (calendar, title) values ('over', 'o');
            insert into merit.work_calendar_version (calendar, valid_from) values ('over', '2026-10-05');
            insert into merit.work_shift (calendar, valid_from, weekday, starts_at, ends_at) values
                ('over', '2026-10-05', 4, '09:00', '12:00'), ('over', '2026-10-05', 4, '11:00', '13:00'),
                ('over', '2026-10-05', 4, '22:00', '06:00'), ('over', '2026-10-05', 5, '05:00', '07:00');
            insert into merit.work_calendar_use (scope, name, calendar) values ('person', 'E1', 'over')
            """, as: "merit_hr")
        try await database.run(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
            values ('2026-10', '2026-10-01', '2026-10-31', 'Asia/Shanghai')
            """)
        let calendars = try await database.withConnection(user: "merit_worker") { connection in
            let period = try #require(try await Period.find("2026-10", in: connection))
            return try await WorkCalendars.load(for: period.span, isWide: false, in: connection)
        }
        let schedule = calendars.schedule(employee: "E1", post: nil, department: nil)
        let minutes = [1, 2, 3, 8, 9].map { day in
            calendars.minutes(
                on: Int((PostgresDate(year: 2026, month: 10, day: day) ?? .infinity).days), by: schedule)
        }
        #expect(minutes == [720, 60, 0, 720, 60])
    }

    /// The person's own before that of the post, of the department and of all, day by day.
    @Test func whoseCalendarItIs() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.work_calendar (calendar, title) values ('dept', 'd'), ('post', 'p'), ('own', 'o'), ('late', 'l');
            insert into merit.work_calendar_version (calendar) values ('dept'), ('post'), ('own'), ('late');
            insert into merit.work_shift (calendar, weekday, starts_at, ends_at)
                select calendar, 1, '09:00', '10:00' from merit.work_calendar where calendar <> 'standard';
            insert into merit.work_calendar_use (scope, name, valid_from, calendar) values
                ('department', 'desk', '-infinity', 'dept'), ('post', 'agent', '2026-10-03', 'post'),
                ('person', 'E1', '2026-10-05', 'own'), ('person', 'E1', '2026-10-07', null), ('all', '', '2026-10-09', 'late')
            """, as: "merit_hr")
        try await database.run(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
            values ('2026-10', '2026-10-01', '2026-10-31', 'Asia/Shanghai')
            """)
        let calendars = try await database.withConnection(user: "merit_worker") { connection in
            let period = try #require(try await Period.find("2026-10", in: connection))
            return try await WorkCalendars.load(for: period.span, isWide: true, in: connection)
        }
        func names(_ employee: String, _ post: String?, _ department: String?) -> [String?] {
            let schedule = calendars.schedule(employee: employee, post: post, department: department)
            return (1...10).map { day in
                calendars.calendar(
                    on: Int((PostgresDate(year: 2026, month: 10, day: day) ?? .infinity).days), by: schedule)
            }
        }
        let usual: [String?] = Array(repeating: "standard", count: 8) + ["late", "late"]
        #expect(names("E2", nil, nil) == usual)
        #expect(names("e1", "Agent", "Desk") == usual)
        #expect(names("E2", nil, "desk") == Array(repeating: "dept", count: 10))
        #expect(names("E2", "agent", "desk") == ["dept", "dept"] + Array(repeating: "post", count: 8))
        #expect(
            names("E1", "agent", nil) == ["standard", "standard", "post", "post", "own", "own"]
                + Array(repeating: "post", count: 4))
    }
}
