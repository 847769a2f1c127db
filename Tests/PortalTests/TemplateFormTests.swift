import Postgres
import Support
import Testing

/// Officers of HR change rules at the portal: nothing is lost, nobody overwrites what they have not seen, and nobody else does any of it.
@Suite(.database(.rules)) struct TemplateFormTests {
    private static let edit = "/templates/small/1/edit"

    private func hilda(_ server: String) async throws -> Browser {
        let hilda = Browser(server)
        try await hilda.signIn("hilda")
        return hilda
    }

    /// What a form shows, as a browser sends it, with some of it changed.
    private func fields(_ page: Browser.Page, _ changed: [String: String] = [:]) -> [(String, String)] {
        let shown = page.text.matches(of: /<input id="([^"]+)" name="[^"]+"[^>]* value="([^"]*)"/).map {
            (String($0.output.1), String($0.output.2))
        }
        let seen = page.hidden("seen").map { [("seen", $0)] } ?? []
        return seen + shown.map { ($0.0, changed[$0.0] ?? $0.1) }
    }

    private func versions() async throws -> [String?] {
        try await TestDatabase.current.column(
            "select concat_ws(' ', version, status, created_by) from merit.template where code = 'small' order by version"
        )
    }

    @Test func aMistakeIsToldBesideItsFieldAndNothingIsLost() async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            try await hilda.get(Self.edit)
            let wrong = fields(hilda.page, ["dimensions.0.weight": "50", "grades.0.coefficient": "1,2x"])
            let page = try await hilda.post(Self.edit, wrong)
            #expect(page.status == 422)
            #expect(
                page.problems == [
                    "2 things are wrong; nothing is kept yet.", "the weights add up to 110, not to 100",
                    "expected a number from 0 up, found the text &quot;1.2x&quot;",
                ])
            #expect(
                page.text.contains(
                    #"name="dimensions.0.weight" type="text" inputmode="decimal" maxlength="40" value="50""#))
            #expect(page.text.contains(#"value="1,2x""#))
            hilda.headers = [("Accept-Language", "zh-CN")]
            #expect(
                try await hilda.post(Self.edit, wrong).problems
                    == ["有 2 处不对，没有保存。", "权重合计为 110，应为 100。", "请填写不小于 0 的数字。"])
            #expect(try await versions() == ["1 published HR"])
            // What was asked for nothing is told, and keeps nothing.
            try await hilda.get(Self.edit)
            #expect(try await hilda.post(Self.edit, fields(hilda.page)).problems == ["还没有更改任何内容。"])
        }
    }

    /// The document is changed where the form says so, and nowhere else.
    @Test func aChangeBecomesTheDraftOfTheNextVersion() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            #expect(try await hilda.get("/").text.contains("href=\"/templates\""))
            #expect(try await hilda.get("/templates").text.contains("href=\"/templates/small/1\""))
            #expect(try await hilda.get("/templates/small/1").text.contains("href=\"\(Self.edit)/response\""))
            try await hilda.get("\(Self.edit)/response")
            let changed = fields(hilda.page, ["scale.0.worst": "2,5", "scale.1.best": "２．５"])
            let proof = hilda.page.hidden("proof")
            #expect(
                try await hilda.post("\(Self.edit)/response", changed, proof: proof).location == "/templates/small/2")
            #expect(try await versions() == ["1 published HR", "2 draft hilda"])
            #expect(
                try await database.value(
                    """
                    select after.document = jsonb_set(jsonb_set(jsonb_set(before.document, '{version}', '2'),
                        '{dimensions,1,indicators,0,scale,0,worst}', '2.5'), '{dimensions,1,indicators,0,scale,1,best}', '2.5')
                    from merit.template before, merit.template after
                    where before.code = 'small' and before.version = 1 and after.code = 'small' and after.version = 2
                    """) == "true")
            #expect(
                try await database.value(
                    "select count(*) from merit.job where kind = 'check_template' and state = 'available'")
                    != "0")
            #expect(
                try await database.value(
                    "select count(*) from merit.event where table_name = 'template' and person = 'hilda'") == "1")
            // The form sent once more does nothing.
            #expect(try await hilda.post("\(Self.edit)/response", changed, proof: proof).status == 422)
            #expect(try await versions().count == 2)
            // The draft is changed in its place.
            try await hilda.get("/templates/small/2/edit")
            let more = fields(hilda.page, ["grades.0.at_least": "75"])
            #expect(try await hilda.post("/templates/small/2/edit", more).location == "/templates/small/2")
            #expect(try await versions() == ["1 published HR", "2 draft hilda"])
        }
    }

    /// It may be one or a thousand.
    @Test func aCommaBeforeThreeDigitsIsTold() async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            try await hilda.get("\(Self.edit)/response")
            let told = try await hilda.post("\(Self.edit)/response", fields(hilda.page, ["scale.0.worst": "1,000"]))
            #expect(told.status == 422 && told.text.contains("value=\"1,000\""))
            #expect(try await versions() == ["1 published HR"])
        }
    }

    @Test func ofTwoOfficersTheSecondIsTold() async throws {
        let database = try TestDatabase.current
        try await database.run("insert into merit.officer (employee_id, duty) values ('max', 'hr')")
        try await Program.serving { servers, _ in
            let (hilda, max) = (try await hilda(servers[0]), Browser(servers[0]))
            try await max.signIn("max")
            try await hilda.get(Self.edit)
            try await max.get(Self.edit)
            let his = fields(max.page, ["grades.0.at_least": "85"])
            #expect(try await hilda.post(Self.edit, fields(hilda.page, ["grades.0.at_least": "75"])).status == 303)
            let late = try await max.post(Self.edit, his)
            #expect(late.status == 422 && late.text.contains("value=\"85\""))
            #expect(late.problems == ["template small@2 is a draft already, by hilda"])
            #expect(late.text.contains("href=\"/templates/small/2\""))
            // Both at the draft.
            let draft = "/templates/small/2/edit"
            try await hilda.get(draft)
            try await max.get(draft)
            let other = fields(max.page, ["grades.0.at_least": "85"])
            #expect(
                try await hilda.post(draft, fields(hilda.page, ["grades.0.at_least": "70", "whole.near_cut": "1"]))
                    .status == 303)
            let told = try await max.post(draft, other)
            #expect(told.status == 422)
            #expect(
                told.problems == [
                    "Somebody changed it meanwhile. Beside each field that differs stands what is there now; look at them, and hand it in again.",
                    "Now it is: 70", "Now it is: 1",
                ])
            // Once told, handing it in again is a decision.
            #expect(try await max.post(draft, fields(max.page)).status == 303)
            #expect(
                try await database.value(
                    "select document #>> '{grades,0,at_least}' || ' ' || (document ->> 'near_cut') from merit.template where version = 2 and code = 'small'"
                ) == "85 0.50")
        }
    }

    /// A draft of the portal's outlives what it was written against, and overwrites nothing unseen.
    @Test func whatIsKeptIsHeldAgainstWhatStandsThen() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            try await hilda.get(Self.edit)
            #expect(try await hilda.post(Self.edit, fields(hilda.page, ["whole.near_cut": "2"])).status == 303)
            let draft = "/templates/small/2/edit"
            try await hilda.get(draft)
            #expect(
                try await hilda.post(draft, fields(hilda.page, ["grades.0.coefficient": "1.3"]) + [("act", "draft")])
                    .location
                    == draft)
            try await database.run(
                "update merit.template set document = jsonb_set(document, '{near_cut}', '3') where code = 'small' and version = 2"
            )
            #expect(try await hilda.get(draft).text.contains("value=\"1.3\""))
            #expect(try await hilda.post(draft, fields(hilda.page)).problems.contains("Now it is: 3"))
        }
    }

    /// Nobody else changes rules, sees a draft, or learns whether there is one.
    @Test(arguments: ["ann", "sue", "hal", "tom", "pat", "cat"])
    func whoIsNoOfficerOfEveryoneGetsNoneOfIt(person: String) async throws {
        let database = try TestDatabase.current
        try await database.run(Self.draft)
        try await Program.serving { servers, _ in
            let browser = Browser(servers[0])
            try await browser.signIn(person)
            #expect(try await !browser.get("/").text.contains("href=\"/templates\""))
            let proof = browser.page.hidden("proof")
            let pages = [
                "", "/sheet", "/compare", "/try", "/edit", "/edit/response", "/add/rated", "/add/measured",
                "/remove/response", "/publish", "/discard",
            ]
            for path in ["/templates"] + pages.map({ "/templates/small/2\($0)" }) {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
            let seen =
                try await database.value("\(Self.seen) from merit.template where version = 2 and code = 'small'") ?? ""
            for path in ["edit", "edit/response", "add/rated", "remove/response", "publish", "discard"] {
                for act in ["hand in", "add"] {
                    let form = [
                        ("seen", seen), ("whole.near_cut", "9"), ("own.points", "9"), ("row-keys", "0"), ("act", act),
                        ("consulted_on", "2020-01-01"), ("consultation", "x"),
                    ]
                    #expect(try await browser.post("/templates/small/2/\(path)", form, proof: proof).status == 404)
                }
            }
        }
        #expect(try await versions() == ["1 published HR", "2 checked HR"])
    }

    @Test func anAuditorReadsAndChangesNothing() async throws {
        try await TestDatabase.current.run(Self.draft)
        try await Program.serving { servers, _ in
            let una = Browser(servers[0])
            try await una.signIn("una")
            let page = try await una.get("/templates/small/2")
            #expect(page.status == 200 && !page.text.contains("/edit") && !page.text.contains("/publish"))
            #expect(try await una.get("/templates/small/2/sheet").text.contains("Manner"))
            #expect(try await una.get("/templates/small/2/compare").text.contains("from a total of"))
            for path in ["edit", "edit/response", "yaml", "add/rated", "remove/response", "publish", "discard", "try"] {
                #expect(try await una.get("/templates/small/2/\(path)").status == 404, "\(path)")
            }
        }
    }

    /// In words: the language of measures has none for it.
    @Test func theSheetSaysWhoseRowsCountAndHow() async throws {
        let database = try TestDatabase.current
        let said = [
            (#"{"of": "department"}"#, "the figure of the whole department", "整个部门的数字"),
            (
                #"{"one_per": "customer_id, mean"}"#, "the mean of what the rows of each customer come to",
                "先对每个客户的各行取均值，再对这些均值取均值"
            ),
        ]
        for (place, key) in said.map(\.0).enumerated() {
            let measure = "'{dimensions,1,indicators,0,measure}'"
            try await database.run(
                """
                insert into merit.template (document, created_by)
                select jsonb_set(jsonb_set(document, '{version}', '\(place + 2)'), \(measure), (document #> \(measure)) || '\(key)'), 'HR'
                from merit.template where code = 'small' and version = 1;
                update merit.template set status = 'checked' where code = 'small' and version = \(place + 2);
                """)
        }
        try await Program.serving { servers, _ in
            let una = Browser(servers[0])
            try await una.signIn("una")
            for (place, (_, english, chinese)) in said.enumerated() {
                for (language, words) in [("en", english), ("zh-CN", chinese)] {
                    una.headers = [("Accept-Language", language)]
                    let sheet = try await una.get("/templates/small/\(place + 2)/sheet").text
                    #expect(sheet.contains(words), "\(sheet)")
                    #expect(!said.contains { $0.0 != said[place].0 && sheet.contains($0.1) }, "\(sheet)")
                }
            }
        }
    }

    @Test func aVersionIsPublishedWithWhoWasConsulted() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.draft)
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            let path = "/templates/small/2/publish"
            #expect(try await hilda.get("/templates/small/2/compare").text.contains("<bdi>70</bdi>"))
            try await hilda.get(path)
            func form(_ day: String, _ words: String) -> [(String, String)] {
                [("seen", hilda.page.hidden("seen") ?? ""), ("consulted_on", day), ("consultation", words)]
            }
            for (day, words, problem) in [
                ("", "the works council", "Give a day, such as 2026-10-01."),
                ("2020-09-01", " ", "Say who was consulted, and how."),
                ("2999-01-01", "the works council", "nobody was consulted on 2999-01-01, which is still to come"),
            ] {
                let page = try await hilda.post(path, form(day, words))
                #expect(page.status == 422 && page.problems == [problem])
                #expect(words == " " || page.text.contains(words))
            }
            // What was looked at is published, and nothing else.
            let looked = form("2020-09-01", "the works council, by letter")
            try await database.run(
                """
                update merit.template set document = jsonb_set(document, '{near_cut}', '3') where code = 'small' and version = 2;
                update merit.template set status = 'checked' where code = 'small' and version = 2;
                """)
            let stale = try await hilda.post(path, looked)
            #expect(stale.status == 422 && stale.problems.count == 1 && stale.text.contains("by letter"))
            #expect(try await versions() == ["1 published HR", "2 checked HR"])
            #expect(
                try await hilda.post(
                    path,
                    [
                        ("seen", hilda.page.hidden("seen") ?? ""), ("consulted_on", "2020-09-01"),
                        ("consultation", "the works council, by letter"),
                    ]
                ).location == "/templates/small/2")
            #expect(try await hilda.get("/templates/small/2").text.contains("the works council, by letter"))
            #expect(try await hilda.get(path).status == 404)
        }
        #expect(
            try await database.column(
                "select concat_ws(' ', version, status, published_by, consulted_on) from merit.template where code = 'small' order by 1"
            )
                == ["1 retired HR", "2 published hilda 2020-09-01"])
        #expect(
            try await database.value(
                "select after ->> 'consultation' from merit.event where person = 'hilda' and after ? 'consultation'")
                == "the works council, by letter")
    }

    @Test func aDraftIsDiscarded() async throws {
        let database = try TestDatabase.current
        try await database.run(Self.draft)
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            let path = "/templates/small/2/discard"
            #expect(try await hilda.get("/templates/small/1/discard").status == 404)
            try await hilda.get(path)
            #expect(try await hilda.post(path, [("seen", "0")]).status == 422)
            #expect(try await hilda.post(path, [("seen", hilda.page.hidden("seen") ?? "")]).location == "/templates")
        }
        #expect(try await versions() == ["1 published HR"])
        #expect(
            try await database.value(
                "select action || ' ' || (before ->> 'version') from merit.event where table_name = 'template' and person = 'hilda'"
            )
                == "delete 2")
    }

    /// What cannot be read shows what is wrong with it, and breaks no page.
    @Test func whatCannotBeReadIsShownAsItStands() async throws {
        let database = try TestDatabase.current
        for document in [
            #"{"template": "small", "version": 2, "extends": "a@1"}"#,
            #"{"template": "small", "version": 3, "dimensions": 7}"#,
        ] {
            try await database.run("insert into merit.template (document) values ('\(document)')")
        }
        try await database.run(
            "update merit.template set status = 'rejected', problems = '{<b>here}' where code = 'small' and version > 1"
        )
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0])
            for version in [2, 3] {
                #expect(try await hilda.get("/templates/small/\(version)").text.contains("&lt;b&gt;here"))
                for path in ["sheet", "try", "publish"] {
                    #expect(try await hilda.get("/templates/small/\(version)/\(path)").status == 404, "\(path)")
                }
            }
            for version in [2, 3] {
                #expect(try await !hilda.get("/templates/small/\(version)").text.contains("/edit"), "\(version)")
            }
            for path in ["0", "x", "99999999999999999999", "-1", "1%00"] {
                #expect(try await hilda.get("/templates/small/\(path)").status == 404, "\(path)")
            }
        }
    }

    fileprivate static let seen = "select encode(sha256(convert_to(document::text, 'UTF8')), 'hex')"

    private static let draft = """
        insert into merit.template (document, created_by)
        select jsonb_set(jsonb_set(document, '{version}', '2'), '{grades,0,at_least}', '70'), 'HR' from merit.template where code = 'small';
        update merit.template set status = 'checked' where code = 'small' and version = 2;
        """
}

