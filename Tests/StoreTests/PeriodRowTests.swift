import Postgres
import Support
import Testing

/// Periods that are no calendar months: what comes behind them, and which quarter they belong to.
@Suite(.database(.migrated)) struct PeriodRowTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        /// Label, first and last day of each, parted by blanks.
        let periods: [String]
        /// The same of those that are asked for when their time has come.
        let next: [String]
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "months", periods: ["2020-01|2020-01-01|2020-01-31"], next: ["2020-02|2020-02-01|2020-02-29"]),
        Row(
            name: "months of a department", periods: ["2020-01 East|2020-01-01|2020-01-31"],
            next: ["2020-02 East|2020-02-01|2020-02-29"]),
        Row(
            name: "from the 26th to the 25th",
            periods: ["2020-01|2019-12-26|2020-01-25", "2020-02|2020-01-26|2020-02-25"],
            next: ["2020-03|2020-02-26|2020-03-25"]),
        Row(
            name: "called by the month that they begin in",
            periods: ["2019-12|2019-12-26|2020-01-25", "2020-01|2020-01-26|2020-02-25"],
            next: ["2020-02|2020-02-26|2020-03-25"]),
        Row(
            name: "weeks", periods: ["2020-W01|2019-12-30|2020-01-05", "2020-W02|2020-01-06|2020-01-12"],
            next: ["2020-W03|2020-01-13|2020-01-19"]),
        Row(
            name: "two weeks", periods: ["first|2020-01-06|2020-01-19", "second|2020-01-20|2020-02-02"],
            next: ["2020-02-03 to 2020-02-16|2020-02-03|2020-02-16"]),
        Row(
            name: "4, 4 and 5 weeks",
            periods: ["P1|2019-12-30|2020-01-26", "P2|2020-01-27|2020-02-23", "P3|2020-02-24|2020-03-29"],
            next: ["2020-03-30 to 2020-04-26|2020-03-30|2020-04-26"]),
        Row(
            name: "4 and 4 weeks, of which nobody knows what follows",
            periods: ["P1|2019-12-30|2020-01-26", "P2|2020-01-27|2020-02-23"], next: []),
        Row(
            name: "two weeks beside months",
            periods: ["2020-01|2020-01-01|2020-01-31", "first|2020-01-06|2020-01-19", "second|2020-01-20|2020-02-02"],
            next: ["2020-02-03 to 2020-02-16|2020-02-03|2020-02-16", "2020-02|2020-02-01|2020-02-29"]),
        Row(name: "one of its own", periods: ["once|2020-01-06|2020-01-19"], next: []),
        Row(
            name: "some days apart", periods: ["one|2020-01-06|2020-01-19", "other|2020-01-21|2020-02-03"], next: []),
        Row(
            name: "days that are no weeks", periods: ["one|2020-01-01|2020-01-10", "other|2020-01-11|2020-01-20"],
            next: []),
    ]

    @Test(arguments: rows) func whatComesBehind(_ row: Row) async throws {
        let database = try TestDatabase.current
        try await ask(row.periods, in: database)
        try await database.run("update merit.setting set value = '1' where name = 'open_next_month'")
        try await database.run("select merit.open_next_month()", as: "merit_worker")
        let all = try await database.column(
            "select label || '|' || starts_on || '|' || ends_on from merit.appraisal_period order by period_id")
        #expect(all.compactMap { $0 } == row.periods + row.next)
        // They go on by themselves.
        try await database.run("select merit.open_next_month()", as: "merit_worker")
        let count = try await database.value("select count(*) from merit.appraisal_period")
        #expect(count == "\(row.periods.count + 2 * row.next.count)")
    }

    /// Whoever turns it on is told what goes on.
    @Test func theSettingSaysWhatComes() async throws {
        let note = try await TestDatabase.current.value("select note from merit.setting where name = 'open_next_month'")
        #expect(
            note
                == "1: when a month is over, the next month is asked for by itself, for whoever had that one. Behind a row of periods of another length comes one of the same length."
        )
    }

    private func ask(_ periods: [String], in database: TestDatabase) async throws {
        for period in periods {
            let parts = period.split(separator: "|")
            try await database.run(
                "insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('\(parts[0])', '\(parts[1])', '\(parts[2])', 'UTC')",
                as: "merit_hr")
        }
    }

    /// A quarter takes in the periods whose middle lies in it.
    @Test(arguments: [
        (
            "26th",
            [
                "a|2026-06-26|2026-07-25", "b|2026-07-26|2026-08-25", "c|2026-08-26|2026-09-25",
                "d|2026-09-26|2026-10-25",
            ], "a b c"
        ),
        (
            "4-4-5",
            [
                "a|2026-06-29|2026-07-26", "b|2026-07-27|2026-08-23", "c|2026-08-24|2026-09-27",
                "d|2026-09-28|2026-10-25",
            ], "a b c"
        ),
        (
            "months",
            [
                "a|2026-07-01|2026-07-31", "b|2026-08-01|2026-08-31", "x|2026-07-26|2026-08-25",
                "c|2026-09-01|2026-09-30",
            ], "a b c"
        ),
        ("a year", ["year|2026-03-01|2027-02-28"], "-"),
    ])
    func whatBelongsToAQuarter(name: String, periods: [String], counted: String) async throws {
        let database = try TestDatabase.current
        try await ask(periods, in: database)
        try await score(in: database)
        let found = try await database.value(
            "select coalesce(string_agg(distinct label, ' ' order by label), '-') from merit.results_between('2026-07-01', '2026-09-30') join merit.appraisal_period using (period_id)"
        )
        #expect(found == counted)
    }

    /// And is reviewed by itself when they are scored.
    @Test func aQuarterOfOtherPeriodsIsReviewed() async throws {
        let database = try TestDatabase.current
        try await database.run("update merit.setting set value = '1' where name = 'review_quarters'")
        try await ask(["a|2026-06-26|2026-07-25", "b|2026-07-26|2026-08-25"], in: database)
        try await score(in: database)
        try await database.run("select merit.review_quarters()", as: "merit_worker")
        #expect(try await database.value("select count(*) from merit.quarter_review") == "0")
        try await ask(["c|2026-08-26|2026-09-25"], in: database)
        try await database.run("select merit.review_quarters()", as: "merit_worker")
        #expect(try await database.value("select count(*) from merit.quarter_review") == "0", "one of them waits")
        try await score(in: database)
        try await database.run("select merit.review_quarters()", as: "merit_worker")
        try await database.run("select merit.review_quarters()", as: "merit_worker")
        #expect(try await database.column("select quarter::text from merit.quarter_review") == ["2026-07-01"])
    }

    /// As a scoring leaves them.
    private func score(in database: TestDatabase) async throws {
        try await database.run(
            """
            set session_replication_role = replica;
            insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut, status, total, grade,
                coefficient, template_code, template_version)
            select period_id, 'e1', 1, 1, 30, 0, false, 'scored', 75, 'C', 1.0, 'desk', 1 from merit.appraisal_period where revision = 0;
            update merit.appraisal_period set status = 'scored', revision = 1, scored_at = clock_timestamp() where revision = 0;
            """)
    }
}
