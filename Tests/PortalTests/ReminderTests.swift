import Foundation
import NIOHTTP1
import Postgres
import Support
import Testing

/// Whom to remind of what: officers copy a text for each, and Merit sends nothing.
@Suite(.database(.forms)) struct ReminderTests {
    private static let missing = """
        delete from merit.evaluation where period_id = 2 and source in ('self', 'supervisor') and employee_id in ('ann', 'bob');
        update merit.appraisal_period set evaluate_by = '2999-11-05 18:00Z' where label = '2020-11';
        """

    @Test func eachHasATextToCopy() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.missing)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            #expect(
                try await hilda.get("/period/2020-11/desk").text.contains("href=\"/period/2020-11/reminders\""))
            let page = try await hilda.get("/period/2020-11/reminders")
            #expect(page.status == 200 && page.text.contains("Merit sends nothing"))
            #expect(page.text.contains("2020-11: Self-evaluation (by 5 Nov 2999 18:00). \(servers[0])"))
            #expect(page.text.contains("2020-11: Evaluation to give × 2 (by 5 Nov 2999 18:00). \(servers[0])"))
            hilda.headers = [("Accept-Language", "zh-CN")]
            #expect(try await hilda.get("/period/2020-11/reminders").text.contains("2020-11：自评（期限 2999年11月5日 18:00）。"))
        }
    }

    /// The company's own messenger takes the file, and a mail has its text in it: whom it goes to is filled in, for no address is known.
    @Test func allOfThemAreAFileAndEachIsAMail() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.missing)
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.newest_result set name = '=1+1, "Bob"' where employee_id = 'bob';
            update merit.result set name = '=1+1, "Bob"' where employee_id = 'bob';
            """)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            let page = try await hilda.get("/period/2020-11/reminders").text
            let count = page.matches(of: /href="mailto:/).count
            #expect(
                page.contains(
                    "href=\"mailto:?subject=Appraisal%3A%20a%20reminder%20%C2%B7%202020-11&amp;body=2020-11%3A%20Self-evaluation%20%28by%205%20Nov%202999%2018%3A00%29.%20http"
                ))
            #expect(page.contains("href=\"/period/2020-11/reminders.csv\">As CSV, \(count) people<"))
            let file = try await hilda.get("/period/2020-11/reminders.csv")
            #expect(file.headers.first(name: "Content-Disposition") == "attachment; filename=\"reminders.csv\"")
            #expect(file.headers.first(name: "Content-Type") == "text/csv; charset=utf-8")
            let lines = file.text.components(separatedBy: "\r\n")
            #expect(lines.first == "\u{FEFF}Person,Name,Text,Link,Last reminder" && lines.count == count + 2)
            // No spreadsheet runs a name.
            #expect(
                lines.contains(
                    "bob,\"'=1+1, \"\"Bob\"\"\",2020-11: Self-evaluation (by 5 Nov 2999 18:00). \(servers[0]),\(servers[0]),"
                ), "\(lines)")
            hilda.headers = [("Accept-Language", "zh-CN")]
            #expect(try await hilda.get("/period/2020-11/reminders.csv").text.contains("工号,姓名,文字,链接,上次提醒"))
        }
    }

    /// Hal is the officer of the north alone; an auditor reminds nobody.
    @Test func anOfficerRemindsAboutTheirOwnPeople() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.missing)
        try await Program.serving { servers, _ in
            for (reader, isShown) in [("hal", true), ("una", false), ("sue", false), ("ann", false)] {
                let browser = Browser(servers[0])
                try await browser.signIn(reader)
                let page = try await browser.get("/period/2020-11/reminders")
                #expect(page.status == (isShown ? 200 : 404), "\(reader)")
                #expect(page.text.contains("<bdi>name of bob</bdi>") == isShown, "\(reader)")
                #expect(!page.text.contains("tom</bdi>"), "\(reader)")
                let file = try await browser.get("/period/2020-11/reminders.csv")
                #expect(file.status == (isShown ? 200 : 404), "\(reader)")
                #expect(file.text.contains("\r\nbob,") == isShown && !file.text.contains("\r\ntom,"), "\(reader)")
            }
            let browser = Browser(servers[0])
            try await browser.signIn("hilda")
            #expect(try await browser.get("/period/none/reminders").status == 404)
            #expect(try await browser.get("/period/none/reminders.csv").status == 404)
        }
    }

    /// Once somebody says that they sent them, it stands beside each name, and in the file.
    @Test func whoWasRemindedStandsBesideTheName() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.missing)
        let recorded =
            "select coalesce(string_agg(employee_id || ' ' || recorded_by, ', ' order by 1), '') from merit.reminder"
        let path = "/period/2020-11/reminders"
        try await Program.serving { servers, _ in
            let (hilda, hal) = (Browser(servers[0]), Browser(servers[0]))
            try await hilda.signIn("hilda")
            try await hal.signIn("hal")
            #expect(try await hilda.get(path).text.contains("href=\"\(path)/record\""))
            #expect(!hilda.page.text.contains("reminded on"))
            let form = try await hilda.get("\(path)/record").text
            #expect(form.contains("name=\"people\" value=\"ann\" checked"))
            #expect(try await hilda.post("\(path)/record", []).problems == ["Tick whom you have reminded."])
            #expect(try await database.value(recorded) == "")
            #expect(try await hilda.post("\(path)/record", [("people", "ann"), ("people", "nobody")]).location == path)
            #expect(try await database.value(recorded) == "ann hilda")
            // The other officer sees it before they remind anybody.
            #expect(try await hal.get(path).text.contains("reminded on "))
            let other = try await hal.get("\(path)/record").text
            #expect(other.contains("name=\"people\" value=\"ann\">") && other.contains("value=\"bob\" checked"))
            #expect(try await hal.get("\(path).csv").text.contains("reminded on "))
            hal.headers = [("Accept-Language", "zh-CN")]
            #expect(try await hal.get(path).text.contains(/日已由.+提醒/))
            // Nobody else records anything, and a forged form nothing at all.
            for reader in ["ann", "sue", "una"] {
                let browser = Browser(servers[0])
                try await browser.signIn(reader)
                #expect(try await browser.get("\(path)/record").status == 404, "\(reader)")
                try await browser.get("/")
                #expect(try await browser.post("\(path)/record", [("people", "bob")]).status == 404, "\(reader)")
            }
            hilda.origin = "https://elsewhere.example"
            #expect(try await hilda.post("\(path)/record", [("people", "bob")]).status == 403)
            #expect(try await database.value(recorded) == "ann hilda")
        }
    }
}
