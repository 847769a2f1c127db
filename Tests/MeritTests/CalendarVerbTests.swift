import Foundation
import Postgres
import Support
import Testing

/// Calendars by the command: holidays from files, and what they mean day by day.
@Suite(.database(.migrated)) struct CalendarVerbTests {
    @Test func holidaysAreTriedThenWritten() async throws {
        let database = try TestDatabase.current
        let hr = try database.configuration(user: "merit_hr")
        let tried = try await Program.run(["calendar", "import", "china-2026", "--format", "csv"], database: hr)
        #expect(tried.status == 0)
        #expect(tried.output.contains("\n2026-02-14,make_up,1,春节（班）,new\n"), "\(tried.output)")
        #expect(
            tried.errors == "39 of 39 days would be written into calendar standard; say --apply to write them\n"
        )
        let written = try await Program.run(["calendar", "import", "china-2026", "--apply"], database: hr)
        #expect(written.errors == "39 of 39 days were written into calendar standard\n")
        let again = try await Program.run(["calendar", "import", "china-2026", "--apply", "--like", "2"], database: hr)
        #expect(again.errors == "6 of 39 days were written into calendar standard\n")
        let shown = try await Program.run(
            [
                "calendar", "show", "standard", "--from", "2026-10-07", "--to", "2026-10-10", "--time-zone",
                "Asia/Shanghai", "--format", "csv",
            ], database: hr)
        #expect(
            shown.output == """
                day,weekday,kind,opens,closes,title
                2026-10-07,Wed,holiday,,,国庆节（休）
                2026-10-08,Thu,working,09:00,12:00,
                2026-10-08,Thu,working,13:00,18:00,
                2026-10-09,Fri,working,09:00,12:00,
                2026-10-09,Fri,working,13:00,18:00,
                2026-10-10,Sat,make_up,09:00,12:00,国庆节（班）
                2026-10-10,Sat,make_up,13:00,18:00,国庆节（班）

                """)
        let list = try await Program.run(["calendar", "--format", "csv"], database: hr)
        #expect(
            list.output == """
                calendar,title,time_zone,days_of,special_days,used_for
                standard,"Monday to Friday, eight hours",the period's,,39,all

                """)
    }

    @Test func whatCannotBeReadIsNamedByItsLine() async throws {
        let database = try TestDatabase.current
        let hr = try database.configuration(user: "merit_hr")
        let file = FileManager.default.temporaryDirectory.appending(path: "merit-\(UUID()).ics").path()
        defer { try? FileManager.default.removeItem(atPath: file) }
        try "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261001T090000\nEND:VEVENT\nEND:VCALENDAR\n".write(
            toFile: file, atomically: true, encoding: .utf8)
        let refused = try await Program.run(["calendar", "import", file, "--apply"], database: hr)
        #expect(refused.status == 3)
        #expect(
            refused.errors
                == "\(file): line 3: DTSTART is \"20261001T090000\"; a day is written like 20261001, without a time\n")
        let missing = try await Program.run(["calendar", "import", "china-2026", "--calendar", "x"], database: hr)
        #expect(missing.status == 1)
        #expect(missing.errors == "merit: there is no calendar \"x\"; merit calendar show lists them\n")
    }
}
