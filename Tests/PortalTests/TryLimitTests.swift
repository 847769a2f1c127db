import NIOHTTP1
import Postgres
import Support
import Testing

/// Whoever guesses is told to wait, in a sentence, and comes in when the time is over.
@Suite(.database(.people)) struct TryLimitTests {
    private static let guess = String(repeating: "A", count: 43)

    /// From one address 60 failed tries are let pass, whoever makes them.
    @Test func whoeverGuessesLinksHasToWaitAndTheWaitEnds() async throws {
        let database = try TestDatabase.current
        try await Program.serving { servers, _ in
            let (thief, ann) = (Browser(servers[0]), Browser(servers[0]))
            func tries() async throws -> Browser.Page {
                try await thief.get("/link/\(Self.guess)")
                return try await thief.useLink()
            }
            #expect(try await tries().status == 403)
            // One is left, in the stretch of time that comes next too.
            try await database.run(
                """
                update merit.sign_in_try set tries = 59 where tries < 59;
                insert into merit.sign_in_try (key, since, tries) select key, since + interval '10 minutes', 59 from merit.sign_in_try
                """)
            var answer = try await tries()
            #expect(answer.status == 403)
            for _ in 0..<2 where answer.status == 403 { answer = try await tries() }
            #expect(answer.status == 429 && answer.headers.first(name: "Retry-After") == "600")
            #expect(answer.text.contains("That was too often. Try again in some minutes."))
            #expect(answer.text.contains("<h1>Please wait</h1>"))
            thief.headers = [("Accept-Language", "zh-CN")]
            #expect(try await tries().text.contains("操作过于频繁，请过几分钟再试。"))
            // What was counted is over by the database's clock, and so is the wait.
            try await database.run("update merit.sign_in_try set since = since - interval '20 minutes'")
            #expect(try await ann.signIn("ann").location == "/")
            #expect(try await ann.get("/").status == 200)
        }
    }
}
