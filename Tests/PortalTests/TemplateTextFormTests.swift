import Foundation
import Postgres
import Support
import Testing

/// Officers of HR change a template as its YAML: problems stand below their lines, and what is kept is kept as from any other form.
@Suite(.database(.rules)) struct TemplateTextFormTests {
    private static let path = "/templates/small/1/yaml"

    private func hilda(_ server: String) async throws -> Browser {
        let hilda = Browser(server)
        try await hilda.signIn("hilda")
        return hilda
    }

    /// The text that a page shows, as a browser has it.
    private func text(_ page: Browser.Page) throws -> String {
        let shown = try #require(page.text.firstMatch(of: /<textarea class="code"[^>]*>\n([^<]*)<\/textarea>/)).output.1
        return [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(String(shown)) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    private func versions() async throws -> [String?] {
        try await TestDatabase.current.column(
            "select concat_ws(' ', version, status, created_by) from merit.template where code = 'small' order by version"
        )
    }

    /// Lines that the page tells, with what is said below each.
    private func lines(_ page: Browser.Page) -> [String] {
        page.text.matches(
            of: /<li value="([0-9]+)"><code><bdi>([^<]*)<\/bdi><\/code>((?:<p class="problem">[^<]*<\/p>)*)<\/li>/
        ).map {
            "\($0.output.1)|\($0.output.2)|\($0.output.3.replacing(/<[^>]*>/, with: "!"))"
        }
    }

    private func post(_ text: String, _ browser: Browser, to path: String = path) async throws -> Browser.Page {
        let seen = browser.page.hidden("seen") ?? ""
        return try await browser.post(path, [("seen", seen), ("document", text)])
    }

    @Test func aChangeBecomesTheDraftOfTheNextVersion() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            #expect(try await hilda.get("/templates/small/1").text.contains("href=\"\(Self.path)\""))
            let text = try text(try await hilda.get(Self.path))
            #expect(text.hasPrefix("template: small\nversion: 1\ntitle: {zh: 小模板, en: Small}\n"))
            #expect(try await post(text, hilda).problems == ["Nothing is changed yet."])
            // Comments and another order of keys are no change.
            #expect(try await post("# so\n\(text)", hilda).problems == ["Nothing is changed yet."])
            let changed = text.replacing("at_least: 80", with: "at_least: 75").replacing("\n", with: "\r\n")
            #expect(try await post(changed, hilda).location == "/templates/small/2")
            #expect(try await versions() == ["1 published HR", "2 draft hilda"])
            #expect(
                try await database.value(
                    """
                    select after.document = jsonb_set(jsonb_set(before.document, '{version}', '2'), '{grades,0,at_least}', '75')
                    from merit.template before, merit.template after
                    where before.code = 'small' and before.version = 1 and after.code = 'small' and after.version = 2
                    """) == "true")
            #expect(
                try await database.value(
                    "select count(*) from merit.job where kind = 'check_template' and state = 'available'") != "0")
            // The draft is changed in its place, also as to what no other form asks.
            let draft = "/templates/small/2/yaml"
            let more = try self.text(try await hilda.get(draft)).replacing("at: opened_at", with: "at: closed_at")
            #expect(try await post(more, hilda, to: draft).location == "/templates/small/2")
            #expect(
                try await database.value(
                    "select document #>> '{dimensions,1,indicators,0,measure,at}' from merit.template where code = 'small' and version = 2"
                )
                    == "closed_at")
        }
    }

    @Test func eachProblemStandsBelowItsLineAndNothingIsLost() async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            let text = try text(try await hilda.get(Self.path))
            let wrong = text.replacing("coefficient: 1.2", with: "coefficient: <b>").replacing(
                "weight: 60", with: "weight: 50"
            )
            .replacing("avg(hours(", with: "avrg(hours(")
            let page = try await post(wrong, hilda)
            #expect(page.status == 422 && page.problems == ["3 things are wrong; nothing is kept yet."])
            let told = lines(page)
            func line(with words: String) -> String? { told.first { $0.contains(words) } }
            let coefficient = try #require(line(with: "coefficient: &lt;b&gt;"))
            #expect(coefficient.contains("!small@1 grade A coefficient: expected a number from 0 up"))
            // By its number in the text.
            let number = try #require(Int(coefficient.prefix { $0 != "|" }))
            #expect(wrong.split(separator: "\n", omittingEmptySubsequences: false)[number - 1].contains("<b>"))
            #expect(line(with: "dimensions:")?.contains("the weights add up to 90, not to 100") == true)
            #expect(
                line(with: "avrg(hours(")?.contains(
                    "!small@1 speed/response value position 1: there is no function avrg") == true)
            #expect(told.count < 10)
            #expect(try self.text(page) == wrong)
            #expect(page.text.utf8.count < 60_000)
            hilda.headers = [("Accept-Language", "zh-CN")]
            let chinese = try await post(wrong, hilda)
            #expect(chinese.problems == ["有 3 处不对，没有保存。"])
            #expect(lines(chinese).contains { $0.contains("等级 A · 系数：请填写不小于 0 的数字") }, "\(lines(chinese))")
            #expect(try await versions() == ["1 published HR"])
        }
    }

    @Test(arguments: [
        ("template: [", "did not find expected"), ("a: 1\na: 2", "written twice"), ("", "empty"),
        ("- a", "expected a mapping"),
        ("template: other\nversion: 1", "a version keeps the code of its template, &#39;small&#39;"),
        ("template: small\nversion: 1\nextends: none@1", "there is no template none@1"),
        ("a: &a [1]\nb: [\(String(repeating: "*a, ", count: 40))]", "more than 30 aliases"),
        ("\(String(repeating: "[", count: 200))", "did not find expected node content"),
        ("template: \"\u{1}\"", "control character"),
    ])
    func whatCannotBeReadIsTold(text: String, problem: String) async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            try await hilda.get(Self.path)
            let page = try await post(text, hilda)
            #expect(page.status == 422 && page.text.contains(problem), "\(page.problems) \(lines(page))")
            hilda.headers = [("Accept-Language", "zh-CN")]
            let chinese = try await post(text, hilda)
            let said = chinese.problems + lines(chinese)
            #expect(!said.contains { $0.contains(problem) || $0.contains("检查结果") }, "\(said)")
            #expect(try await versions() == ["1 published HR"])
        }
    }

    @Test func whatIsTooLongComesBackWhole() async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            try await hilda.get(Self.path)
            let long = "x: \(String(repeating: "好", count: 20_000))"
            let page = try await post(long, hilda)
            #expect(page.status == 422 && page.problems.first?.hasPrefix("It is too long") == true)
            #expect(try text(page) == long)
        }
    }

    @Test func ofTwoOfficersTheSecondIsTold() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.template (document, created_by)
            select jsonb_set(document, '{version}', '2'), 'HR' from merit.template where code = 'small'
            """)
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            let path = "/templates/small/2/yaml"
            let text = try text(try await hilda.get(path))
            try await database.run(
                "update merit.template set document = jsonb_set(document, '{near_cut}', '1.5') where code = 'small' and version = 2"
            )
            let mine = text.replacing("at_least: 80", with: "at_least: 75")
            let told = try await post(mine, hilda, to: path)
            #expect(told.status == 422 && told.problems.first?.contains("Somebody changed it meanwhile") == true)
            #expect(lines(told).contains { $0.contains("near_cut: 1.5") })
            #expect(try self.text(told) == mine)
            #expect(!lines(told).contains { $0.contains("template: small") })
            #expect(told.problems.first?.contains("Only in what you wrote: ") == true)
            // Told of it, whoever hands it in again has their text kept.
            #expect(try await post(mine, hilda, to: path).location == "/templates/small/2")
        }
    }

    @Test func whatIsWrittenIsADraftWhereTheSessionHasEnded() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            let changed = try text(try await hilda.get(Self.path)).replacing("at_least: 80", with: "at_least: 7")
            try await database.run("update merit.session set seen_at = seen_at - interval '2 hours'")
            let page = try await post(changed, hilda)
            #expect(page.location?.hasPrefix("/sign-in?kept=1") == true)
            let again = try await self.hilda(servers[0])
            #expect(try text(try await again.get(Self.path)) == changed)
        }
    }

    @Test(arguments: ["una", "hal", "sue", "ann"]) func nobodyElseChangesIt(reader: String) async throws {
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(reader)
            #expect(try await browser.get(Self.path).status == 404)
            #expect(try await !browser.get("/templates/small/1").text.contains("/yaml"))
            try await browser.get("/")
            #expect(
                try await browser.post(Self.path, [("seen", "x"), ("document", "template: small")]).status == 404)
            #expect(try await versions() == ["1 published HR"])
        }
    }
}
