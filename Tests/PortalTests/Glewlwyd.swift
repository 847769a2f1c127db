import Crypto
import CryptoExtras
import Foundation
import NIOHTTP1
import Subprocess
import Support

/// A real provider of OpenID Connect on a port of its own, which knows ann as `ann`, and the portal as `merit`.
struct Glewlwyd {
    /// Where it was unpacked; nil where it was not, or lacks libraries.
    static let folder: String? = {
        let folder = Repository.file(".build/tools/usr").path()
        let isThere = FileManager.default.isExecutableFile(atPath: "\(folder)/bin/glewlwyd")
        return isThere && FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3") ? folder : nil
    }()

    static let secret = "0123456789abcdef"

    let server: String
    var issuer: String { "\(server)/api/oidc" }
    private let administrator: Browser

    /// Runs one for the time of `body`.
    ///
    /// - Parameter portal: where people come back to.
    static func run(portal: String, _ body: (Glewlwyd) async throws -> Void) async throws {
        let folder = folder ?? ""
        let home = FileManager.default.temporaryDirectory.appending(path: "merit-glewlwyd-\(UUID())")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let port = try FreePort.next()
        let server = "http://127.0.0.1:\(port)"
        let (data, settings) = (home.appending(path: "g.db").path(), home.appending(path: "g.conf").path())
        let script = """
            zcat "\(folder)/share/doc/glewlwyd/database/init.sqlite3.sql.gz" | sqlite3 "\(data)"
            mkdir -p "\(folder)/lib/glewlwyd/user_middleware"
            zcat "\(folder)/share/doc/glewlwyd/glewlwyd.conf.sample.gz" | sed \
            -e 's,^port=.*,port=\(port),' -e 's,^#*external_url=.*,external_url="\(server)",' -e 's,cookie_domain=.*,cookie_domain="127.0.0.1",' \
            -e 's,cookie_secure=1,cookie_secure=0,' -e 's,/usr/lib/glewlwyd,\(folder)/lib/glewlwyd,' -e 's,/usr/share/glewlwyd,\(folder)/share/glewlwyd,' \
            -e 's,/var/cache/glewlwyd/glewlwyd.db,\(data),' >"\(settings)"
            exec "\(folder)/bin/glewlwyd" --config-file="\(settings)" >&2
            """
        try await RunningProgram.run(["/bin/sh", "-ec", script]) { program in
            try await program.log.wait(for: "Glewlwyd started")
            let administrator = Browser(server)
            try await administrator.send(
                "/api/auth/", #"{"username":"admin","password":"password"}"#, type: "application/json")
            let provider = Glewlwyd(server: server, administrator: administrator)
            try await provider.sign(with: try _RSA.Signing.PrivateKey(keySize: .bits2048))
            try await provider.say(
                .POST, "user/", #"{"username":"ann","password":"password","scope":["openid"],"enabled":true}"#)
            try await provider.say(
                .POST, "client/",
                """
                {"client_id":"merit","name":"Merit","client_secret":"\(secret)","confidential":true,"enabled":true,"authorization_type":["code"],\
                "redirect_uri":["\(portal)/sign-in/openid/return"],"scope":["openid"],"token_endpoint_auth_method":["client_secret_basic"]}
                """)
            try await body(provider)
            try program.send(.terminate)
        }
    }

    private func say(_ method: Browser.Method, _ path: String, _ json: String) async throws {
        let page = try await administrator.ask(method, "/api/\(path)", (json, "application/json"))
        guard page.status == 200 else { throw Program.Ended(description: "\(path): \(page.status) \(page.text)") }
    }

    /// Signs with an RSA key from now on.
    func sign(with key: _RSA.Signing.PrivateKey) async throws {
        try await sign("rsa", key.pemRepresentation, key.publicKey.pemRepresentation)
    }

    /// Signs with another key from now on.
    func sign(with key: P256.Signing.PrivateKey) async throws {
        try await sign("ecdsa", key.pemRepresentation, key.publicKey.pemRepresentation)
    }

    private func sign(_ kind: String, _ key: String, _ certificate: String) async throws {
        _ = try await administrator.ask(.DELETE, "/api/mod/plugin/oidc", ("", "application/json"))
        try await say(
            .POST, "mod/plugin/",
            """
            {"module": "oidc", "name": "oidc", "display_name": "OIDC", "parameters": {"iss": "\(issuer)", "jwt-type": "\(kind)",
            "jwt-key-size": "256", "key": "\(key.replacing("\n", with: "\\n"))", "cert": "\(certificate.replacing("\n", with: "\\n"))",
            "access-token-duration": 3600, "refresh-token-duration": 3600, "code-duration": 600, "refresh-token-rolling": true,
            "allow-non-oidc": false, "auth-type-code-enabled": true, "auth-type-token-enabled": false, "auth-type-id-token-enabled": true,
            "auth-type-none-enabled": false, "auth-type-password-enabled": false, "auth-type-client-enabled": false,
            "auth-type-device-enabled": false, "auth-type-refresh-enabled": true, "pkce-allowed": true, "pkce-required": true,
            "pkce-method-plain-allowed": false, "subject-type": "public", "jwks-show": true, "claims": [{"name": "employee_id",
            "user-property": "username", "type": "string", "on-demand": false, "mandatory": true, "scope": []}]}}
            """)
    }

    /// Where the provider sends ann back to, whom the portal has sent there.
    func approve(_ asked: String?, changing: (String, String)? = nil) async throws -> String {
        let ann = Browser(server)
        try await ann.send("/api/auth/", #"{"username":"ann","password":"password"}"#, type: "application/json")
        try await ann.ask(.PUT, "/api/auth/grant/merit", (#"{"scope":"openid"}"#, "application/json"))
        var asked = String((asked ?? "").trimmingPrefix(server))
        if let (name, value) = changing, let place = asked.firstRange(of: "&\(name)=") {
            let end = asked[place.upperBound...].firstIndex(of: "&") ?? asked.endIndex
            asked.replaceSubrange(place.upperBound..<end, with: value)
        }
        let page = try await ann.get("\(asked)&g_continue")
        guard let place = page.location?.firstRange(of: "/sign-in/") else {
            throw Program.Ended(description: "the provider answers \(page.status) \(page.location ?? page.text)")
        }
        return String(page.location?[place.lowerBound...] ?? "")
    }
}
