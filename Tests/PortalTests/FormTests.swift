import Foundation
import Postgres
import Support
import Testing

/// What people hand in at the portal is done in their name, and what they wrote is lost in no case.
@Suite(.database(.forms)) struct FormTests {
    @Test func aResultIsConfirmed() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann", to: "/month/2020-10")
            try await ann.get("/month/2020-10")
            #expect(ann.page.text.contains("71.37"))
            #expect(try await ann.post("/month/2020-10/confirm", [("words", "fair")]).location == "/month/2020-10")
            #expect(
                try await database.value("select answer || ' ' || words from merit.delivery where employee_id = 'ann'")
                    == "confirmed fair")
            #expect(try await !ann.get("/month/2020-10").text.contains("/confirm"))
        }
    }

    @Test func ticketsThatAreNotTheirsAreNamed() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let (ann, hilda) = (Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            try await ann.get("/month/2020-10/object")
            let fields = [("kind", "not_my_ticket"), ("indicator", "solved"), ("words", "T1 was bob's")]
            #expect(
                try await ann.post("/month/2020-10/object", fields).problems == ["Give the numbers of the tickets."])
            // What was written stands there still.
            #expect(ann.page.text.contains("T1 was bob&#39;s"))
            #expect(try await ann.post("/month/2020-10/object", fields + [("tickets", "T1\r\nT2")]).status == 303)
            let number =
                try await database.value("select max(appeal_id) from merit.appeal where kind = 'not_my_ticket'") ?? ""
            #expect(try await ann.get("/appeal/\(number)").status == 404)
            try await hilda.signIn("hilda")
            #expect(try await hilda.get("/appeal/\(number)").text.contains("T1, T2"))
            hilda.headers = [("Accept-Language", "zh-CN")]
            #expect(try await hilda.post("/appeal/\(number)", [("status", "upheld")]).problems == ["请写明理由。"])
            #expect(
                try await hilda.post(
                    "/appeal/\(number)", [("status", "upheld"), ("words", "so it is"), ("rows", "T1\nT2")]
                )
                .status == 303)
            #expect(
                try await database.value(
                    "select excluded_rows::text || ' ' || decided_by from merit.appeal where appeal_id = \(number)")
                    == "{T1,T2} hilda")
        }
    }

    @Test func aSupervisorAdvisesOnATask() async throws {
        let database = try TestDatabase.current
        let number =
            try await database.value("select task_id from merit.improvement_task where employee_id = 'ann'") ?? ""
        try await Program.serving { servers, _ in
            let (sue, tom) = (Browser(servers[0]), Browser(servers[0]))
            try await sue.signIn("sue")
            #expect(try await sue.get("/task/\(number)").text.contains("<bdi>name of ann</bdi>"))
            #expect(
                try await sue.post("/task/\(number)", [("advice", "ask bob"), ("due", "soon")]).problems
                    == ["Give a day, such as 2026-11-30."])
            #expect(
                try await sue.post("/task/\(number)", [("advice", "ask bob"), ("due", "2020-12-24")]).status == 303)
            try await tom.signIn("tom")
            #expect(try await tom.get("/task/\(number)").status == 404)
            #expect(
                try await database.value(
                    "select advice || ' ' || due_on from merit.improvement_task where task_id = \(number)")
                    == "ask bob 2020-12-24")
        }
    }

    /// Tom is the officer of the south and cat's supervisor there; una looks at everything, and HR names her as bob's.
    ///
    /// Hal is an officer alone.
    @Test func whoIsAnOfficerTooIsASupervisorStill() async throws {
        let database = try TestDatabase.current
        try await database.run("insert into merit.supervision (employee_id, supervisor_id) values ('bob', 'una')")
        func task(of person: String) async throws -> String {
            let number = "select task_id from merit.improvement_task where employee_id = '\(person)'"
            return "/task/\(try await database.value(number) ?? "")"
        }
        try await Program.serving { servers, _ in
            let (tom, una, hal) = (Browser(servers[0]), Browser(servers[0]), Browser(servers[0]))
            for (browser, person) in [(tom, "tom"), (una, "una"), (hal, "hal")] { try await browser.signIn(person) }
            for (browser, person) in [(tom, "cat"), (una, "bob")] {
                let path = try await task(of: person)
                #expect(try await browser.get(path).text.contains("<bdi>name of \(person)</bdi>"))
                #expect(try await browser.post(path, [("advice", "for \(person)")]).status == 303)
                let interview = "/month/2020-10/of/\(person)/interview"
                #expect(try await browser.get(interview).text.contains("\(interview)/record"))
                try await browser.get("\(interview)/record")
                #expect(try await browser.post("\(interview)/record", [("said", "well")]).status == 303)
                // Also once it is given.
                for points in ["30", "31"] {
                    #expect(try await browser.get("/evaluate/2020-11/\(person)").status == 200)
                    #expect(
                        try await browser.post("/evaluate/2020-11/\(person)", [("points.manner", points)]).status == 303
                    )
                }
            }
            #expect(
                try await database.column(
                    "select employee_id || ': ' || advice from merit.improvement_task where advice is not null order by 1"
                )
                    == ["bob: for bob", "cat: for cat"])
            #expect(try await hal.get(try await task(of: "ann")).status == 404)
            #expect(try await hal.get("/evaluate/2020-11/ann").status == 404)
            #expect(try await una.get(try await task(of: "cat")).status == 404)
            #expect(try await una.get("/month/2020-10/of/cat/interview/record").status == 404)
            #expect(try await tom.get("/evaluate/2020-13/cat").status == 404)
        }
    }

    /// Max is the last to answer in a round about everyone; then sue enters what was agreed on about bob, whose result is not delivered.
    @Test func peopleAreRatedAgainInARound() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let (last, sue, ann) = (Browser(servers[0]), Browser(servers[0]), Browser(servers[0]))
            try await last.signIn("max")
            var path = "/calibration/2/of/ann"
            // More than five stand together, and lead to the first.
            #expect(try await last.get("/").text.contains(path))
            let asked = try await last.get(path).text
            #expect(asked.contains("Nobody sees what another says") && !asked.contains("sue of ann"))
            #expect(
                try await last.post(path, [("points.manner", "101")]).problems == ["points are a number from 0 to 100"])
            var rated = 0
            while path != "/", rated < 20 {
                try await last.get(path)
                let next = try await last.post(path, [("points.manner", "50"), ("words.manner", "by max")])
                try #require(next.status == 303)
                path = next.location ?? "/"
                rated += 1
            }
            #expect(rated == 9)
            #expect(
                try await database.value("select ended_at is not null from merit.calibration where calibration_id = 2")
                    == "true")
            let agreement = "/calibration/2/of/bob"
            try await sue.signIn("sue")
            #expect(try await sue.get("/").text.contains(agreement))
            #expect(try await sue.get(agreement).text.contains("max 50: by max"))
            #expect(
                try await sue.post(agreement, [("agreed.manner", "30")]).problems == [
                    "what is agreed on takes a reason"
                ])
            #expect(
                try await sue.post(agreement, [("agreed.manner", "30"), ("words", "seen together")]).location == "/")
            #expect(
                try await database.value(
                    "select points || ' ' || comment from merit.evaluation where comment like 'calibration%'")
                    == "30 calibration: seen together")
            #expect(try await !sue.get("/").text.contains(agreement))
            // Nobody else learns of it, those whom it is about among them.
            try await ann.signIn("ann")
            for path in ["/calibration/2/of/ann", agreement, "/calibration/3/of/ann"] {
                #expect(try await ann.get(path).status == 404)
            }
        }
    }

    /// Who asks for what is another's is told the same as who asks for what is not there.
    @Test(arguments: [
        "/month/2020-10/of/bob", "/month/2020-10/of/sue", "/month/none", "/appeal/1", "/appeal/99999999", "/appeal/x",
        "/proposal/1",
        "/interview/2", "/task/2", "/evaluate/2020-11/bob", "/evaluate/2020-11/nobody", "/period/2020-10/deliver",
        "/nowhere",
    ])
    func whatIsAnothersIsNotThere(path: String) async throws {
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            let page = try await ann.get(path)
            #expect(page.status == 404 && page.text.contains("There is no such page, or it is not yours to see."))
        }
    }

    @Test func aFormThatIsNotOursDoesNothing() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let (ann, sue) = (Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            try await sue.signIn("sue")
            try await sue.get("/")
            try await ann.get("/")
            let (own, others) = (ann.page.hidden("proof") ?? "", sue.page.hidden("proof") ?? "")
            let path = "/month/2020-10/confirm"
            // Another's proof, and none: asked again by a page of ours, refused where it is not known whose page it was.
            for proof in [others, "", "x"] {
                #expect(try await ann.post(path, [("words", "kept")], proof: proof).status == 409)
                #expect(ann.page.text.contains("kept"))
            }
            ann.origin = nil
            for proof in [others, ""] {
                #expect(try await ann.post(path, [("words", "kept")], proof: proof).status == 403)
            }
            // The right proof, from a page of somebody else's.
            for origin in ["http://evil.example", "null", "\(servers[0]).evil.example"] {
                ann.origin = origin
                #expect(try await ann.post(path, [], proof: own).status == 403)
            }
            ann.origin = nil
            for site in ["cross-site", "same-site", "none"] {
                ann.headers = [("Sec-Fetch-Site", site)]
                #expect(try await ann.post(path, [], proof: own).status == 403)
            }
            ann.headers = []
            #expect(try await database.value("select count(answer) from merit.delivery") == "0")
            // Nothing of that was for another reason.
            ann.origin = servers[0]
            #expect(try await ann.post(path, [], proof: own).status == 303)
        }
    }

    @Test func whatIsWrittenOutlivesTheSession() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            try await ann.get("/month/2020-10/object")
            let proof = ann.page.hidden("proof")
            let fields = [("kind", "figure"), ("indicator", "solved"), ("words", "long thought about")]
            try await database.run("update merit.session set seen_at = seen_at - interval '2 hours'")
            let path = "/sign-in?kept=1&to=%2Fmonth%2F2020-10%2Fobject"
            #expect(try await ann.post("/month/2020-10/object", fields, proof: proof).location == path)
            #expect(try await database.value("select count(*) from merit.appeal where reason like 'long%'") == "0")
            try await ann.signIn("ann")
            #expect(try await ann.get("/month/2020-10/object").text.contains("long thought about"))
            // Where the session is not known any more, the page holds it until somebody is signed in.
            ann.cookies["merit"] = nil
            #expect(try await ann.post("/month/2020-10/object", fields, proof: proof).status == 401)
            #expect(ann.page.text.contains("name=\"words\" value=\"long thought about\""))
            try await ann.signIn("ann")
            #expect(try await ann.post("/month/2020-10/object", fields, proof: proof).status == 409)
            #expect(ann.page.text.contains("long thought about"))
            #expect(try await ann.post("/month/2020-10/object", fields).status == 303)
            #expect(try await database.value("select count(*) from merit.appeal where reason like 'long%'") == "1")
            #expect(try await database.value("select count(*) from merit.draft") == "0")
        }
    }

    /// A cookie that is over opens nothing, and what it brings is nobody else's.
    @Test func aDraftIsItsWritersAlone() async throws {
        try await Program.serving { servers, _ in
            let (ann, sue) = (Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            try await ann.get("/evaluate/2020-11")
            #expect(
                try await ann.post("/evaluate/2020-11", [("words.manner", "mine"), ("act", "draft")]).status == 303)
            #expect(try await ann.get("/evaluate/2020-11").text.contains("mine"))
            try await sue.signIn("sue")
            #expect(try await !sue.get("/evaluate/2020-11").text.contains("mine"))
            #expect(try await !sue.get("/evaluate/2020-11/ann").text.contains("mine"))
        }
    }

    /// Somebody else was faster: what was written against it is shown to whoever wrote it.
    @Test func whatIsDecidedMeanwhileLosesNoWords() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            let number = try await database.value("select appeal_id from merit.appeal where employee_id = 'bob'") ?? ""
            try await hilda.get("/appeal/\(number)")
            try await database.run(
                "update merit.appeal set status = 'rejected', decision = 'no', decided_by = 'x' where appeal_id = \(number)"
            )
            let page = try await hilda.post(
                "/appeal/\(number)", [("status", "upheld"), ("words", "on the other hand")])
            #expect([404, 422].contains(page.status))
            #expect(page.text.contains("on the other hand"))
            try await hilda.get("/")
            #expect(try await hilda.post("/appeal/99999999", [("status", "upheld"), ("words", "<b>")]).status == 404)
            #expect(hilda.page.text.contains("<dd>&lt;b&gt;</dd>"))
        }
    }

    @Test func whatNoFormSendsIsRefused() async throws {
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            let path = "/month/2020-10/confirm"
            #expect(try await ann.send(path, "words=" + String(repeating: "a", count: 600_000)).status == 413)
            #expect(try await ann.send(path, String(repeating: "a=b&", count: 3000)).status == 400)
            #expect(try await ann.send(path, "words=%00").status == 400)
            #expect(try await ann.send(path, "words=%FF").status == 400)
            #expect(try await ann.send(path, "{}", type: "application/json").status == 400)
            #expect(try await ann.get("/").status == 200)
        }
    }

    @Test func nobodyHandsInWithoutEnd() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            try await ann.get("/evaluate/2020-11")
            let proof = ann.page.hidden("proof")
            func keep() async throws -> Int {
                try await ann.post("/evaluate/2020-11", [("words.manner", "x"), ("act", "draft")], proof: proof).status
            }
            #expect(try await keep() == 303)
            // One is left, in the stretch of time that comes next too.
            try await database.run(
                """
                update merit.sign_in_try set tries = 239;
                insert into merit.sign_in_try (key, since, tries) select key, since + interval '10 minutes', 239 from merit.sign_in_try
                """)
            var last = try await keep()
            #expect(last == 303)
            for _ in 0..<2 where last == 303 { last = try await keep() }
            #expect(last == 429)
        }
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\"\u{301} onfocus=alert(1) autofocus x=\"", "'><img src=x>", "{{frame.proof}}",
        "\u{202E}gnp",
    ])
    func whatPeopleWriteStaysText(words: String) async throws {
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            try await ann.get("/month/2020-10/object")
            let page = try await ann.post(
                "/month/2020-10/object", [("words", " "), ("wanted", words), ("tickets", words)])
            #expect(page.status == 422)
            let value =
                page.text.components(separatedBy: "name=\"wanted\"").last?.components(separatedBy: "value=\"")
                .dropFirst().first ?? ""
            let shown = value.unicodeScalars.prefix { $0 != "\"" }
            #expect(
                String(String.UnicodeScalarView(shown)).contains("&")
                    || words.unicodeScalars.allSatisfy { !"<>\"'".unicodeScalars.contains($0) })
            #expect(!page.text.contains("<script>") && !page.text.contains("<img"))
        }
    }
}

extension DatabaseTemplate {
    /// The company of ``people``, with rules by which an indicator is rated, and without an open appeal of ann's.
    static let forms = DatabaseTemplate("forms") { configuration in
        try await DatabaseTemplate.people.prepare(configuration)
        try await configuration.withConnection { connection in
            try await connection.script(
                """
                insert into merit.template (document) values ('{"template": "a", "version": 2, "default": true,
                    "sources": {"self": {"weight": 20}, "supervisor": {"weight": 80}}, "dimensions": [{"code": "d", "indicators": [
                        {"code": "manner", "title": {"zh": "态度", "en": "Manner"}, "points": 50, "rated": [
                            {"level": "warm", "title": {"zh": "热情", "en": "Warm"}, "points": [25, 50]},
                            {"level": "poor", "title": {"zh": "差", "en": "Poor"}, "points": [0, 24.99]}]}]}]}');
                update merit.template set status = 'checked' where version = 2;
                update merit.template set status = 'published' where version = 2;
                update merit.appeal set status = 'withdrawn' where employee_id = 'ann';
                """)
        }
    }
}
