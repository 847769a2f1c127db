import Postgres
import Support
import Testing

/// People acknowledge the rules by which they are appraised, as they stand on the page, and nobody else's.
@Suite(.database(.forms)) struct RuleFormTests {
    private static let form = "/rules/acknowledge"
    private static let notices =
        "select concat_ws(' ', employee_id, template_code, template_version, means) from merit.rule_notice order by 1"

    @Test func rulesAreAcknowledgedAsTheyStandOnThePage() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.template set consulted_on = '2020-10-20', consultation = 'the union: <no> objection' where version = 2;
            """)
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            #expect(try await ann.get("/").text.contains("href=\"/rules\""))
            #expect(try await ann.get("/rules").text.contains("href=\"\(Self.form)\""))
            let page = try await ann.get(Self.form)
            #expect(page.text.contains("version 2") && !page.text.contains("version 1"))
            #expect(page.text.contains("20 Oct 2020"))
            #expect(page.text.contains("the union: &lt;no&gt; objection"))
            // Of another version somebody has seen nothing.
            #expect(
                try await ann.post(Self.form, [("seen", "a@1")]).problems == [
                    "Somebody changed it meanwhile. Look at it as it stands now, and hand it in again."
                ])
            #expect(try await database.column(Self.notices) == [])
            let seen = ann.page.hidden("seen") ?? ""
            #expect(try await ann.post(Self.form, [("seen", seen)]).location == "/rules")
            #expect(try await database.column(Self.notices) == ["ann a 2 in person"])
            #expect(try await !ann.get("/rules").text.contains(Self.form))
            #expect(try await ann.get(Self.form).status == 404)
        }
    }

    /// However long it is, all of it can be read by whoever is asked, and by officers; no page has more than 60 kB.
    @Test func whatCameOfConsultingTakesAsManyPagesAsItNeeds() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.template set consulted_on = '2020-10-20', consultation = 'it began ' || repeat('长<"', 33000) || ' and ended'
            where version = 2;
            """)
        try await Program.serving { servers, _ in
            let (ann, bob, hilda) = (Browser(servers[0]), Browser(servers[0]), Browser(servers[0]))
            try await ann.signIn("ann")
            try await bob.signIn("bob")
            try await hilda.signIn("hilda")
            for (browser, page, path) in [
                (ann, Self.form, "/rules/a/2/consultation"), (hilda, "/templates/a/2", "/templates/a/2/consultation"),
            ] {
                #expect(try await browser.get(page).text.contains("href=\"\(path)\""))
                #expect(browser.page.text.utf8.count <= 60_000 && browser.page.text.contains("it began"))
                var text = ""
                for number in 1...15 {
                    let shown = try await browser.get("\(path)?page=\(number)")
                    #expect(shown.status == 200 && shown.text.utf8.count <= 60_000, "\(path) \(number)")
                    text += shown.text
                }
                #expect(text.matches(of: /长/).count == 33000 && text.contains("and ended"))
                #expect(try await browser.get("\(path)?page=16").status == 404)
            }
            // Who is not asked is not told.
            #expect(try await bob.get("/rules/a/2/consultation").status == 404)
            #expect(try await bob.get("/templates/a/2/consultation").status == 404)
        }
    }

    /// Bob's result is not delivered: he is asked where the setting has everybody asked, and his list leads there.
    @Test func whatIsOwedLeadsToTheForm() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let bob = Browser(servers[0])
            try await bob.signIn("bob")
            #expect(try await !bob.get("/").text.contains(Self.form))
            #expect(try await bob.get(Self.form).status == 404)
            try await database.run("update merit.setting set value = '1' where name = 'rules_acknowledged'")
            #expect(try await bob.get("/").text.contains("href=\"\(Self.form)\">Rules to acknowledge"))
            let seen = try await bob.get(Self.form).hidden("seen") ?? ""
            #expect(try await bob.post(Self.form, [("seen", seen)]).status == 303)
            #expect(try await database.column(Self.notices) == ["bob a 2 in person"])
            #expect(try await !bob.get("/").text.contains(Self.form))
        }
    }
}

/// Everybody reads what rules say.
@Suite(.database(.rules)) struct RuleSheetTests {
    @Test func rulesAreRead() async throws {
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            #expect(try await ann.get("/rules").text.contains("href=\"/rules/small/1\"><bdi>Small</bdi>"))
            let sheet = try await ann.get("/rules/small/1")
            #expect(sheet.status == 200 && sheet.text.contains("Where the total comes from"))
            for path in ["/rules/small/2", "/rules/none/1", "/rules/small/x"] {
                #expect(try await ann.get(path).status == 404, "\(path)")
            }
        }
    }
}
