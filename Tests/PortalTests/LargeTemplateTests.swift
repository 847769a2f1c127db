import Appraisal
import Foundation
import Postgres
import Support
import Testing

/// However large a template is, no page about it has more than 60 kB.
@Suite(.database(.rules)) struct LargeTemplateTests {
    private static let most = 60_000

    /// A template at the bounds that docs/templates.md names.
    private static func large() -> String {
        let title =
            #"{"zh": "\#(String(repeating: "长", count: 20))", "en": "\#(String(repeating: "<long> ", count: 12))"}"#
        func bands(_ count: Int) -> String {
            (0..<count).map { band in
                #"{"band": "band \#(band)", "best": \#(100 - band), "worst": \#(99 - band), "points": \#(30 - band)}"#
            }.joined(separator: ", ")
        }
        let indicators = (0..<100).map { number in
            #"""
            {"code": "i\#(number)", "title": \#(title), "points": 30, "unit": "percent",
                "measure": {"from": "ticket", "at": "opened_at", "value": "share(target_met and category <> 'i\#(number)')"},
                "scale": [\#(bands(number == 7 ? 30 : 12))]}
            """#
        }.joined(separator: ", ")
        let posts = (0..<500).map { #""post number \#($0)""# }.joined(separator: ", ")
        return #"""
            {"template": "large", "version": 1, "title": \#(title), "posts": [\#(posts)], "sources": {"data": {"weight": 100, "position": 1}},
                "grades": [{"grade": "A", "at_least": 0, "coefficient": 1}],
                "dimensions": [{"code": "all", "title": \#(title), "weight": 100, "indicators": [\#(indicators)]}]}
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
            for number in 0..<100 { #expect(text.contains("&#39;i\(number)&#39;") || text.contains("'i\(number)'")) }
            #expect(text.matches(of: /<tr><th scope="row">[^<]*…/).count == 99 * 12 + 30)
            #expect(try await hilda.get("/templates/large/1/sheet?page=\(pages + 1)").status == 404)
        }
    }

    /// What is written into one part of a form is there when another is handed in.
    @Test func aFormOfManyBandsIsFilledInByParts() async throws {
        try await insert()
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            let path = "/templates/large/1/edit/i7"
            #expect(try await hilda.get("/templates/large/1").text.utf8.count <= Self.most)
            #expect(try await hilda.get("/templates/large/1/edit").text.utf8.count <= Self.most)
            let first = try await hilda.get(path)
            #expect(first.text.utf8.count <= Self.most && !first.text.contains("id=\"scale.20.band\""))
            func written(_ changed: [String: String], _ act: String?) -> [(String, String)] {
                let fields = hilda.page.text.matches(
                    of: /<input (?:type="hidden" name|id)="([^"]+)"(?: name="[^"]+"[^>]*)? value="([^"]*)"/
                ).map { (String($0.output.1), String($0.output.2)) }.filter { $0.0 != "proof" }
                return fields.map { ($0.0, changed[$0.0] ?? $0.1) } + (act.map { [("act", $0)] } ?? [])
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
