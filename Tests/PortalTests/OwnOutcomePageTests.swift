import Appraisal
import Postgres
import Support
import Testing

/// An outcome that a template names itself stands on every page by what it is called in the reader's language, and is decided like others.
@Suite(.database(.rules)) struct OwnOutcomePageTests {
    private static let proposals = """
        insert into merit.outcome (period_id, employee_id, revision, kind, title, title_zh, reason, reason_zh)
        select 1, employee_id, 1, '跟岗', 'A week of shadowing', '跟岗一周', 'grade C', '等级 C'
        from merit.newest_result where period_id = 1 and employee_id in ('ann', 'bob')
        """

    private static let rules = """
        insert into merit.template (document) values ('{"template": "own", "version": 1, "title": {"zh": "服务台", "en": "Desk"},
            "posts": ["own"], "sources": {"supervisor": {"weight": 100, "position": 1}},
            "outcomes": {"shadowing": {"zh": "跟岗一周", "en": "A week of shadowing"}, "mentor": {"zh": "带教新人", "en": "Mentor a newcomer"}},
            "grades": [{"grade": "A", "at_least": 80, "coefficient": 1.2, "outcomes": ["mentor", "talent_pool"]},
                {"grade": "C", "at_least": 0, "coefficient": 0.8}],
            "streaks": [{"grade": "C", "periods": 2, "outcome": "shadowing"}],
            "dimensions": [{"code": "d", "title": {"zh": "技能", "en": "Skill"}, "weight": 100, "indicators": [
                {"code": "manner", "title": {"zh": "态度", "en": "Manner"}, "points": 50, "rated": [
                    {"level": "any", "title": {"zh": "任一", "en": "Any"}, "points": [0, 50]}]}]}]}');
        update merit.template set status = 'checked' where code = 'own';
        update merit.template set status = 'published' where code = 'own';
        insert into merit.template (document)
        select jsonb_set(jsonb_set(document, '{version}', '2'), '{outcomes,mentor,en}', '"Mentor two newcomers"')
        from merit.template where code = 'own';
        update merit.template set status = 'checked' where code = 'own' and version = 2;
        """

    private func signedIn(_ person: String, _ server: String, _ language: String = "en") async throws -> Browser {
        let browser = Browser(server)
        browser.headers = [("Accept-Language", language)]
        try await browser.signIn(person)
        return browser
    }

    @Test func itIsDecidedByItsName() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.proposals)
        let number =
            try await database.value("select outcome_id from merit.outcome where employee_id = 'ann' and kind = '跟岗'")
            ?? ""
        try await Program.serving { servers, _ in
            for (language, name) in [("en", "A week of shadowing"), ("zh-CN", "跟岗一周")] {
                let hilda = try await signedIn("hilda", servers[0], language)
                for path in [
                    "period/2020-10/desk", "period/2020-10/desk/proposals", "proposal/\(number)",
                    "month/2020-10/of/ann",
                ] {
                    #expect(try await hilda.get("/\(path)").text.contains(">\(name)<"), "\(path)")
                    #expect(!hilda.page.text.contains(">跟岗<"))
                }
            }
            let hilda = try await signedIn("hilda", servers[0])
            try await hilda.get("/proposal/\(number)")
            // No chain of evidence is asked for.
            #expect(!hilda.page.text.contains("missing"))
            let decided = [("status", "accepted"), ("words", "from Monday on")]
            #expect(try await hilda.post("/proposal/\(number)", decided).status == 303)
            let ann = try await signedIn("ann", servers[0])
            #expect(try await ann.get("/month/2020-10").text.contains(">A week of shadowing<"))
        }
    }

    /// Many proposals stand kind by kind; of two titles of one name both are told.
    @Test func manyOfThemStandTogether() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.outcome (period_id, employee_id, revision, kind, title, title_zh, reason, reason_zh)
            select 1, employee_id, 1, 'shadowing', case when employee_id < 'c' then 'Shadowing' else 'A week of shadowing' end, '跟岗', '', ''
            from merit.newest_result where period_id = 1
            """)
        try await Program.serving { servers, _ in
            let hilda = try await signedIn("hilda", servers[0])
            let desk = try await hilda.get("/period/2020-10/desk").text
            #expect(desk.contains("href=\"/period/2020-10/desk/proposals?kind=shadowing\""))
            #expect(desk.contains(">A week of shadowing / Shadowing<"), "\(desk)")
        }
    }

    @Test func theRulesSayIt() async throws {
        try await TestDatabase.current.run(Self.rules)
        try await Program.serving { servers, _ in
            let hilda = try await signedIn("hilda", servers[0])
            let sheet = try await hilda.get("/templates/own/1/sheet").text
            #expect(sheet.contains("Mentor a newcomer, talent pool"), "\(sheet)")
            #expect(sheet.contains("C in 2 periods in a row: A week of shadowing"))
            let compared = try await hilda.get("/templates/own/2/compare").text
            for cell in ["Outcome mentor", "带教新人 / Mentor a newcomer", "带教新人 / Mentor two newcomers"] {
                #expect(compared.contains(cell), "\(cell)")
            }
            let chinese = try await signedIn("hilda", servers[0], "zh-CN")
            let rules = try await chinese.get("/templates/own/1/sheet").text
            #expect(rules.contains("带教新人、进入人才库") && rules.contains("连续 2 期为 C：跟岗一周"))
            #expect(try await chinese.get("/templates/own/2/compare").text.contains("建议“mentor”"))
        }
    }

    /// A form changes what it is about, and keeps them.
    @Test func aFormKeepsThem() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.rules)
        try await Program.serving { servers, _ in
            let hilda = try await signedIn("hilda", servers[0])
            try await hilda.get("/templates/own/2/edit")
            let fields = hilda.page.text.matches(of: /<input id="([^"]+)" name="[^"]+"[^>]* value="([^"]*)"/).map {
                (String($0.output.1), $0.output.1 == "grades.0.at_least" ? "85" : String($0.output.2))
            }
            let seen = hilda.page.hidden("seen").map { [("seen", $0)] } ?? []
            #expect(try await hilda.post("/templates/own/2/edit", seen + fields).status == 303)
            #expect(
                try await database.value(
                    """
                    select concat_ws(' | ', document #>> '{grades,0,at_least}', document #>> '{grades,0,outcomes}',
                        document #>> '{outcomes,mentor,en}', document #>> '{outcomes,shadowing,zh}')
                    from merit.template where code = 'own' and version = 2
                    """) == #"85 | ["mentor", "talent_pool"] | Mentor two newcomers | 跟岗一周"#)
        }
    }

    /// However many there are, and whatever they are called, the sheet stays a page.
    @Test func asManyAsThereMayBeMakeNoLongPage() async throws {
        let title = String(repeating: #"\""#, count: 100)
        let own = (1...20).map { #""own\#($0)": {"zh": "\#(title)", "en": "\#(title)"}"# }.joined(separator: ", ")
        let names = (1...20).map { "\"own\($0)\"" }.joined(separator: ", ")
        let grades = (0..<30).map { grade in
            #"{"grade": "g\#(grade)", "at_least": \#(29 - grade), "coefficient": 1, "outcomes": [\#(names)]}"#
        }.joined(separator: ", ")
        let streaks = (2...21).map { #"{"grade": "g1", "periods": \#($0), "outcome": "own1"}"# }.joined(separator: ", ")
        let document = #"""
            {"template": "many", "version": 1, "title": {"zh": "多", "en": "Many"}, "posts": ["many"],
                "sources": {"supervisor": {"weight": 100, "position": 1}}, "outcomes": {\#(own)}, "grades": [\#(grades)], "streaks": [\#(streaks)],
                "dimensions": [{"code": "d", "title": {"zh": "技能", "en": "Skill"}, "weight": 100, "indicators": [
                    {"code": "manner", "title": {"zh": "态度", "en": "Manner"}, "points": 50, "rated": [
                        {"level": "any", "title": {"zh": "任一", "en": "Any"}, "points": [0, 50]}]}]}]}
            """#
        #expect(throws: Never.self) { try TemplateDocument(yaml: document).template() }
        try await TestDatabase.current.withConnection { connection in
            _ = try await connection.query("insert into merit.template (document) values ($1)", JSONText(document))
        }
        try await Program.serving { servers, _ in
            let hilda = try await signedIn("hilda", servers[0])
            let sheet = try await hilda.get("/templates/many/1/sheet")
            #expect(sheet.status == 200 && sheet.text.utf8.count <= 60_000, "\(sheet.text.utf8.count)")
            #expect(sheet.text.contains("… (20 in all)"))
        }
    }
}
