import Foundation
import Postgres
import Support
import Testing

/// A proxy's word counts where it comes from the proxy, and nowhere else.
@Suite(.database(.people)) struct ProxySignInTests {
    private static let secret = "0123456789abcdef0123456789abcdef"

    private func withProxy(from: String, _ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "merit-proxy-\(UUID())").path()
        try Data("\(Self.secret)\n".utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await Program.serving(["--proxy-from", from, "--proxy-secret", file]) { servers, _ in
            try await body(servers[0])
        }
    }

    @Test func whoTheProxyNamesIsIn() async throws {
        try await withProxy(from: "127.0.0.1") { server in
            let ann = Browser(server)
            ann.headers = [("X-Remote-User", "ann"), ("X-Merit-Proxy-Secret", Self.secret)]
            try await ann.get("/month/2020-10")
            #expect(ann.page.text.contains("name of ann"))
            // A form has to prove itself all the same.
            #expect(try await ann.post("/month/2020-10/confirm", [], proof: "x").status == 409)
            ann.origin = "http://evil.example"
            #expect(try await ann.post("/month/2020-10/confirm", [], proof: "x").status == 403)
            // Whoever the proxy names next is not who was there before.
            ann.headers[0].1 = "sue"
            #expect(try await ann.get("/").text.contains("<bdi>sue</bdi>"))
            // Whoever the proxy names no more is nobody.
            ann.headers = []
            #expect(try await ann.get("/").status == 303)
        }
    }

    @Test(arguments: [
        [("X-Remote-User", "ann")],
        [("X-Remote-User", "ann"), ("X-Merit-Proxy-Secret", "0123456789abcdef0123456789abcdee")],
        [("X-Remote-User", "ann"), ("X-Merit-Proxy-Secret", "")],
        [("X-Remote-User", "sue"), ("X-Remote-User", "ann"), ("X-Merit-Proxy-Secret", secret)],
        [("X-Remote-User", " "), ("X-Merit-Proxy-Secret", secret)],
        [("X-Remote-User", "ann"), ("X-Forwarded-For", "127.0.0.1")],
    ])
    func aForgedNameIsNobodys(headers: [(String, String)]) async throws {
        try await withProxy(from: "127.0.0.1") { server in
            let forger = Browser(server)
            forger.headers = headers
            try await forger.get("/")
            #expect(forger.page.location == "/sign-in?to=%2F")
            #expect(forger.cookies["merit"] == nil)
        }
    }

    @Test func theSecretAloneIsNotEnoughFromElsewhere() async throws {
        try await withProxy(from: "10.0.0.0/8") { server in
            let forger = Browser(server)
            forger.headers = [
                ("X-Remote-User", "ann"), ("X-Merit-Proxy-Secret", Self.secret), ("X-Forwarded-For", "10.0.0.1"),
            ]
            try await forger.get("/")
            #expect(forger.page.status == 303)
        }
    }
}
