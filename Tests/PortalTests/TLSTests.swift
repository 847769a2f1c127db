import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Subprocess
import Support
import Testing

/// The portal with a certificate of its own, without a proxy in front.
@Suite(.database(.people)) struct TLSTests {
    /// A certificate for 127.0.0.1 and its key, as files.
    private struct Pair {
        let chain: String
        let key: String

        init(in folder: URL) async throws {
            chain = folder.appending(path: "\(UUID())-chain.pem").path()
            key = folder.appending(path: "\(UUID())-key.pem").path()
            let made = try await Subprocess.run(
                .name("openssl"),
                arguments: [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                    "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", chain,
                ], output: .discarded, error: .string(limit: 1 << 16))
            try #require(made.terminationStatus == .exited(0), "\(made.standardError)")
        }
    }

    private static func inFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "merit-tls-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private static func status(_ url: String, trusting chain: String) async throws -> UInt {
        var configuration = HTTPClient.Configuration()
        configuration.tlsConfiguration = .makeClientConfiguration()
        configuration.tlsConfiguration?.trustRoots = .file(chain)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let answer = Task { try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(60)).status.code }
        let result = await answer.result
        try await client.shutdown()
        return try result.get()
    }

    @Test func itSpeaksTLSAndNothingElse() async throws {
        try await Self.inFolder { folder in
            let (own, other) = (try await Pair(in: folder), try await Pair(in: folder))
            let port = try FreePort.next()
            let arguments = [
                "--url", "https://127.0.0.1:\(port)", "--certificate", own.chain, "--key", own.key,
            ]
            try await Program.serving(arguments, at: [port]) { _, _ in
                let page = "https://127.0.0.1:\(port)/sign-in"
                let status = try await Self.status(page, trusting: own.chain)
                #expect(status == 200)
                await #expect(throws: (any Error).self) { try await Self.status(page, trusting: other.chain) }
                await #expect(throws: (any Error).self) {
                    try await Self.status("http://127.0.0.1:\(port)/sign-in", trusting: own.chain)
                }
            }
        }
    }

    @Test func aKeyOfAnotherCertificateIsToldWithBothFiles() async throws {
        try await Self.inFolder { folder in
            let (own, other) = (try await Pair(in: folder), try await Pair(in: folder))
            let outcome = try await Program.run(
                [
                    "serve", "--http", "127.0.0.1:0", "--url", "https://127.0.0.1", "--certificate", own.chain, "--key",
                    other.key,
                ], database: try TestDatabase.current.configuration(user: "merit_portal"))
            #expect(outcome.status != 0)
            #expect(outcome.errors.contains("the certificate \(own.chain) with the key \(other.key) cannot be used"))
        }
    }
}
