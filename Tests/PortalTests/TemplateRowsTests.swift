import Appraisal
import Postgres
import Support
import Testing

/// Bands, levels and indicators come and go by forms, without JavaScript: a button sends the form, and it comes back.
@Suite(.database(.rules)) struct TemplateRowsTests {
    private static let response = "/templates/small/1/edit/response"
    private static let manner = "/templates/small/1/edit/manner"

    private func hilda(_ server: String, at path: String) async throws -> Browser {
        let hilda = Browser(server)
        try await hilda.signIn("hilda")
        #expect(try await hilda.get(path).status == 200)
        return hilda
    }

    /// What a form shows, as a browser sends it, with some of it changed.
    private func written(_ page: Browser.Page, _ changed: [String: String] = [:], act: String? = nil) -> [(
        String, String
    )] {
        func found(_ matches: [(String, String)]) -> [(String, String)] { matches.map { ($0, changed[$0] ?? $1) } }
        let hidden = page.text.matches(of: /<input type="hidden" name="([^"]+)" value="([^"]*)"/).map {
            (String($0.output.1), String($0.output.2))
        }
        let inputs = page.text.matches(of: /<input id="([^"]+)" name="[^"]+"[^>]* value="([^"]*)"/).map {
            (String($0.output.1), String($0.output.2))
        }
        let choices = page.text.matches(
            of: /<select id="([^"]+)"[^>]*>(?:[^<]|<(?!\/select))*?value="([^"]*)" selected/
        )
        .map { (String($0.output.1), String($0.output.2)) }
        return found(hidden.filter { $0.0 != "proof" }) + found(inputs) + found(choices)
            + (act.map { [("act", $0)] } ?? [])
    }

    private func document(_ version: Int) async throws -> Template {
        let json = try await TestDatabase.current.value(
            "select document::text from merit.template where code = 'small' and version = \(version)")
        return try TemplateDocument(yaml: json ?? "").template()
    }

    private func versions() async throws -> String? {
        try await TestDatabase.current.value("select count(*) from merit.template where code = 'small'")
    }

    private func publish(_ hilda: Browser, _ version: Int) async throws {
        try await TestDatabase.current.run(
            "update merit.template set status = 'checked' where code = 'small' and version = \(version)")
        let path = "/templates/small/\(version)/publish"
        try await hilda.get(path)
        let consulted = ["consulted_on": "2020-10-01"]
        let form = written(hilda.page, consulted) + [("consultation", "the works council")]
        #expect(try await hilda.post(path, form).location == "/templates/small/\(version)")
    }

    @Test func aBandIsPutBetweenTwoAndNothingThatWasWrittenIsLost() async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: Self.response)
            let asked = written(hilda.page, ["scale.1.best": "2"], act: "add 1")
            let page = try await hilda.post(Self.response, asked)
            #expect(page.status == 200)
            #expect(
                page.text.contains(#"name="scale.1.best" type="text" inputmode="decimal" maxlength="40" value="2""#))
            #expect(written(page).filter { $0.0 == "row-keys" }.map(\.1) == ["0", "n1", "1"])
            #expect(try await versions() == "1")
            // What is left empty is told beside its field, and the row is there still.
            let wrong = try await hilda.post(Self.response, written(page, ["scale.n1.best": "x"]))
            #expect(wrong.status == 422 && wrong.problems.count == 5)
            let filled = [
                "scale.n1.band": "fair", "scale.n1.best": "1", "scale.n1.worst": "2", "scale.n1.first": "6",
                "scale.n1.last": "5",
            ]
            #expect(
                try await hilda.post(Self.response, written(hilda.page, filled)).location == "/templates/small/2")
            #expect(
                try await document(2).indicator("response")?.scale?.bands.map(\.name) == ["quick", "fair", "slow"])
        }
    }

    @Test func aLevelIsTakenAwayAndTheLastOneStays() async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: Self.manner)
            let page = try await hilda.post(Self.manner, written(hilda.page, act: "remove 1"))
            #expect(page.status == 200 && !page.text.contains("rated.1.") && !page.text.contains("remove"))
            #expect(
                try await hilda.post(Self.manner, written(hilda.page, act: "remove 0")).text.contains("rated.0.low"))
            let last = written(hilda.page, ["rated.0.low": "0"])
            #expect(try await hilda.post(Self.manner, last).location == "/templates/small/2")
            #expect(try await document(2).indicator("manner")?.basis != nil)
            #expect(
                try await TestDatabase.current.value(
                    "select jsonb_array_length(document #> '{dimensions,0,indicators,0,rated}') from merit.template where code = 'small' and version = 2"
                ) == "1")
        }
    }

    /// Enter in a field hands in, and does not press the first button that takes something away.
    @Test func theFirstButtonHandsIn() async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: Self.response)
            let form = try #require(hilda.page.text.split(separator: "action=\"\(Self.response)\"").last)
            let first = try #require(form.firstMatch(of: /<button [^>]*name="act" value="([^"]*)"/))
            #expect(first.output.1 == "hand in")
        }
    }

    @Test func aDraftKeepsWhichBandsThereAre() async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: Self.response)
            try await hilda.post(Self.response, written(hilda.page, act: "add"))
            let kept = written(hilda.page, ["scale.n1.band": "late"], act: "draft")
            #expect(try await hilda.post(Self.response, kept).status == 303)
            let page = try await hilda.get(Self.response)
            #expect(page.text.contains("value=\"late\""))
            #expect(written(page).filter { $0.0 == "row-keys" }.map(\.1) == ["0", "1", "n1"])
        }
    }

    /// What another officer added meanwhile is told to whoever did not see it.
    @Test func aBandThatSomebodyElseAddedIsTold() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: Self.response)
            #expect(
                try await hilda.post(Self.response, written(hilda.page, ["scale.1.worst": "5"])).location
                    == "/templates/small/2")
            let draft = "/templates/small/2/edit/response"
            try await hilda.get(draft)
            let mine = written(hilda.page, ["scale.1.worst": "6"])
            try await database.run(
                """
                update merit.template set document = jsonb_insert(document, '{dimensions,1,indicators,0,scale,1}',
                    '{"band": "late", "best": 5, "worst": 9, "points": 0}', true) where code = 'small' and version = 2
                """)
            let told = try await hilda.post(draft, mine)
            #expect(told.status == 422 && told.problems[0].contains("Band late: name late"))
        }
    }

    /// What another officer took away meanwhile is told, and comes back by a decision alone.
    @Test func aBandThatSomebodyElseTookAwayIsTold() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: Self.response)
            let first = written(hilda.page, ["scale.1.worst": "5"])
            #expect(try await hilda.post(Self.response, first).location == "/templates/small/2")
            let draft = "/templates/small/2/edit/response"
            try await hilda.get(draft)
            let mine = written(hilda.page, ["scale.0.first": "9.5", "own.points": "9.5"])
            try await database.run(
                "update merit.template set document = document #- '{dimensions,1,indicators,0,scale,1}' where code = 'small' and version = 2"
            )
            let told = try await hilda.post(draft, mine)
            #expect(told.status == 422 && told.text.contains("value=\"9.5\"") && told.text.contains("value=\"slow\""))
            #expect(
                told.problems[0].hasSuffix(
                    "There is no longer, and it comes back when you hand it in: Band slow: name slow."))
            #expect(told.problems.contains("This row is not there any more; handed in, it comes back."))
            // It stays told while the form is put in order, and is left out by the button beside it.
            let again = try await hilda.post(draft, written(told, act: "add"))
            #expect(again.problems.contains("This row is not there any more; handed in, it comes back."))
            try await hilda.post(draft, written(told, act: "remove 1"))
            #expect(try await hilda.post(draft, written(hilda.page)).location == "/templates/small/2")
            #expect(try await document(2).indicator("response")?.scale?.bands.map(\.name) == ["quick"])
        }
    }

    /// A grade has no place in the form any more: what was written there is told.
    @Test func whatIsWrittenIntoAFieldThatIsGoneIsTold() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: "/templates/small/1/edit")
            let first = written(hilda.page, ["whole.near_cut": "1"])
            #expect(try await hilda.post("/templates/small/1/edit", first).status == 303)
            let draft = "/templates/small/2/edit"
            try await hilda.get(draft)
            let mine = written(hilda.page, ["grades.1.coefficient": "0.55"])
            try await database.run(
                "update merit.template set document = document #- '{grades,1}' where code = 'small' and version = 2")
            let told = try await hilda.post(draft, mine)
            #expect(told.status == 422)
            #expect(told.problems[0].hasSuffix("Fields that are not there any more held: 0; 0.55."))
        }
    }

    /// No more rows have room: it is said, with what to do, and what was written stays.
    @Test func aFormThatIsFullSaysSo() async throws {
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: Self.response)
            let keys = (2..<60).map { ("row-keys", "n\($0)") }
            let page = try await hilda.post(Self.response, written(hilda.page) + keys + [("act", "add 1")])
            #expect(page.status == 422 && page.problems.count == 1)
            #expect(page.problems[0].hasPrefix("No row was added: a form takes 60, and the check passes 30 at most."))
            #expect(page.text.matches(of: /name="row-keys"/).count == 60 && page.text.contains("value=\"quick\""))
            hilda.headers = [("Accept-Language", "zh-CN")]
            #expect(
                try await hilda.post(Self.response, written(page, act: "add")).problems[0].contains(
                    "merit template show"))
            #expect(try await hilda.post(Self.response, written(page, act: "remove n59")).problems.isEmpty)
        }
    }

    @Test func aRatedIndicatorIsPublishedByFormsAlone() async throws {
        let path = "/templates/small/1/add/rated"
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: "/templates/small/1")
            #expect(hilda.page.text.contains("href=\"\(path)\""))
            try await hilda.get(path)
            let empty = try await hilda.post(path, written(hilda.page))
            #expect(empty.status == 422)
            // The indicator and each of its two levels are told their own.
            #expect(empty.problems.filter { $0.hasPrefix("expected a text") }.count == 3)
            try await hilda.post(path, written(hilda.page, act: "add"))
            let filled = [
                "own.zh": "主动", "own.en": "Takes the lead", "dimension": "speed", "own.points": "10",
                "rated.0.zh": "总是", "rated.0.en": "Always", "rated.0.low": "8", "rated.0.high": "10",
                "rated.1.zh": "有时", "rated.1.en": "Sometimes", "rated.1.low": "4", "rated.1.high": "7,99",
                "rated.n1.zh": "从不", "rated.n1.en": "Never", "rated.n1.low": "0", "rated.n1.high": "3.99",
            ]
            #expect(try await hilda.post(path, written(hilda.page, filled)).location == "/templates/small/2")
            let added = try #require(try await document(2).indicator("takes_the_lead"))
            #expect(added.title == LocalizedText(zh: "主动", en: "Takes the lead"))
            #expect(try await document(2).dimensions[1].indicators.count == 2)
            try await publish(hilda, 2)
        }
    }

    @Test func aMeasuredIndicatorIsPublishedByFormsAlone() async throws {
        let path = "/templates/small/1/add/measured"
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: path)
            let filled = [
                "own.zh": "满意度", "own.en": "Satisfaction", "dimension": "attitude", "own.points": "10",
                "own.unit": "percent", "own.min_sample": "5", "measure.ground": "satisfaction_response responded_at",
                "measure.how": "share", "measure.of": "score >=", "scale.0.band": "high", "scale.0.best": "100",
                "scale.0.worst": "80", "scale.0.first": "10", "scale.0.last": "8", "scale.1.band": "low",
                "scale.1.best": "80", "scale.1.worst": "0", "scale.1.first": "7", "scale.1.last": "0",
            ]
            let wrong = try await hilda.post(path, written(hilda.page, filled))
            #expect(wrong.status == 422 && wrong.problems.count == 2 && wrong.problems[1].hasPrefix("expected a value"))
            #expect(wrong.text.contains(#"id="measure.of-problem""#))
            #expect(
                try await hilda.post(path, written(hilda.page, ["measure.of": "score >= 4"])).location
                    == "/templates/small/2")
            let added = try #require(try await document(2).indicator("satisfaction"))
            #expect(added.measure?.from == "satisfaction_response" && added.measure?.at == "responded_at")
            #expect(added.measure?.value == "share(score >= 4)" && added.minSample == 5 && added.unit == "percent")
            #expect(added.scale?.bands.map(\.name) == ["high", "low"])
            try await publish(hilda, 2)
        }
    }

    @Test func anIndicatorIsTakenAwayAndTheLastOfItsDimensionStays() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.template (document) select jsonb_set(jsonb_insert(document, '{dimensions,0,indicators,0}',
                jsonb_set(document #> '{dimensions,0,indicators,0}', '{code}', '"second"'), true), '{version}', '2')
            from merit.template where code = 'small'
            """)
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: "/templates/small/2/edit/response")
            #expect(!hilda.page.text.contains("/remove/"))
            let alone = "/templates/small/2/remove/response"
            try await hilda.get(alone)
            #expect(try await hilda.post(alone, written(hilda.page)).status == 422)
            try await hilda.get("/templates/small/2/edit/second")
            let path = "/templates/small/2/remove/second"
            #expect(hilda.page.text.contains("href=\"\(path)\""))
            try await hilda.get(path)
            #expect(try await hilda.post(path, written(hilda.page)).location == "/templates/small/2")
            #expect(try await document(2).dimensions[0].indicators.map(\.code) == ["manner"])
            #expect(try await hilda.get(path).status == 404)
        }
    }

    /// What the worker found is told in the reader's language.
    @Test func whatTheWorkerFoundIsToldInChinese() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.template (document) select jsonb_set(document, '{version}', '2') from merit.template where code = 'small';
            update merit.template set status = 'rejected', problems = array[
                'small@2 speed/response value position 5: ticket has no column first_respnse_at; did you mean first_response_at?',
                'small@2 speed/response scale band "a: b" points: 5 is above the 4 at the end of the band before: a better value must not get fewer points',
                'something new: and unknown'] where code = 'small' and version = 2
            """)
        try await Program.serving { servers, _ in
            let hilda = try await hilda(servers[0], at: "/templates/small/2")
            #expect(hilda.page.text.contains("did you mean first_response_at?"))
            hilda.headers = [("Accept-Language", "zh-CN")]
            let page = try await hilda.get("/templates/small/2").text
            #expect(page.contains("响应 · 计算方式 · 第 5 个字符：ticket 没有列 first_respnse_at；是不是 first_response_at？"))
            #expect(page.contains("响应 · 分段 · 区间“a: b” · 分数：5 分高于前一区间末端的 4 分"))
            #expect(page.contains("检查结果：something new: and unknown"))
        }
    }
}
