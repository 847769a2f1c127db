import Appraisal
import Measures
import Postgres
import Store
import Support
import Testing
import Worker

/// Months counted by calendars of working time: working days, full-time equivalents, working hours.
@Suite(.database(.sourced)) struct CalendarScoringTests {
    private static let template = SmallCompany.template
        .replacing(
            #"measure: {from: ticket, at: closed_at, value: "share(status = 'resolved')"}"#,
            with: "measure: {from: ticket, at: closed_at, value: \"count()\", per: working_day}"
        )
        .replacing("best: 100, worst: 0, points: [50, 0]", with: "best: 1, worst: 0, points: [10, 0]")
        .replacing("points: 50\n        measure", with: "points: 10\n        measure")
        .replacing(
            "  - code: attitude",
            with: """
                      - code: full_time
                        title: {zh: 全职, en: Full time}
                        points: 10
                        measure: {from: ticket, at: closed_at, value: "count()", per: full_time_equivalent}
                        scale:
                          - {band: all, best: 22, worst: 0, points: [10, 0]}
                      - code: response
                        title: {zh: 响应, en: Response}
                        points: 10
                        measure: {from: ticket, at: closed_at, value: "avg(hours(working(opened_at, first_response_at)))"}
                        scale:
                          - {band: all, best: 0, worst: 8, points: [10, 0]}
                      - code: in_time
                        title: {zh: 及时, en: In time}
                        points: 10
                        measure: {from: ticket, at: closed_at, value: "share(first_response_at <= due(opened_at, 3))"}
                        scale:
                          - {band: all, best: 100, worst: 0, points: [10, 0]}
                      - code: calendar_days
                        title: {zh: 日历日, en: Calendar days}
                        points: 10
                        measure: {from: ticket, at: closed_at, value: "count()", per: employed_day}
                        scale:
                          - {band: all, best: 1, worst: 0, points: [10, 0]}
                  - code: attitude
                """)

    /// A company in which everyone closes one ticket on each day of work, however many those are.
    ///
    /// Each is opened at 17:00 of the day before it is answered at 10:00. September 2026 begins on a Tuesday and has 22 working days.
    private func september(in database: TestDatabase) async throws {
        try await database.withConnection { connection in
            try await SmallCompany.hire(["full", "half", "halfday", "holiday"], in: connection)
            try await connection.script(
                """
                insert into merit_source.attendance (employee_id, day, kind) select 'holiday', d::date, 'leave'
                    from generate_series(date '2026-09-05', date '2026-09-20', interval '1 day') d;
                insert into merit_source.attendance (employee_id, day, kind, portion) values
                    ('halfday', '2026-09-02', 'leave', 0.5), ('halfday', '2026-09-03', 'leave', 0.5), ('halfday', '2026-09-03', 'leave', 0.5),
                    ('halfday', '2026-09-04', 'present', 0.5);
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, first_response_at, closed_at, status)
                select e || to_char(d, ' DD'), e, d - 1 + time '17:00' at time zone 'Asia/Shanghai',
                    (d + time '10:00') at time zone 'Asia/Shanghai', (d + time '11:00') at time zone 'Asia/Shanghai', 'resolved'
                from unnest(array['full', 'half', 'halfday', 'holiday']) e,
                    lateral (select g::date as d from generate_series(date '2026-09-01', date '2026-09-30', interval '1 day') g) day
                where case e when 'half' then extract(isodow from d) <= 2 else extract(isodow from d) < 6 end
                    and not (e = 'holiday' and d between '2026-09-05' and '2026-09-20');
                insert into merit.work_calendar (calendar, title, days_of) values ('half', 'Mondays and Tuesdays', 'standard');
                insert into merit.work_calendar_version (calendar) values ('half');
                insert into merit.work_shift (calendar, weekday, starts_at, ends_at)
                    select 'half', weekday, starts_at, ends_at from merit.work_shift where calendar = 'standard' and weekday <= 2;
                insert into merit.work_calendar_use (scope, name, calendar) values ('person', 'half', 'half');
                """.replacing("d - 1 + time '17:00' at", with: "(d - 1 + time '17:00') at"))
        }
        try await database.publish(yaml: [Self.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30", timeZone: "Asia/Shanghai")
        for person in ["full", "half", "halfday", "holiday"] { try await SmallCompany.rate(person, 40, in: database) }
        try await database.work()
    }

    @Test func whoClosesOneADayHasTheSameHoweverManyDaysTheyAre() async throws {
        let database = try TestDatabase.current
        try await september(in: database)
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        let values = """
            select employee_id, string_agg(trim_scale(value)::text, ' ' order by array_position(
                array['solved', 'full_time', 'response', 'in_time', 'calendar_days'], indicator))
            from merit.current_indicator_score where kind = 'measured' group by employee_id order by employee_id
            """
        // Answered on the day after: one hour of the day before and one of the day; at a weekend, on Monday, that one alone. The half-timer's
        // Monday and Tuesday: Monday 1 h, Tuesday 2 h, the first Tuesday of the month too, whose Monday was in August.
        #expect(
            try await database.line(values) == """
                full 1 22 1.818182 100 0.733333
                half 1 22 1.555556 100 0.3
                halfday 1.073171 23.609756 1.818182 100 0.785714
                holiday 1 22 1.833333 100 0.857143
                """)
        #expect(
            try await database.line(
                """
                select employee_id, working_days::text, working_days_on_leave::text, trim_scale(full_time_equivalent)::text
                from merit.result order by employee_id
                """) == """
                    full 22 0 1
                    half 9 0 0.409090909091
                    halfday 22 1.5 0.931818181818
                    holiday 22 10 0.545454545455
                    """)
        let verification = try await database.withConnection(user: "merit_hr") {
            try await Verification.run(of: 1, in: $0)
        }
        #expect(verification.differences == [])
        // Values rest on them.
        try await database.withConnection { connection in
            try await connection.script(
                """
                alter table merit.result disable trigger keep;
                update merit.result set full_time_equivalent = 0.5, working_days = 11 where employee_id = 'full';
                alter table merit.result enable trigger keep;
                """)
        }
        let found = try await database.withConnection(user: "merit_hr") { try await Verification.run(of: 1, in: $0) }
        #expect(
            Set(found.differences.filter { $0.field == "raw_value" }.compactMap(\.indicator)) == [
                "solved", "full_time",
            ])
    }

    /// Who was moved since, to where people work otherwise: the result has the days of the place that it names.
    @Test func aWholeResultIsCountedByTheCalendarOfItsAssignment() async throws {
        let database = try TestDatabase.current
        try await september(in: database)
        try await database.withConnection { connection in
            try await connection.script(
                """
                update merit.setting set value = '0' where name = 'quiet_seconds';
                insert into merit.work_calendar_use (scope, name, calendar) values ('department', 'elsewhere', 'half');
                update merit_source.employee set department = 'elsewhere' where employee_id = 'holiday';
                delete from merit_source.attendance where employee_id = 'holiday' and day = '2026-09-07';
                """)
        }
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, reason) values (1, 'holiday', 'wrong')", user: "merit_hr"
        )
        _ = try await database.line(
            "update merit.appeal set status = 'upheld', decision = 'so it is'", user: "merit_hr")
        try await database.work()
        let days = try await database.line(
            """
            select revision::text, working_days::text, working_days_on_leave::text, trim_scale(full_time_equivalent)::text
            from merit.current_result where employee_id = 'holiday'
            """)
        #expect(days == "2 22 9 0.590909090909")
    }

    /// Opened on Tuesday at 17:00 and answered on Wednesday at 10:00: two hours of whoever works on both days, one of the half-timer.
    @Test func aColleaguesTicketIsCountedByTheCalendarOfWhomItCountsFor() async throws {
        let database = try TestDatabase.current
        try await september(in: database)
        let values = """
            select employee_id, trim_scale(value)::text from merit.current_indicator_score
            where indicator = 'response' and employee_id in ('full', 'half') order by 1
            """
        #expect(try await database.line(values) == "full 1.818182\nhalf 1.555556")
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        for statement in [
            "select merit.deliver('2026-09', clock_timestamp() + interval '1 week')::text",
            """
            insert into merit.appeal (period_id, employee_id, indicator, kind, reason)
            values (1, 'full', 'response', 'not_my_ticket', 'theirs')
            """,
            """
            update merit.appeal set status = 'upheld', decision = 'so it is', excluded_rows = '{full 02}', colleague_id = 'half'
            """,
        ] {
            _ = try await database.line(statement, user: "merit_hr")
        }
        try await database.work()
        #expect(try await database.line(values) == "full 1.809524\nhalf 1.5")
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        try await database.work()
        #expect(try await database.line(values) == "full 1.809524\nhalf 1.5")
    }

    @Test func onlyWhoseTemplateAsksHasWorkingDays() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["asks", "other"], in: connection)
            try await connection.script("update merit_source.employee set post = 'other' where employee_id = 'other'")
        }
        let other = SmallCompany.template.replacing("template: desk", with: "template: other")
            .replacing("default: true", with: "default: false").replacing("posts: []", with: "posts: [other]")
        try await database.publish(yaml: [Self.template, other])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30", timeZone: "Asia/Shanghai")
        try await database.work()
        #expect(
            try await database.line(
                "select employee_id, working_days::text, full_time_equivalent::text from merit.result order by employee_id"
            )
                == "asks 22 1.000000000000\nother - -")
    }

    /// Each person's hours may be others where they are counted by the day; not where each time is looked up.
    @Test(arguments: [
        ("count()\", per: full_time_equivalent", "-"),
        (
            "avg(hours(working(opened_at, first_response_at)))\"",
            """
            people work by 101 different calendars, and working time can be measured by 100; let some of merit.work_calendar_use share \
            one, then set the period's status to pending
            """
        ),
    ])
    func calendarsOfManyPeople(value: String, problem: String) async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire((1...101).map { "p\($0)" }, in: connection)
            try await connection.script(
                """
                insert into merit.work_calendar (calendar, title) select 'p' || n, 'own' from generate_series(1, 101) n;
                insert into merit.work_calendar_version (calendar) select 'p' || n from generate_series(1, 101) n;
                insert into merit.work_shift (calendar, weekday, starts_at, ends_at)
                    select 'p' || n, 1, '09:00', time '10:00' + n * interval '1 minute' from generate_series(1, 101) n;
                insert into merit.work_calendar_use (scope, name, calendar) select 'person', 'p' || n, 'p' || n from generate_series(1, 101) n;
                """)
        }
        let template = SmallCompany.template.replacing(#"share(status = 'resolved')""#, with: value)
        try await database.publish(yaml: [template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30", timeZone: "Asia/Shanghai")
        try await database.work()
        #expect(try await database.line("select problem from merit.appraisal_period") == problem)
    }

    /// What a calendar becomes later shows where the source is measured again, and moves nothing by itself.
    @Test func aHolidayAddedLaterMovesWhatIsScoredAgain() async throws {
        let database = try TestDatabase.current
        try await september(in: database)
        _ = try await database.line(
            "insert into merit.special_day (calendar, day, kind) values ('standard', '2026-09-08', 'holiday')",
            user: "merit_hr")
        _ = try await database.line(
            "update merit.appraisal_period set status = 'pending' where label = '2026-09'", user: "merit_hr")
        try await database.work()
        #expect(
            try await database.line(
                """
                select employee_id, revision::text, working_days::text, trim_scale(full_time_equivalent)::text,
                    changed #>> '{result,working_days,from}'
                from merit.result where revision = 2 order by employee_id
                """) == """
                    full 2 21 1 22
                    half 2 8 0.380952380952 9
                    halfday 2 21 0.928571428571 22
                    holiday 2 21 0.571428571429 22
                    """)
    }

    /// Old templates ask for no calendar, and their results name none.
    @Test func withoutAMeasureThatAsksNoCalendarIsLookedAt() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        _ = try await database.line("delete from merit.work_calendar_use")
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        #expect(
            try await database.line(
                "select count(working_days)::text, count(full_time_equivalent)::text from merit.result")
                == "0 0")
    }

    @Test func withoutACalendarForAllWorkingTimeIsNotGuessed() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { try await SmallCompany.hire(["full"], in: $0) }
        try await database.publish(yaml: [Self.template])
        _ = try await database.line("delete from merit.work_calendar_use")
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30", timeZone: "Asia/Shanghai")
        try await database.work()
        #expect(
            try await database.line("select problem from merit.appraisal_period")
                == """
                no calendar is for all, so that working time cannot be counted; put one into merit.work_calendar_use with scope all, then set \
                the period's status to pending
                """)
    }
}
