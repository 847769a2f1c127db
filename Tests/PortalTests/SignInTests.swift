import Foundation
import NIOHTTP1
import Postgres
import Support
import Testing

/// Who comes in, and who does not.
@Suite(.database(.people)) struct SignInTests {
    @Test func aLinkWorksOnceInTheBrowserThatWasShownIt() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let token = try await database.value("merit.issue_link('ann')") ?? ""
            let (scanner, ann, thief) = (Browser(servers[0]), Browser(servers[0]), Browser(servers[0]))
            // Whoever looks at links beforehand uses none.
            #expect(try await scanner.get("/link/\(token)").status == 200)
            try await ann.get("/link/\(token)")
            let fields = [("token", token), ("door", ann.page.hidden("door") ?? ""), ("to", "/")]
            #expect(try await thief.post("/link", fields).status == 403)
            #expect(try await ann.useLink().location == "/")
            #expect(try await ann.get("/").text.contains("<bdi>ann</bdi>"))
            // A second time nobody comes in by it.
            try await thief.get("/link/\(token)")
            #expect(try await thief.useLink().status == 403)
            #expect(thief.cookies["merit"] == nil)
            #expect(
                try await database.column("select how || ' ' || (token_hash is not null) from merit.session")
                    == ["link true"])
        }
    }

    @Test func aLinkIsOverByTheDatabasesClock() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let late = Browser(servers[0])
            let token = try await database.value("merit.issue_link('ann', '1 microsecond')") ?? ""
            try await late.get("/link/\(token)")
            #expect(try await late.useLink().status == 403)
        }
    }

    @Test(arguments: ["merit_portal", "merit_hr", "merit_worker", "person_ann", "portal"])
    func nobodyMakesLinksWhoWasNotTold(login: String) async throws {
        let refusal = try await TestDatabase.current.refusal("select merit.issue_link('ann')", as: login)
        #expect(refusal?.contains("[42501]") == true, "\(refusal ?? "made")")
    }

    @Test func theCommandMakesALinkAndTheTrailSaysForWhom() async throws {
        let database = try TestDatabase.current
        let made = try await Program.run(
            ["link", "ann", "--url", "https://merit.example.com"], database: try database.configuration())
        #expect(
            made.output.wholeMatch(of: /https:\/\/merit\.example\.com\/link\/[A-Za-z0-9_-]{43}\n/) != nil, "\(made)")
        #expect(
            try await database.value(
                "select after ->> 'employee_id' from merit.event where table_name = 'sign_in_link'")
                == "ann")
        let refused = try await Program.run(["link", "ann", "--hours", "200"], database: try database.configuration())
        #expect(refused.status == 1 && refused.errors.contains("at most 7 days"))
    }

    /// A token that somebody else planted is nobody's after signing in.
    @Test func theTokenIsNewAtSignIn() async throws {
        try await Program.serving { servers, _ in
            let (ann, thief) = (Browser(servers[0]), Browser(servers[0]))
            let planted = String(repeating: "A", count: 43)
            ann.cookies["merit"] = planted
            thief.cookies["merit"] = planted
            try await ann.signIn("ann")
            #expect(ann.cookies["merit"] != planted)
            #expect(try await thief.get("/").location == "/sign-in?to=%2F")
            // Signing in anew ends the session before.
            let before = ann.cookies["merit"]
            try await ann.signIn("ann")
            thief.cookies["merit"] = before
            #expect(try await thief.get("/").status == 303)
        }
    }

    @Test(arguments: [
        "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example", "",
        "/link/x",
    ])
    func nobodyIsSentToSomebodyElse(path: String) async throws {
        try await Program.serving { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann", to: path)
            #expect(ann.page.location == "/")
            #expect(try await ann.get("/language?to=\(Browser.encoded(path))").location == "/")
        }
    }

    @Test func cookiesAndHeadersAreStrict() async throws {
        try await Program.serving(["--url", "https://merit.example.com"]) { servers, _ in
            let ann = Browser(servers[0])
            ann.origin = "https://merit.example.com"
            let token = try await TestDatabase.current.value("merit.issue_link('ann')") ?? ""
            try await ann.get("/link/\(token)")
            let page = try await ann.useLink()
            let cookie = page.headers["Set-Cookie"].first { $0.hasPrefix("__Host-merit=") } ?? ""
            for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
                #expect(cookie.contains("; \(part)"), "\(cookie)")
            }
            #expect(!cookie.contains("Domain") && !cookie.contains("Max-Age"))
            #expect(page.headers.first(name: "Strict-Transport-Security") != nil)
            #expect(page.headers.first(name: "Cache-Control") == "no-store")
            let policy = page.headers.first(name: "Content-Security-Policy") ?? ""
            #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe"))
            #expect(policy.contains("frame-ancestors 'none'"))
        }
    }

    @Test func sessionsEndByTheirOwnerByIdlenessAndByAge() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let (phone, desk, sue) = (Browser(servers[0]), Browser(servers[0]), Browser(servers[0]))
            try await phone.signIn("ann")
            try await desk.signIn("ann")
            try await sue.signIn("sue")
            try await desk.get("/sessions")
            let number = try #require(desk.page.text.firstMatch(of: /\/sessions\/(\d+)\/end/)).output.1
            try await sue.get("/sessions")
            #expect(try await sue.post("/sessions/\(number)/end", []).status == 404)
            #expect(try await phone.get("/").status == 200)
            #expect(try await desk.post("/sessions/\(number)/end", []).location == "/sessions")
            #expect(try await phone.get("/").status == 303)
            for change in [
                "seen_at = seen_at - interval '61 minutes'", "started_at = started_at - interval '13 hours'",
            ] {
                try await desk.signIn("ann")
                #expect(try await desk.get("/").status == 200)
                try await database.run("update merit.session set \(change) where ended_at is null")
                #expect(try await desk.get("/").status == 303, "\(change)")
            }
        }
    }

    /// Of several servers each knows what another began, and what another ended.
    @Test func serversAgreeOnSessions() async throws {
        try await Program.serving(servers: 2) { servers, _ in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            ann.server = servers[1]
            #expect(try await ann.get("/month/2020-10").status == 200)
            let held = ann.cookies
            #expect(try await ann.post("/sign-out", []).location == "/sign-in")
            ann.server = servers[0]
            ann.cookies = held
            #expect(try await ann.get("/").status == 303)
        }
    }

    @Test func theLogSaysNothingOfPeople() async throws {
        try await Program.serving { servers, programs in
            let ann = Browser(servers[0])
            try await ann.signIn("ann")
            try await ann.get("/month/2020-10")
            try await ann.get("/month/2020-10/of/sue")
            try await programs[0].log.wait(for: "route=/month/{period}/of/{person}")
            let log = await programs[0].log.lines.joined(separator: "\n")
            for word in ["ann", "sue", "2020-10", ann.cookies["merit"] ?? "?"] {
                #expect(!log.contains(word), "\(word)")
            }
        }
    }
}
