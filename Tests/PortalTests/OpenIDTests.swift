import Crypto
import Foundation
import Postgres
import Support
import Testing

/// Signing in at a real provider, and all that somebody may change on the way.
@Suite(.database(.people), .enabled(if: Glewlwyd.folder != nil, "glewlwyd is not there: scripts/setup --tests"))
struct OpenIDTests {
    private func withProvider(_ body: (String, Glewlwyd, RunningProgram) async throws -> Void) async throws {
        let port = try FreePort.next()
        let portal = "http://127.0.0.1:\(port)"
        let file = FileManager.default.temporaryDirectory.appending(path: "merit-openid-\(UUID())").path()
        try Data(Glewlwyd.secret.utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await Glewlwyd.run(portal: portal) { provider in
            try await Program.serving(
                ["--openid-issuer", provider.issuer, "--openid-client", "merit", "--openid-secret", file], at: [port]
            ) { servers, programs in
                try await body(servers[0], provider, programs[0])
            }
        }
    }

    @Test func whoTheProviderNamesIsInAndItsKeysMayChange() async throws {
        try await withProvider { portal, provider, _ in
            let ann = Browser(portal)
            let begun = try await ann.get("/sign-in/openid?to=/month/2020-10")
            let back = try await provider.approve(begun.location)
            #expect(try await ann.get(back).location == "/month/2020-10")
            #expect(try await ann.get("/").text.contains("<bdi>ann</bdi>"))
            // Not a second time.
            #expect(try await ann.get(back).status == 403)
            try await provider.sign(with: P256.Signing.PrivateKey())
            // New keys are asked for every few seconds at most.
            var page = try await ann.get(try await provider.approve(try await ann.get("/sign-in/openid").location))
            let late = ContinuousClock.now + .seconds(120)
            while page.status != 303, ContinuousClock.now < late {
                page = try await ann.get(try await provider.approve(try await ann.get("/sign-in/openid").location))
            }
            #expect(page.location == "/")
        }
    }

    @Test func whatWasBegunElsewhereOrChangedOnTheWayIsRefused() async throws {
        try await withProvider { portal, provider, program in
            let (ann, other) = (Browser(portal), Browser(portal))
            let back = try await provider.approve(try await ann.get("/sign-in/openid").location)
            // Nobody is signed in as somebody else by a link to the end of a sign-in.
            #expect(try await other.get(back).status == 403)
            try await other.get("/sign-in/openid")
            #expect(try await other.get(back).status == 403)
            #expect(try await ann.get(back.replacing("state=", with: "state=A")).status == 403)
            // Where to go then is part of what was begun.
            let state = try #require(back.firstMatch(of: /state=([^&.]+)\.([^&]*)/))
            let path = Data("/elsewhere".utf8).base64EncodedString().replacing("=", with: "")
            #expect(
                try await ann.get(back.replacing(state.output.0, with: "state=\(state.output.1).\(path)")).status == 403
            )
            #expect(try await ann.get(back + "&iss=https://evil.example.com").status == 403)
            #expect(try await ann.get(back).status == 303)
            for change in [("nonce", "other"), ("code_challenge", String(repeating: "A", count: 43))] {
                let fresh = Browser(portal)
                let back = try await provider.approve(try await fresh.get("/sign-in/openid").location, changing: change)
                #expect(try await fresh.get(back).status == 403, "\(change)")
                #expect(fresh.cookies["merit"] == nil)
            }
            try await program.log.wait(for: "it is of another sign-in")
        }
    }
}
