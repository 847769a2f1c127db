import Foundation
import Postgres
import Support
import Testing

/// What customers complained about in a quarter has a page for each theme, with its figures, and is decided there by officers of HR.
@Suite(.database(.rules)) struct ThemeFormTests {
    private static let quarter = "/period/2020-10/quarter"

    /// - Parameter number: of the review; it has themes 2 × number - 1, with a new indicator, and 2 × number, without.
    private static func review(_ number: Int = 1) -> String {
        """
        set session_replication_role = replica;
        insert into merit.quarter_review (review_id, quarter, revision, time_zone, status, results, people, periods) overriding system value
        values (\(number), '2020-10-01', \(number), 'UTC', 'reviewed', 30, 10, '{2020-10}');
        insert into merit.indicator_review (review_id, template_code, template_version, dimension, indicator, title, title_zh, kind, weight,
            results, people, missing_percent, discrimination_results, nps_link_people, recommendation, reason, reason_zh, lacking, evidence)
        values (\(number), 'small', 1, 'attitude', 'manner', 'Manner', '沟通', 'rated', 40, 30, 10, 0, 0, 0, 'keep', '', '', '{}', '{}');
        insert into merit.complaint_theme (complaint_theme_id, review_id, category, root_cause, priority, complaints, share_percent,
            running_percent, previous_complaints, change_percent, customers, repeats, repeat_percent, parts_wait_hours, parts_waits,
            suggestion, suggestion_zh, lacking, template_code, proposal) overriding system value
        values (\(2 * number - 1), \(number), 'billing', 'double <charge>', 1, 40, 66.67, 66.67, 32, 25, 30, 10, 25, null, 0,
                'call back within 7 days', '7 天内回访', '{"parts_wait_hours": {"en": "no repair is about it", "zh": "没有相关维修"}}', 'small',
                '{"dimensions": [{"code": "speed", "indicators": [{"code": "repeat_billing", "title": {"zh": "重复投诉：账单", "en":
                    "Repeat complaints: billing"}, "points": 10, "unit": "percent",
                "measure": {"from": "complaint", "at": "received_at", "where": "category = ''billing''",
                    "value": "share(repeated(30, customer_id, category))", "when_empty": 0},
                "scale": [{"band": "at most 5%", "best": 0, "worst": 5, "points": 10},
                    {"band": "over 5%", "best": 5, "worst": 100, "points": 0}]}]}]}'),
            (\(2 * number), \(number), '', '', 2, 20, 33.33, 100, 20, 0, 18, null, null, 36.5, 7, 'keep parts in stock', '配件备库',
                '{"repeats": {"en": "the source does not know customers", "zh": "数据源没有客户编号"}}', null, null);
        set session_replication_role = origin;
        """
    }

    private static let decided =
        "select coalesce(string_agg(concat_ws(' ', status, decision, decided_by), '; ' order by complaint_theme_id), '') from merit.complaint_theme where status <> 'proposed'"

    @Test func eachHasAPageWithItsFigures() async throws {
        try await TestDatabase.current.run(Self.review())
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            let quarter = try await hilda.get(Self.quarter).text
            #expect(quarter.contains("href=\"/theme/1\"") && quarter.contains("href=\"/theme/2\""))
            let billing = try await hilda.get("/theme/1").text
            for shown in [
                "billing / double &lt;charge&gt;", "call back within 7 days", "40, 66.67% of all",
                "32 (+25% since)", "10 (25%)", "no repair is about it",
                // What the new indicator would be.
                "Repeat complaints: billing", "share(repeated(30, customer_id, category))", "– → 0 to 5: 10 points",
                "href=\"/templates/small/1\"", "href=\"\(Self.quarter)\"",
            ] {
                #expect(billing.contains(shown), "\(shown)")
            }
            let other = try await hilda.get("/theme/2").text
            for shown in [
                "no category", "20, 33.33% of all; 100% with the more frequent ones",
                "36.5 hours (7 repair reports)",
                "the source does not know customers", "stay; people change how the service is done",
            ] {
                #expect(other.contains(shown), "\(shown)")
            }
            #expect(!other.contains("Come back within"))
            // The quarter's page has room for the most frequent alone: from each one comes to the next.
            #expect(billing.contains("href=\"/theme/2\"") && !other.contains("href=\"/theme/"))
            hilda.headers = [("Accept-Language", "zh-CN")]
            let chinese = try await hilda.get("/theme/1").text
            for shown in ["7 天内回访", "40，占 66.67%", "30 天内重复", "没有相关维修", "重复投诉：账单"] {
                #expect(chinese.contains(shown), "\(shown)")
            }
            #expect(!chinese.contains("call back"))
        }
    }

    @Test func itIsDecidedOnceWithAReason() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review())
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            try await hilda.get("/theme/1")
            #expect(try await hilda.post("/theme/1", [("words", "so")]).problems == ["Choose one."])
            #expect(hilda.page.text.contains(">\nso</textarea>"))
            #expect(try await hilda.post("/theme/1", [("status", "declined")]).problems == ["Say why."])
            #expect(try await database.value(Self.decided) == "")
            let proof = hilda.page.hidden("proof")
            let fields = [("status", "declined"), ("words", "billing was <replaced>")]
            #expect(try await hilda.post("/theme/1", fields, proof: proof).location == Self.quarter)
            #expect(try await database.value(Self.decided) == "declined billing was <replaced> hilda")
            #expect(
                try await database.value(
                    "select count(*) from merit.event where table_name = 'complaint_theme' and person = 'hilda'") == "1"
            )
            // The quarter's page says what was decided, and each is still read.
            let quarter = try await hilda.get(Self.quarter).text
            #expect(quarter.contains(": billing was &lt;replaced&gt;"))
            #expect(
                quarter.contains("/theme/1\">Look at it<") && quarter.contains("/theme/2\">Look at it and decide<"))
            // Sent once more, or with another decision, it does nothing, and what was written is shown.
            for status in ["declined", "accepted", ""] {
                let again = try await hilda.post(
                    "/theme/1", [("status", status), ("words", "what I wrote")], proof: proof)
                #expect(again.status == 404 && again.text.contains("what I wrote"))
            }
            let read = try await hilda.get("/theme/1").text
            #expect(read.contains("declined") && read.contains("billing was &lt;replaced&gt;"))
            #expect(!read.contains("name=\"words\""))
            #expect(try await database.value(Self.decided) == "declined billing was <replaced> hilda")
        }
    }

    /// Reviewed again while somebody decides: what they looked at is decided no more, and what they wrote is shown.
    @Test func whatWasReviewedAgainIsLookedAtAgain() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review())
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            try await hilda.get("/theme/1")
            try await database.run(Self.review(2))
            let stale = try await hilda.post("/theme/1", [("status", "accepted"), ("words", "what I wrote")])
            #expect(stale.status == 404 && stale.text.contains("what I wrote"))
            #expect(try await database.value(Self.decided) == "")
            // What was decided before the quarter was reviewed again holds, in the name of who did, and may be decided anew.
            try await database.run(
                "update merit.complaint_theme set status = 'declined', decision = 'replaced', decided_by = 'sue' where complaint_theme_id = 1"
            )
            let page = try await hilda.get("/theme/3").text
            #expect(page.contains("Decided in an earlier review") && page.contains("declined · name of sue · replaced"))
            let quarter = try await hilda.get(Self.quarter).text
            #expect(quarter.contains("Decide anew") && quarter.contains("declined · name of sue · "))
            #expect(try await hilda.post("/theme/3", [("status", "accepted"), ("words", "no")]).status == 303)
        }
    }

    /// Una audits, hal is the officer of the north alone.
    @Test(arguments: ["una", "hal", "sue", "ann"]) func nobodyElseDecides(reader: String) async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review())
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            let page = try await browser.get("/theme/1")
            #expect(page.status == (reader == "una" ? 200 : 404) && !page.text.contains("name=\"words\""))
            #expect(try await browser.get(Self.quarter).text.contains("/theme/1\">Look at it<") == (reader == "una"))
            try await browser.get("/")
            #expect(try await browser.post("/theme/1", [("status", "accepted"), ("words", "so")]).status == 404)
            #expect(try await database.value(Self.decided) == "")
        }
    }

    @Test func aForgedFormDecidesNothing() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review())
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            try await hilda.get("/theme/1")
            let fields = [("status", "accepted"), ("words", "so")]
            let proof = hilda.page.hidden("proof")
            hilda.origin = "https://elsewhere.example"
            #expect(try await hilda.post("/theme/1", fields, proof: proof).status == 403)
            hilda.origin = servers[0]
            #expect(try await hilda.post("/theme/1", fields, proof: "forged").status != 303)
            for status in ["proposed", "withdrawn", "x' or true"] {
                try await hilda.get("/theme/1")
                #expect(try await hilda.post("/theme/1", [("status", status), ("words", "so")]).status == 404)
            }
            for path in ["/theme/0", "/theme/-1", "/theme/9223372036854775808", "/theme/x"] {
                #expect(try await hilda.get(path).status == 404)
            }
            #expect(try await database.value(Self.decided) == "")
        }
    }
}
