import Foundation
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
            }
            let browser = Browser(servers[0])
            try await browser.signIn("hilda")
            #expect(try await browser.get("/period/none/reminders").status == 404)
        }
    }
}
