import Appraisal
import Foundation
import Postgres
import Support
import Testing

/// However large a template is, no page about it has more than 60 kB.
@Suite(.database(.rules)) struct LargeTemplateTests {
    private static let most = 60_000

    /// A template at the bounds that docs/templates.md names, with one indicator that no page has room for, and one with a long head.
    private static func large() -> String {
        let title =
            #"{"zh": "\#(String(repeating: "长", count: 20))", "en": "\#(String(repeating: "<long> ", count: 12))"}"#
        func bands(_ count: Int) -> String {
            (0..<count).map { band in
                #"{"band": "band \#(band)", "best": \#(100 - band), "worst": \#(99 - band), "points": \#(30 - band)}"#
            }.joined(separator: ", ")
        }
        let indicators = (0..<100).map { number in
            if number == Self.rated { return levels }
            if number == Self.longHead { return longHead(bands(12)) }
            return #"""
                {"code": "i\#(number)", "title": \#(title), "points": 30, "unit": "percent",
                    "measure": {"from": "ticket", "at": "opened_at", "value": "share(target_met and category <> 'i\#(number)')"},
                    "scale": [\#(bands(number == 7 ? 30 : 12))]}
                """#
        }.joined(separator: ", ")
        let posts = (0..<500).map { #""post number \#($0)""# }.joined(separator: ", ")
        return #"""
            {"template": "large", "version": 1, "title": \#(title), "posts": [\#(posts)], "sources": {"data": {"weight": 50, "position": 1}, "supervisor": {"weight": 50, "position": 2}},
                "grades": [{"grade": "A", "at_least": 0, "coefficient": 1}],
                "dimensions": [{"code": "all", "title": \#(title), "weight": 100, "indicators": [\#(indicators)]}]}
            """#
    }

    private static let rated = 50
    private static let longHead = 51

    /// Thirty levels of three kilobytes of markup each.
    private static var levels: String {
        let quotes = String(repeating: #"\""#, count: 480)
        let levels = (0..<30).map { level in
            let low = level == 29 ? "0" : "\(29 - level).01"
            return
                #"{"level": "l\#(level)", "title": {"zh": "第 \#(level) 级", "en": "L\#(level) \#(quotes)"}, "points": [\#(low), \#(30 - level)]}"#
        }
        return
            #"{"code": "i\#(rated)", "title": {"zh": "长", "en": "Long"}, "points": 30, "rated": [\#(levels.joined(separator: ", "))]}"#
    }

    private static func longHead(_ bands: String) -> String {
        let signs = String(repeating: "<", count: 1500)
        return #"""
            {"code": "i\#(longHead)", "title": {"zh": "\#(signs.prefix(500))", "en": "\#(signs.prefix(500))"}, "points": 30,
                "measure": {"from": "ticket", "at": "opened_at", "value": "share(category <> 'i\#(longHead)' and note <> '\#(signs)')",
                    "where": "note <> '\#(signs)'"}, "scale": [\#(bands)]}
            """#
    }

    private func insert() async throws {
        let json = Self.large()
        #expect(throws: Never.self) { try TemplateDocument(yaml: json).template() }
        try await TestDatabase.current.withConnection { connection in
            _ = try await connection.query("insert into merit.template (document) values ($1)", JSONText(json))
        }
    }

    private func hilda(_ server: String) async throws -> Browser {
        let hilda = Browser(server)
        try await hilda.signIn("hilda")
        return hilda
    }

    @Test func whatIsTooLongIsNotChangedAsText() async throws {
        try await insert()
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            let page = try await hilda.get("/templates/large/1").text
            #expect(page.contains("It is too long to be edited as YAML here") && !page.contains("/yaml"))
            #expect(try await hilda.get("/templates/large/1/yaml").status == 404)
        }
    }

    /// As long as it may be, with every line wrong.
    @Test(arguments: ["en", "zh-CN"]) func manyProblemsOfATextTakeNoMoreThanAPage(language: String) async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            hilda.headers = [("Accept-Language", language)]
            try await hilda.get("/templates/small/1/yaml")
            let line = "长\(String(repeating: "<", count: 180))"
            let text = "template: small\nversion: 1\n" + (0..<45).map { "\(line)\($0): 1" }.joined(separator: "\n")
            let page = try await hilda.post(
                "/templates/small/1/yaml", [("seen", hilda.page.hidden("seen") ?? ""), ("document", text)])
            #expect(page.status == 422 && page.text.utf8.count <= Self.most, "\(page.text.utf8.count)")
            #expect(page.text.utf8.count > 45_000 && page.text.contains("<li value=\"3\">"), "\(page.text.utf8.count)")
        }
    }

    @Test(arguments: ["en", "zh-CN"]) func theSheetTakesSeveralPages(language: String) async throws {
        try await insert()
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            hilda.headers = [("Accept-Language", language)]
            var path = "/templates/large/1/sheet"
            var text = ""
            var pages = 0
            while pages < 50 {
                let page = try await hilda.get(path)
                #expect(page.status == 200 && page.text.utf8.count <= Self.most, "\(path)")
                text += page.text
                pages += 1
                let next = page.text.matches(of: /href="(\/templates\/large\/1\/sheet\?page=([0-9]+))"/).last
                guard let next, Int(next.output.2) == pages + 1 else { break }
                path = String(next.output.1)
            }
            #expect(pages > 2)
            for number in 0..<100 where number != Self.rated {
                #expect(text.contains("&#39;i\(number)&#39;") || text.contains("'i\(number)'"))
            }
            #expect(text.matches(of: /<tr><th scope="row">[^<]*…/).count == 98 * 12 + 30)
            let level = language == "en" ? #/<th scope="row">L[0-9]+ /# : #/<th scope="row">第 [0-9]+ 级/#
            #expect(text.matches(of: level).count == 30)
            // On each page that it goes on on it has its name.
            let goesOn = language == "en" ? "Long <small>(continued)" : "长 <small>（续）"
            #expect(text.components(separatedBy: goesOn).count > 2)
            #expect(text.contains(String(repeating: "&lt;", count: 1500)))
            #expect(try await hilda.get("/templates/large/1/sheet?page=\(pages + 1)").status == 404)
        }
    }

    /// What a form sends, with some of it changed.
    private static func written(
        _ page: Browser.Page, _ changed: [String: String], _ act: String?
    ) -> [(String, String)] {
        let fields = page.text.matches(
            of: /<input (?:type="hidden" name|id)="([^"]+)"(?: name="[^"]+"[^>]*)? value="([^"]*)"/
        ).map { (String($0.output.1), String($0.output.2)) }.filter { $0.0 != "proof" }
        return fields.map { ($0.0, changed[$0.0] ?? $0.1) } + (act.map { [("act", $0)] } ?? [])
    }

    /// What another officer changed is told in each part, whichever is shown: nothing is overwritten that was not told.
    @Test func whatSomebodyElseChangedIsToldInEveryPart() async throws {
        try await insert()
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            let path = "/templates/large/1/edit/i7"
            func post(_ changed: [String: String], _ act: String?) async throws -> Browser.Page {
                try await hilda.post(path, Self.written(hilda.page, changed, act))
            }
            try await hilda.get(path)
            _ = try await post([:], "part 2")
            _ = try await post(["scale.21.first": "8.9"], "part 0")
            // Band 21 is worth something else, and the last one is gone.
            let scale = "{dimensions,0,indicators,7,scale"
            try await database.run(
                """
                update merit.template set document = jsonb_set(document, '\(scale),21,points}', '8.5') #- '\(scale),29}'
                where code = 'large'
                """)
            let told = try await post(["scale.3.band": "another"], nil)
            #expect(told.status == 422 && told.text.utf8.count <= Self.most)
            #expect(told.problems[0].contains("Rows that were taken away, and stand here no more: 1."))
            #expect(
                told.problems[0].hasSuffix(
                    "Other parts have notes too, which the buttons below open: Rows 21–29 (one note)."))
            #expect(told.text.contains("id=\"scale.3.band-problem\"") && told.text.contains("value=\"another\""))
            // The other part has its note when it is opened, with what was written there, and the first one when it is opened again.
            let other = try await post([:], "part 2")
            #expect(other.status == 200 && other.problems.contains("Now it is: 8.5"))
            #expect(other.text.contains("id=\"scale.21.first-problem\"") && other.text.contains("value=\"8.9\""))
            #expect(try await post([:], "part 0").text.contains("id=\"scale.3.band-problem\""))
            // A part without notes can be opened too.
            #expect(try await post([:], "part 1").text.contains("id=\"scale.12.band\""))
            #expect(try await post([:], nil).location == "/templates/large/1")
        }
        let names = try await database.value(
            """
            select concat_ws(' ', scale #>> '{3,band}', scale #>> '{21,points,0}', jsonb_array_length(scale))
            from (select document #> '{dimensions,0,indicators,7,scale}' as scale from merit.template where code = 'large') i
            """)
        #expect(names == "another 8.9 29")
    }

    /// What is written into one part of a form is there when another is handed in.
    @Test func aFormOfManyBandsIsFilledInByParts() async throws {
        try await insert()
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            let path = "/templates/large/1/edit/i7"
            #expect(try await hilda.get("/templates/large/1").text.utf8.count <= Self.most)
            for part in ["", "/i\(Self.rated)", "/i\(Self.longHead)"] {
                let form = try await hilda.get("/templates/large/1/edit\(part)")
                #expect(form.status == 200 && form.text.utf8.count <= Self.most, "\(part)")
            }
            let first = try await hilda.get(path)
            #expect(first.text.utf8.count <= Self.most && !first.text.contains("id=\"scale.20.band\""))
            func written(_ changed: [String: String], _ act: String?) -> [(String, String)] {
                Self.written(hilda.page, changed, act)
            }
            let second = try await hilda.post(path, written(["scale.3.band": "another"], "part 2"))
            #expect(second.status == 200 && second.text.utf8.count <= Self.most)
            #expect(second.text.contains("id=\"scale.20.band\"") && !second.text.contains("id=\"scale.3.band\""))
            #expect(second.text.contains(#"name="scale.3.band" value="another""#))
            // What is wrong in a part that is not shown is shown.
            try await hilda.post(path, written(["scale.21.first": "x"], "part 0"))
            let wrong = try await hilda.post(path, written([:], nil))
            #expect(wrong.status == 422 && wrong.text.contains("id=\"scale.21.first-problem\""))
            #expect(wrong.text.utf8.count <= Self.most)
            #expect(
                try await hilda.post(path, written(["scale.21.first": "9", "scale.21.last": ""], nil)).location
                    == "/templates/large/1")
        }
        let names = try await TestDatabase.current.value(
            """
            select concat_ws(' ', document #>> '{dimensions,0,indicators,7,scale,3,band}',
                jsonb_array_length(document #> '{dimensions,0,indicators,7,scale}')) from merit.template where code = 'large'
            """)
        #expect(names == "another 30")
    }
}
