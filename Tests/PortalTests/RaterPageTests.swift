import Foundation
import Postgres
import Support
import Testing

/// How strict raters were, and rounds of calibration that are opened from there.
@Suite(.database(.forms)) struct RaterPageTests {
    /// Four more who rated ann.
    private static let more = """
        set session_replication_role = replica;
        insert into merit.evaluation (period_id, employee_id, source, rater_id, points)
        select 1, 'ann', 'supervisor', 'rater-' || n, 40 + n from generate_series(1, 4) n;
        """

    private func cells(of id: String, _ page: Browser.Page) -> [String] {
        page.text.split(separator: "<tr>").map(String.init).first { $0.contains(">\(id)</bdi>") && $0.contains("row") }?
            .matches(of: /<bdi[^>]*>([^<]*)<\/bdi>/).map { String($0.output.1) } ?? []
    }

    @Test(arguments: ["hilda", "una"]) func whoSeesEveryoneSeesAllByName(reader: String) async throws {
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            #expect(try await browser.get("/").text.contains("href=\"/raters\""))
            let page = try await browser.get("/raters")
            #expect(page.status == 200 && page.text.utf8.count < 60_000)
            #expect(page.text.contains("Raters · 2020-10") && page.text.contains("<svg"))
            if reader == "hilda" {
                // Without what was said of hilda herself all have 15.715 in the middle.
                #expect(cells(of: "sue", page) == ["sue", "name of sue", "2", "2", "12.09", "−3.63", "–", "–"])
                #expect(cells(of: "tom", page) == ["tom", "name of tom", "1", "1", "13.59", "−2.13", "–", "–"])
                #expect(cells(of: "max", page) == ["max", "name of max", "5", "5", "17.59", "+1.88", "±3.42", "–"])
            }
            #expect(page.text.contains("href=\"/results?period=2020-10&amp;supervisor=sue\""))
            #expect(page.text.contains("October again"))
            #expect(page.text.contains("href=\"/period/2020-10/calibrate\"") == (reader == "hilda"))
            for path in ["/raters?period=none", "/raters?period=2020-11", "/raters?page=2", "/raters?page=0"] {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test func whoIsLenientBeyondChanceIsTold() async throws {
        try await TestDatabase.current.run(
            """
            set session_replication_role = replica;
            update merit.evaluation set points = points + 60 where source = 'supervisor' and rater_id = 'max';
            """)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            let page = try await hilda.get("/raters")
            #expect(cells(of: "max", page).last == "clearly lenient")
            // Two people are too few to tell.
            #expect(cells(of: "sue", page).last == "–")
        }
    }

    /// Beside five others or more, who are not named; and not before everything is given.
    @Test func aRaterSeesTheirOwnAmongUnnamedOthers() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let sue = Browser(servers[0])
            try await sue.signIn("sue")
            #expect(try await sue.get("/").text.contains("href=\"/raters\""))
            #expect(try await sue.get("/raters").text.contains("at least five others rated"))
            #expect(!sue.page.text.contains("<svg") && !sue.page.text.contains("12.09"))
            try await database.run(Self.more)
            let page = try await sue.get("/raters")
            #expect(page.text.contains("<svg") && page.text.contains("another rater"))
            #expect(cells(of: "sue", page).prefix(4) == ["sue", "name of sue", "2", "2"])
            for other in ["max", "tom", "rater-"] { #expect(!page.text.contains(other), "\(other)") }
            // What others gave is rounded, and their people are not counted.
            let told = try await Viewer("sue", by: .call).column(
                """
                select r.difference::text from merit_api.rater_severities('2020-10') r
                where not r.is_own and (num_nonnulls(r.rater_id, r.name, r.people, r.ratings, r.mean, r.margin) > 0
                    or r.difference <> round(r.difference))
                """, in: database)
            #expect(told == [])
            // While one has still to rate somebody nothing is shown.
            try await database.run(
                """
                set session_replication_role = replica;
                delete from merit.evaluation where rater_id = 'sue' and employee_id = 'bob' and period_id = 1;
                """)
            #expect(try await !sue.get("/raters").text.contains("<svg"))
        }
    }

    @Test(arguments: ["ann", "hal", "pat", "cat"]) func whoRatedNobodySeesNone(reader: String) async throws {
        try await TestDatabase.current.run(Self.more)
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            #expect(try await !browser.get("/").text.contains("/raters"))
            #expect(try await browser.get("/raters").status == 404)
            #expect(try await browser.get("/raters?period=2020-10").status == 404)
        }
    }

    @Test func anOfficerHasResultsRatedAgain() async throws {
        let database = try TestDatabase.current
        let until =
            try await database.value("to_char(now() at time zone 'UTC' + interval '1 week', 'YYYY-MM-DD HH24:MI')")
            ?? ""
        let path = "/period/2020-10/calibrate"
        func fields(_ changed: [String: String] = [:]) -> [(String, String)] {
            [
                "title": "Near B", "people": "bob\r\ncat", "raters": "sue\ntom\n max ", "indicators": "",
                "until": until,
            ].merging(changed) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
        try await Program.serving { servers, _ in
            let (hilda, hal, ann) = (Browser(servers[0]), Browser(servers[0]), Browser(servers[0]))
            try await hilda.signIn("hilda")
            #expect(try await hilda.get("/period/2020-10/desk").text.contains("href=\"\(path)\""))
            #expect(try await hilda.get(path).text.contains("Results not delivered yet"))
            for (changed, problem) in [
                (["until": "soon"], "Write it as 2026-12-10 18:00."),
                (["until": "2099-01-01 10:00"], "a round ends within 92 days from now"),
                (
                    ["people": "bob\nann"],
                    "Of these there is no result that you may have rated again, scored and not delivered: ann"
                ),
                (
                    ["people": "hilda"],
                    "Of these there is no result that you may have rated again, scored and not delivered: hilda"
                ),
                (["raters": "sue"], "a round asks 2 to 50 supervisors of period &quot;2020-10&quot;"),
                (["indicators": "solved"], "somebody in the set has no such rated indicator"),
            ] {
                #expect(try await hilda.post(path, fields(changed)).problems == [problem], "\(changed)")
                #expect(hilda.page.text.contains("value=\"Near B\""))
            }
            hilda.headers = [("Accept-Language", "zh-CN")]
            #expect(
                try await hilda.post(path, fields(["raters": "sue"])).problems == ["请填写 2 到 50 位上级的工号（该期间或现任的上级）。"])
            // Handed in twice, it is one round.
            for _ in 0..<2 {
                try await hilda.get(path)
                #expect(try await hilda.post(path, fields()).location == "/raters?period=2020-10")
            }
            #expect(
                try await database.column(
                    "select title || ' ' || asked_by from merit.calibration order by calibration_id desc limit 1")
                    == ["Near B hilda"])
            #expect(
                try await database.value(
                    "select string_agg(distinct employee_id, ' ') from merit.calibration_item where calibration_id = (select max(calibration_id) from merit.calibration)"
                ) == "bob cat")
            #expect(try await hilda.get("/raters").text.contains("Near B"))
            // Of the south nothing is hal's.
            try await hal.signIn("hal")
            #expect(try await hal.get(path).status == 200)
            #expect(try await hal.post(path, fields()).problems.first?.hasSuffix(": cat") == true)
            try await ann.signIn("ann")
            #expect(try await ann.get(path).status == 404)
            try await ann.get("/")
            #expect(try await ann.post(path, fields()).status == 404)
            #expect(try await database.value("select count(*) from merit.calibration") == "3")
        }
    }
}