extension DatabaseTemplate {
    /// The company of ``people``, with rules that can be read.
    static let rules = DatabaseTemplate("rules") { configuration in
        try await DatabaseTemplate.people.prepare(configuration)
        try await configuration.withConnection { try await $0.script(smallRules) }
    }

    /// A template that is published, and that nobody is appraised by.
    static let smallRules = """
        insert into merit.template (document, created_by) values ('{"template": "small", "version": 1,
            "title": {"zh": "小模板", "en": "Small"}, "near_cut": 0.50, "posts": ["nobody"],
            "sources": {"self": {"weight": 20, "position": 1}, "supervisor": {"weight": 80, "position": 2}},
            "grades": [{"grade": "A", "at_least": 80, "coefficient": 1.2}, {"grade": "B", "at_least": 0, "coefficient": 0.5}],
            "dimensions": [
                {"code": "attitude", "title": {"zh": "态度", "en": "Attitude"}, "weight": 40, "indicators": [
                    {"code": "manner", "title": {"zh": "沟通", "en": "Manner"}, "points": 10, "rated": [
                        {"level": "warm", "title": {"zh": "热情", "en": "Warm"}, "points": [5, 10]},
                        {"level": "cold", "title": {"zh": "冷淡", "en": "Cold"}, "points": [0, 4.99]}]}]},
                {"code": "speed", "title": {"zh": "效率", "en": "Speed"}, "weight": 60, "indicators": [
                    {"code": "response", "title": {"zh": "响应", "en": "Response"}, "points": 10, "unit": "hour",
                        "measure": {"from": "ticket", "at": "opened_at", "value": "avg(hours(first_response_at - opened_at))"},
                        "scale": [{"band": "quick", "best": 0, "worst": 1, "points": [10, 6]},
                            {"band": "slow", "best": 1, "worst": 4, "points": [5, 0]}]}]}]}', 'HR');
        update merit.template set status = 'checked' where code = 'small';
        update merit.template set status = 'published', published_by = 'HR' where code = 'small';
        """
}
