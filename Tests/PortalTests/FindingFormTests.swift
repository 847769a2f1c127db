import Foundation
import Postgres
import Support
import Testing

/// What a quarter's review found has a page each, with what it rests on, and is decided there by officers of HR.
@Suite(.database(.rules)) struct FindingFormTests {
    private static let quarter = "/period/2020-10/quarter"

    /// - Parameter number: of the review; it found 2 × number - 1 about the raters and 2 × number about a measured indicator.
    static func review(_ number: Int = 1) -> String {
        """
        set session_replication_role = replica;
        insert into merit.quarter_review (review_id, quarter, revision, time_zone, status, results, people, periods) overriding system value
        values (\(number), '2020-10-01', \(number), 'UTC', 'reviewed', 30, 10, '{2020-10}');
        insert into merit.indicator_review (indicator_review_id, review_id, template_code, template_version, dimension, indicator, title,
            title_zh, kind, weight, results, people, missing_percent, ceiling_percent, discrimination_results, nps_link_people, leniency,
            mean, recommendation, figure, certainty, reason, reason_zh, lacking, evidence, proposal) overriding system value
        values (\(2 * number - 1), \(number), 'small', 1, 'attitude', 'manner', 'Manner', '沟通', 'rated', 40, 30, 10, 0, null, 0, 0, 1.814,
            0.9, 'train_raters', 'leniency', 'clear', 'rater sue is lenient', '评分人 sue 偏宽', '{}',
            '{"interval": {"low": 1.2512, "high": 2.3777}, "raters": [{"rater": "sue", "people": 6, "mean": 9.15, "leniency": 1.814,
                "stands_out": true, "same_for_all": false}]}', null),
        (\(2 * number), \(number), 'small', 1, 'speed', 'response', 'Response', '响应', 'measured', 60, 30, 10, 0, 96.67, 0, 0, null,
            0.97, 'raise_target', 'ceiling_percent', 'likely', '96.67% of 30 have full points', '30 个得分中 96.67% 为满分', '{}',
            '{"interval": {"low": 78.9, "high": 99.91}, "raters": []}',
            '{"dimensions": [{"code": "speed", "indicators": [{"code": "response", "title": {"zh": "响应", "en": "Response"}, "points": 10,
                "unit": "hour", "min_sample": 3,
                "measure": {"from": "ticket", "at": "opened_at", "value": "avg(hours(first_response_at - opened_at))"},
                "scale": [{"band": "quick", "best": 0, "worst": 0.5, "points": [10, 6]},
                    {"band": "slow", "best": 0.5, "worst": 4, "points": [5, 0]}]}]}]}');
        set session_replication_role = origin;
        """
    }

    private static let decided =
        "select coalesce(string_agg(concat_ws(' ', status, decision, decided_by), '; ' order by indicator_review_id), '') from merit.indicator_review where status <> 'proposed'"

    @Test func eachHasAPageWithWhatItRestsOn() async throws {
        try await TestDatabase.current.run(Self.review())
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            let quarter = try await hilda.get(Self.quarter).text
            #expect(quarter.contains("href=\"/finding/1\"") && quarter.contains("href=\"/finding/2\""))
            let target = try await hilda.get("/finding/2").text
            for shown in [
                "96.67; 95% interval 78.9 to 99.91", "30 results of 10 people (2020-10)",
                "96.67% of 30 have full points", "likely",
                "0 to 1: 10 to 6 points → 0 to 0.5: 10 to 6 points", "Response · band quick",
                "href=\"/templates/small/1/edit/response\"", "href=\"\(Self.quarter)\"",
            ] {
                #expect(target.contains(shown), "\(shown)")
            }
            let raters = try await hilda.get("/finding/1").text
            for shown in [
                "1.81; 95% interval 1.25 to 2.38", "Raters to talk to", "name of sue",
                "1.814 standard deviations from all",
                "stay; people act", "href=\"/raters?period=2020-10\"",
            ] {
                #expect(raters.contains(shown), "\(shown)")
            }
            hilda.headers = [("Accept-Language", "zh-CN")]
            let chinese = try await hilda.get("/finding/2").text
            #expect(chinese.contains("响应 · 提高目标") && chinese.contains("30 个得分中 96.67% 为满分"))
            #expect(!chinese.contains("ceiling") && chinese.contains("满分的比例（%）"))
        }
    }

    @Test func itIsDecidedOnceWithAReason() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review())
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            try await hilda.get("/finding/2")
            #expect(try await hilda.post("/finding/2", [("words", "so")]).problems == ["Choose one."])
            #expect(hilda.page.text.contains(">\nso</textarea>"))
            #expect(try await hilda.post("/finding/2", [("status", "declined")]).problems == ["Say why."])
            #expect(try await database.value(Self.decided) == "")
            let proof = hilda.page.hidden("proof")
            let fields = [("status", "declined"), ("words", "it is meant to be <easy>")]
            #expect(try await hilda.post("/finding/2", fields, proof: proof).location == Self.quarter)
            #expect(try await database.value(Self.decided) == "declined it is meant to be <easy> hilda")
            #expect(
                try await database.value(
                    "select count(*) from merit.event where table_name = 'indicator_review' and person = 'hilda'")
                    == "1")
            // The quarter's page says what was decided, and each is still read.
            let quarter = try await hilda.get(Self.quarter).text
            #expect(quarter.contains("declined · hilda · ") && quarter.contains(": it is meant to be &lt;easy&gt;"))
            #expect(
                quarter.contains("/finding/2\">Look at it<") && quarter.contains("/finding/1\">Look at it and decide<"))
            // Sent once more, or with another decision, it does nothing, and what was written is shown.
            for status in ["declined", "accepted", ""] {
                let again = try await hilda.post(
                    "/finding/2", [("status", status), ("words", "what I wrote")], proof: proof)
                #expect(again.status == 404 && again.text.contains("what I wrote"))
            }
            let read = try await hilda.get("/finding/2").text
            #expect(read.contains("declined") && read.contains("it is meant to be &lt;easy&gt;"))
            #expect(!read.contains("name=\"words\""))
            #expect(try await database.value(Self.decided) == "declined it is meant to be <easy> hilda")
        }
    }

    /// Reviewed again while somebody decides: what they looked at is decided no more, and what they wrote is shown.
    @Test func whatWasReviewedAgainIsLookedAtAgain() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review())
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            try await hilda.get("/finding/2")
            try await database.run(Self.review(2))
            let stale = try await hilda.post("/finding/2", [("status", "accepted"), ("words", "what I wrote")])
            #expect(stale.status == 404 && stale.text.contains("what I wrote"))
            #expect(try await database.value(Self.decided) == "")
            // What was decided before the quarter was reviewed again holds, and may be decided anew.
            try await database.run(
                "update merit.indicator_review set status = 'declined', decision = 'meant to be easy', decided_by = 'sue' where indicator_review_id = 2"
            )
            let page = try await hilda.get("/finding/4").text
            #expect(
                page.contains("Decided in an earlier review")
                    && page.contains("declined · name of sue · meant to be easy"))
            let quarter = try await hilda.get(Self.quarter).text
            #expect(quarter.contains("Decide anew") && quarter.contains("declined · name of sue · "))
            #expect(try await hilda.post("/finding/4", [("status", "accepted"), ("words", "no")]).status == 303)
        }
    }

    /// Una audits, hal is the officer of the north alone.
    @Test(arguments: ["una", "hal", "sue", "ann"]) func nobodyElseDecides(reader: String) async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review())
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            // Who audits reads it.
            let page = try await browser.get("/finding/2")
            #expect(page.status == (reader == "una" ? 200 : 404) && !page.text.contains("name=\"words\""))
            #expect(try await browser.get(Self.quarter).text.contains("/finding/2\">Look at it<") == (reader == "una"))
            try await browser.get("/")
            let fields = [("status", "accepted"), ("words", "so")]
            #expect(try await browser.post("/finding/2", fields).status == 404)
            #expect(try await database.value(Self.decided) == "")
        }
    }

    @Test func aForgedFormDecidesNothing() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review())
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            try await hilda.get("/finding/2")
            let fields = [("status", "accepted"), ("words", "so")]
            let proof = hilda.page.hidden("proof")
            hilda.origin = "https://elsewhere.example"
            #expect(try await hilda.post("/finding/2", fields, proof: proof).status == 403)
            hilda.origin = servers[0]
            #expect(try await hilda.post("/finding/2", fields, proof: "forged").status != 303)
            for status in ["proposed", "withdrawn", "x' or true"] {
                try await hilda.get("/finding/2")
                #expect(try await hilda.post("/finding/2", [("status", status), ("words", "so")]).status == 404)
            }
            for path in ["/finding/0", "/finding/-1", "/finding/9223372036854775808", "/finding/x"] {
                #expect(try await hilda.get(path).status == 404)
            }
            #expect(try await database.value(Self.decided) == "")
        }
    }

    @Test func nobodyDecidesAboutTheirOwnRatings() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.review())
        try await database.run(
            """
            set session_replication_role = replica;
            insert into merit.rater_review (review_id, template_code, template_version, indicator, rater_id, people, ratings, mean,
                difference, stands_out, same_for_all)
            values (1, 'small', 1, 'manner', 'hilda', 6, 6, 9, 2, true, false)
            """)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            #expect(try await !hilda.get("/finding/1").text.contains("name=\"words\""))
            #expect(try await hilda.get("/finding/2").text.contains("name=\"words\""))
            let fields = [("status", "declined"), ("words", "so")]
            #expect(try await hilda.post("/finding/1", fields).status == 404)
        }
    }
}
