import Postgres
import Support
import Testing

@Suite(.database(.migrated)) struct PeriodGuardTests {
    private func insertion(
        label: String = "'x'", from first: String = "'2020-10-01'", to last: String = "'2020-10-31'",
        zone: String = "'Asia/Shanghai'", and more: (column: String, value: String)? = nil
    ) -> String {
        """
        insert into merit.appraisal_period (label, starts_on, ends_on, time_zone\(more.map { ", \($0.column)" } ?? ""))
        values (\(label), \(first), \(last), \(zone)\(more.map { ", \($0.value)" } ?? ""))
        """
    }

    // MARK: - What cannot be

    @Test func aLabelIsUsedOnce() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        let sentence = """
            the label "2020-10" is taken by the period from 2020-10-01 to 2020-10-31 [23505]; Choose another label; to have \
            that period scored again, set its status to pending.
            """
        #expect(
            try await database.refusal(insertion(label: "'2020-10'", from: "'2020-09-01'"), as: "merit_hr") == sentence)
        try await database.run(insertion(label: "'other'"), as: "merit_hr")
        #expect(
            try await database.refusal(
                "update merit.appraisal_period set label = '2020-10' where label = 'other'", as: "merit_hr") == sentence
        )
    }

    @Test(arguments: ["null", "''", "'  '"]) func aPeriodNeedsALabel(label: String) async throws {
        let refusal = try await TestDatabase.current.refusal(insertion(label: label), as: "merit_hr")
        #expect(refusal == "a period needs a label [23502]; Such as 2026-10.")
    }

    @Test func aPeriodDoesNotEndBeforeItStarts() async throws {
        let refusal = try await TestDatabase.current.refusal(insertion(to: "'2020-09-30'"), as: "merit_hr")
        #expect(
            refusal == """
                period "x" would end on 2020-09-30 before it starts on 2020-10-01 [23514]; Both days are included: a period of \
                one day ends on the day it starts.
                """)
    }

    @Test(arguments: [
        ("null", "'2020-10-31'"), ("'2020-10-01'", "null"), ("'-infinity'", "'2020-10-31'"),
        ("'2020-10-01'", "'infinity'"),
    ])
    func aPeriodHasAFirstAndALastDay(first: String, last: String) async throws {
        let refusal = try await TestDatabase.current.refusal(insertion(from: first, to: last), as: "merit_hr")
        #expect(
            refusal
                == "period \"x\" needs a first and a last day [23502]; Give starts_on and ends_on; both days are included."
        )
    }

    @Test(arguments: [
        "UTC+8", "CST", "Mars/Phobos", "", "GMT+8", "+08", "asia", "China Standard Time", "Asia/Shanghai ", "Foo/Bar-8",
        "<+08>-8", "'; drop table x; --", "right/Europe/Berlin", "right/UTC", "localtime", "Factory", "posixrules",
        "EST5EDT4", "<A/B>x",
        "Asia/../Asia/Tokyo",
    ])
    func anUnknownTimeZoneIsRefused(zone: String) async throws {
        let refusal = try await TestDatabase.current.refusal(
            insertion(zone: "'\(zone.replacing("'", with: "''"))'"), as: "merit_hr")
        #expect(
            refusal == """
                period "x": unknown time zone "\(zone)" [22023]; Use a name from pg_timezone_names, such as Asia/Shanghai, \
                Europe/Berlin or UTC.
                """)
    }

    @Test func noTimeZoneIsRefusedToo() async throws {
        let refusal = try await TestDatabase.current.refusal(insertion(zone: "null"), as: "merit_hr")
        #expect(
            refusal == """
                period "x": unknown time zone null [22023]; Use a name from pg_timezone_names, such as Asia/Shanghai, \
                Europe/Berlin or UTC.
                """)
    }

    @Test(arguments: [
        "Asia/Shanghai", "UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT-8", "etc/gmt-8",
        "Asia/Urumqi",
        "asia/shanghai", "EST5EDT",
    ])
    func aTimeZoneOfTheDatabaseIsTaken(zone: String) async throws {
        let database = try TestDatabase.current
        #expect(try await database.refusal(insertion(zone: "'\(zone)'"), as: "merit_hr") == nil)
        #expect(
            try await database.value(
                "select score_after >= '2020-10-31 12:00+00' and time_zone = '\(zone)' from merit.appraisal_period")
                == "true")
    }

    @Test(arguments: [
        ("status", "'scored'"), ("status", "'closed'"), ("revision", "3"), ("scored_at", "now()"),
    ])
    func aPeriodBeginsAsPending(column: String, value: String) async throws {
        let refusal = try await TestDatabase.current.refusal(insertion(and: (column, value)))
        #expect(refusal == "period \"x\" begins as pending [23514]; Leave status, revision and scored_at out.")
    }

    @Test(arguments: ["'infinity'", "'-infinity'"]) func scoringNeedsAnInstant(instant: String) async throws {
        let refusal = try await TestDatabase.current.refusal(insertion(and: ("score_after", instant)), as: "merit_hr")
        #expect(
            refusal == """
                period "x" cannot be scored after \(instant.trimming("'")) [23514]; Leave score_after out to have it scored at \
                its end, or name an instant.
                """)
    }

    // MARK: - What follows from the dates

    @Test(arguments: [
        ("2020-10-01", "2020-10-31", "month"),
        ("2020-02-01", "2020-02-29", "month"),
        ("2021-02-01", "2021-02-28", "month"),
        ("2020-02-01", "2020-02-28", "custom"),
        ("2020-10-01", "2020-12-31", "quarter"),
        ("2021-01-01", "2021-03-31", "quarter"),
        ("2020-11-01", "2021-01-31", "custom"),
        ("2020-10-02", "2020-11-01", "custom"),
        ("2020-10-05", "2020-10-05", "custom"),
        ("2020-01-01", "2020-12-31", "custom"),
    ])
    func theKindFollowsFromTheDates(first: String, last: String, kind: String) async throws {
        let database = try TestDatabase.current
        try await database.run(insertion(from: "'\(first)'", to: "'\(last)'"), as: "merit_hr")
        #expect(try await database.value("select kind from merit.appraisal_period") == kind)
    }

    @Test func anyPeriodMayBeCalledCustom() async throws {
        let database = try TestDatabase.current
        try await database.run(insertion(and: ("kind", "'custom'")), as: "merit_hr")
        #expect(try await database.value("select kind from merit.appraisal_period") == "custom")
    }

    @Test(arguments: ["quarter", "week"]) func aKindThatDoesNotFitIsRefused(kind: String) async throws {
        let refusal = try await TestDatabase.current.refusal(insertion(and: ("kind", "'\(kind)'")), as: "merit_hr")
        #expect(
            refusal == """
                period "x" from 2020-10-01 to 2020-10-31 is no \(kind) [23514]; Leave kind out: it follows from the dates.
                """)
    }

    @Test(arguments: [("Asia/Shanghai", "2999-10-31 16:00:00+00"), ("America/New_York", "2999-11-01 04:00:00+00")])
    func aPeriodIsScoredAtItsEnd(zone: String, instant: String) async throws {
        let database = try TestDatabase.current
        try await database.run(insertion(from: "'2999-10-01'", to: "'2999-10-31'", zone: "'\(zone)'"), as: "merit_hr")
        #expect(
            try await database.value("select score_after at time zone 'UTC' || '+00' from merit.appraisal_period")
                == instant)
        #expect(try await database.value("select run_at at time zone 'UTC' || '+00' from merit.job") == instant)
    }

    @Test func aPeriodThatIsOverIsScoredNow() async throws {
        let database = try TestDatabase.current
        try await database.run(insertion(), as: "merit_hr")
        #expect(
            try await database.value(
                "select score_after between requested_at - interval '1 second' and now() from merit.appraisal_period")
                == "true")
        #expect(
            try await database.value("select run_at <= clock_timestamp() and state = 'available' from merit.job")
                == "true")
    }

    // MARK: - What a period keeps

    @Test(arguments: [
        "starts_on = '2020-10-02'", "ends_on = '2020-11-30'", "time_zone = 'UTC'", "kind = 'custom'",
        "department = 'East'",
        "department = null, starts_on = null",
    ])
    func itsDaysDoNotChangeOnceItWasScored(change: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run("update merit.appraisal_period set revision = 1, scored_at = now()")
        #expect(
            try await database.refusal("update merit.appraisal_period set \(change)") == """
                period "2020-10" keeps its days, time zone and department [23514]; It was scored: insert another period under \
                another label.
                """)
    }

    /// Whoever is to evaluate has time to.
    @Test(arguments: [
        ("now() - interval '1 minute'", false), ("'1999-01-01'", false), ("'2999-10-01 00:00Z'", false),
        ("'2999-10-01 00:01Z'", true), ("'20000-01-01'", false), ("null", true),
    ])
    func evaluationsAreDueAtAnInstantToCome(instant: String, isTaken: Bool) async throws {
        let database = try TestDatabase.current
        let insertion = """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, evaluate_by)
            values ('2999-10', '2999-10-01', '2999-10-31', 'UTC', \(instant))
            """
        let refusal = try await database.refusal(insertion, as: "merit_hr")
        #expect((refusal == nil) == isTaken && refusal?.contains("cannot be evaluated by") != false, "\(refusal ?? "")")
        try await database.insertPeriod()
        let change = "update merit.appraisal_period set evaluate_by = \(instant) where label = '2020-10'"
        #expect(
            (try await database.refusal(change, as: "merit_hr") == nil) == (isTaken || instant.contains("2999")))
    }

    @Test func itIsNotDeleted() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        #expect(
            try await database.refusal("delete from merit.appraisal_period") == """
                period "2020-10" cannot be deleted [23514]; Cancel it while it waits, or close it; what was asked and found stays.
                """)
    }

    @Test func itKeepsTheTemplatesThatWerePublished() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod("before")
        try await database.insertTemplate("a", upTo: "published")
        try await database.insertTemplate("b", upTo: "checked")
        try await database.insertTemplate("c", upTo: "retired")
        try await database.insertPeriod("between", as: "merit_hr")
        try await database.insertTemplate("a", 2, upTo: "published")
        try await database.insertPeriod("after", as: "merit_hr")
        #expect(
            try await database.column(
                """
                select label || ': ' || coalesce(string_agg(code || '@' || version, ', ' order by code), 'none')
                from merit.appraisal_period
                    left join merit.period_template using (period_id) left join merit.template using (template_id)
                group by period_id, label order by period_id
                """) == ["before: none", "between: a@1", "after: a@2"])
    }

    /// What a scoring does with a zone: a session's TimeZone, and instants of days.
    @Test func everyZoneThatIsTakenCanBeScoredWith() async throws {
        let database = try TestDatabase.current
        let unusable = try await database.withConnection { connection in
            let zones = try await connection.query("select name from pg_timezone_names where merit.is_time_zone(name)")
                .decode(String.self)
            #expect(zones.count > 300)
            var unusable: [String] = []
            for zone in zones + zones.map({ $0.lowercased() }) {
                do {
                    _ = try await connection.query(
                        "select set_config('TimeZone', $1, false), merit.is_time_zone($1), date '2020-10-01'::timestamp at time zone $1",
                        zone)
                } catch { unusable.append("\(zone): \(error)") }
            }
            return unusable
        }
        #expect(unusable == [])
    }

    @Test func askingForAZoneLeavesTheSessionsOwn() async throws {
        let zone = try await TestDatabase.current.withConnection { connection in
            try await connection.script("set timezone = 'Asia/Tokyo'; select merit.is_time_zone('Europe/Berlin')")
            return try await connection.query("show timezone").one().decode(String.self)
        }
        #expect(zone == "Asia/Tokyo")
    }

    @Test(
        arguments: [
            (
                "1899-12-31", "1900-01-31",
                "from 1899-12-31 to 1900-01-31 lies outside the years 1900 to 9999 [22008]; Give both days with a year of four digits, such as 2026-10-01."
            ),
            (
                "9999-12-01", "5874897-12-31",
                "from 9999-12-01 to 5874897-12-31 lies outside the years 1900 to 9999 [22008]; Give both days with a year of four digits, such as 2026-10-01."
            ),
            (
                "2026-01-01", "2029-01-05",
                "would have 1101 days; 1100 are the most [23514]; A period is what people are appraised for at once: a month, a quarter, a year."
            ),
            ("1900-01-01", "1900-01-31", nil), ("9999-12-01", "9999-12-31", nil), ("2026-01-01", "2029-01-04", nil),
        ] as [(String, String, String?)])
    func aPeriodIsOfDaysThatSomebodyLivesIn(first: String, last: String, refusal: String?) async throws {
        #expect(
            try await TestDatabase.current.refusal(insertion(from: "'\(first)'", to: "'\(last)'"), as: "merit_hr")
                == refusal.map { "period \"x\" \($0)" })
    }
}

extension String {
    fileprivate func trimming(_ character: Character) -> String {
        String(drop { $0 == character }.reversed().drop { $0 == character }.reversed())
    }
}
