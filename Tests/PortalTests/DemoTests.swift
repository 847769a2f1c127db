import Foundation
import Postgres
import Subprocess
import Support
import Testing

/// The demo serves the portal with a page to pick whom to be.
@Suite(.database(.people), .timeLimit(.minutes(20))) struct DemoTests {
    @Test func oneIsWhomOnePicks() async throws {
        let port = try FreePort.next()
        let ending = try await Program.run(
            ["demo", "--keep", "--port", "\(port)"], database: try TestDatabase.current.configuration()
        ) { program in
            try await program.log.wait(for: "http://127.0.0.1:\(port)")
            let browser = Browser("http://127.0.0.1:\(port)")
            #expect(try await browser.get("/").location == "/sign-in?to=%2F")
            let page = try await browser.get("/sign-in?to=%2Fmonth%2F2026-09")
            #expect(page.text.contains("value=\"E017\"") && page.text.contains("value=\"H01\""))
            let fields = [("door", page.hidden("door") ?? ""), ("to", page.hidden("to") ?? "")]
            // Somebody else's page cannot sign anybody in, nor is anybody else to be picked.
            let other = Browser(browser.server)
            #expect(try await other.post("/sign-in/demo", fields + [("person", "E017")]).status == 403)
            #expect(try await browser.post("/sign-in/demo", fields + [("person", "E001")]).status == 404)
            #expect(
                try await browser.post("/sign-in/demo", fields + [("person", "E017")]).location == "/month/2026-09")
            let month = try await browser.get("/month/2026-09")
            #expect(month.text.contains("<bdi>E017</bdi>") && month.text.contains("<svg"))
            try program.send(.interrupt)
        }
        #expect(ending == TerminationStatus.exited(0))
    }
}
