import Postgres
import Support
import Testing

/// What is opened wrongly is said at once, or can be put right.
@Suite(.database(.sourced)) struct PeriodVerbTests {
    private static let month = ["--from", "2026-09-01", "--to", "2026-09-30"]
    private static let periods =
        "select string_agg(concat_ws(' ', label, starts_on, ends_on, time_zone, department), '; ' order by period_id) from merit.appraisal_period"

    private func run(_ arguments: [String]) async throws -> Program.Outcome {
        try await Program.run(["period"] + arguments, database: try TestDatabase.current.configuration())
    }

    private func script(_ sql: String) async throws {
        try await TestDatabase.current.withConnection { try await $0.script(sql) }
    }

    @Test func noTimeZoneIsTakenInSilence() async throws {
        let database = try TestDatabase.current
        let first = try await run(["open", "2026-08", "--from", "2026-08-01", "--to", "2026-08-31"])
        #expect(first.status == 1)
        #expect(
            first.errors == """
                merit: there is no period yet whose time zone this one could take; say in which its days begin and end: \
                --time-zone Asia/Shanghai

                """)
        _ = try await run([
            "open", "2026-08", "--from", "2026-08-01", "--to", "2026-08-31", "--time-zone", "Asia/Tokyo",
        ])
        let next = try await run(["open", "2026-09"] + Self.month)
        #expect(
            next.output == """
                period 2026-09 is asked for (number 2)
                its days are days of Asia/Tokyo, as those of the period before; --time-zone names another

                """, "\(next.errors)")
        #expect(
            try await database.line(Self.periods)
                == "2026-08 2026-08-01 2026-08-31 Asia/Tokyo; 2026-09 2026-09-01 2026-09-30 Asia/Tokyo")
    }

    @Test func aDepartmentThatIsNobodysIsRefused() async throws {
        let database = try TestDatabase.current
        try await script(
            "insert into merit_source.employee (employee_id, name, post, department) values ('a', 'Ann', 'agent', 'desk')"
        )
        let open = ["open", "2026-09"] + Self.month + ["--time-zone", "UTC", "--department"]
        let misspelt = try await run(open + ["dsek"])
        #expect(misspelt.status == 1)
        #expect(
            misspelt.errors
                == "merit: nobody in merit_source.employee belongs to the department \"dsek\": did you mean \"desk\"?\n"
        )
        #expect(try await run(open + ["desk"]).status == 0)
        #expect(try await run(["change", "2026-09", "--department", "dsek"]).status == 1)
        #expect(try await database.line(Self.periods) == "2026-09 2026-09-01 2026-09-30 UTC desk")
    }

    /// The scoring says it later.
    @Test func aSourceThatCannotBeReadKeepsNobodyFromAsking() async throws {
        let asked = try await run(
            ["open", "2026-09"] + Self.month + [
                "--time-zone", "UTC", "--department", "dsek", "--source-database", "host=127.0.0.1 port=1 dbname=x",
            ])
        #expect(asked.status == 0, "\(asked.errors)")
    }

    @Test func aPeriodIsPutRight() async throws {
        let database = try TestDatabase.current
        _ = try await run(["open", "2062-09", "--from", "2062-09-01", "--to", "2062-09-30", "--time-zone", "UTC"])
        let changed = try await run(
            ["change", "2062-09"] + Self.month + ["--time-zone", "Asia/Shanghai", "--label", "2026-09"])
        #expect(changed.output == "period 2026-09 is changed\n", "\(changed.errors)")
        #expect(try await database.line(Self.periods) == "2026-09 2026-09-01 2026-09-30 Asia/Shanghai")
        try await script("update merit.appraisal_period set department = 'desk'")
        #expect(try await run(["change", "2026-09", "--everyone"]).status == 0)
        #expect(try await database.line(Self.periods) == "2026-09 2026-09-01 2026-09-30 Asia/Shanghai")
        #expect(
            try await run(["change", "2062-09", "--label", "x"]).errors
                == "merit: there is no period \"2062-09\"; merit period status lists them\n")
        #expect(try await run(["change", "2026-09"]).status == 2)
    }
}
