import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import Portal

/// What a provider is believed to have said, and what not.
@Suite struct IDTokenTests {
    private static let key = P256.Signing.PrivateKey()
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private static let expected = IDToken.Expectation(
        issuer: "https://id.example.com", client: "merit", nonce: "n0nce", now: now)

    private static let claims: [String: String] = [
        "iss": "\"https://id.example.com\"", "aud": "\"merit\"", "exp": "1800000300", "iat": "1800000000",
        "nonce": "\"n0nce\"",
        "employee_id": "\"E017\"",
    ]

    private static func jwks(_ key: P256.Signing.PrivateKey, kid: String = "k", more: String = "") throws
        -> [JSONWebKey]
    {
        let raw = key.publicKey.rawRepresentation
        let text = """
            [{"kty": "EC", "crv": "P-256", "kid": "\(kid)"\(more), "x": "\(raw.prefix(32).base64URL)", "y": "\(raw.suffix(32).base64URL)"}]
            """
        return try JSONDecoder().decode([JSONWebKey].self, from: Data(text.utf8))
    }

    private static func token(
        _ changes: [String: String?] = [:], header: String = "{\"alg\": \"ES256\", \"kid\": \"k\"}",
        key: P256.Signing.PrivateKey = key
    ) throws -> String {
        var claims = claims
        for (name, value) in changes { claims[name] = value }
        let json = "{" + claims.map { "\"\($0.key)\": \($0.value)" }.sorted().joined(separator: ", ") + "}"
        let signed = "\(Data(header.utf8).base64URL).\(Data(json.utf8).base64URL)"
        return "\(signed).\(try key.signature(for: SHA256.hash(data: Data(signed.utf8))).rawRepresentation.base64URL)"
    }

    private static func person(_ token: String, _ keys: [JSONWebKey], claim: String = "employee_id") throws -> String {
        try IDToken(parsing: token).verified(by: keys, expected, claim: claim).person
    }

    @Test func whatTheProviderSignedIsBelieved() throws {
        let keys = try Self.jwks(Self.key)
        #expect(try Self.person(try Self.token(), keys) == "E017")
        #expect(try Self.person(try Self.token(["aud": "[\"merit\", \"other\"]", "azp": "\"merit\""]), keys) == "E017")
        #expect(try Self.person(try Self.token(["exp": "1799999950"]), keys) == "E017", "clocks may differ by a minute")
        #expect(try Self.person(try Self.token(header: "{\"alg\": \"ES256\"}"), keys) == "E017", "without kid")
        #expect(
            try Self.person(
                try Self.token(["email": "\"a@example.com\"", "email_verified": "true"]), keys, claim: "email")
                == "a@example.com")
    }

    @Test func anRSAKeyAndEd25519Sign() throws {
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let parts = try rsa.publicKey.getKeyPrimitives()
        let edwards = Curve25519.Signing.PrivateKey()
        let text = """
            [{"kty": "RSA", "kid": "r", "alg": "RS256", "n": "\(parts.modulus.base64URL)", "e": "\(parts.publicExponent.base64URL)"},
             {"kty": "OKP", "crv": "Ed25519", "kid": "e", "x": "\(edwards.publicKey.rawRepresentation.base64URL)"}]
            """
        let keys = try JSONDecoder().decode([JSONWebKey].self, from: Data(text.utf8))
        let body = Data("a.b".utf8)
        let signature = try rsa.signature(for: SHA256.hash(data: body), padding: .insecurePKCS1v1_5).rawRepresentation
        #expect(keys[0].verifies(signature, of: "a.b", by: "RS256"))
        #expect(!keys[0].verifies(signature, of: "a.c", by: "RS256"))
        // The key is for one algorithm; a token cannot have it taken for another.
        #expect(
            !keys[0].verifies(
                try rsa.signature(for: SHA256.hash(data: body), padding: .PSS).rawRepresentation, of: "a.b", by: "PS256"
            ))
        #expect(keys[1].verifies(try edwards.signature(for: body), of: "a.b", by: "EdDSA"))
        for algorithm in ["none", "HS256", "RS256", ""] {
            #expect(!keys[1].verifies(try edwards.signature(for: body), of: "a.b", by: algorithm))
        }
    }

    @Test(
        arguments: [
            (["iss": "\"https://evil.example.com\""], "another issuer made it"),
            (["iss": nil], "another issuer made it"),
            (["aud": "\"other\""], "it is for somebody else"), (["aud": "[]"], "it is for somebody else"),
            (["aud": "[\"merit\", \"other\"]"], "it was given to somebody else"),
            (["azp": "\"other\""], "it was given to somebody else"),
            (["exp": "1799999900"], "it is over"), (["exp": nil], "it is over"),
            (["exp": "\"1900000000\""], "it is over"),
            (["iat": "1800000100"], "it is of a time to come"), (["iat": nil], "it is of a time to come"),
            (["nonce": "\"other\""], "it is of another sign-in"), (["nonce": nil], "it is of another sign-in"),
            (["employee_id": nil], "it has no claim \"employee_id\" that names somebody"),
            (["employee_id": "\" \""], "it has no claim \"employee_id\" that names somebody"),
            (["employee_id": "[\"E017\", \"E001\"]"], "it has no claim \"employee_id\" that names somebody"),
            (["employee_id": "17"], "it has no claim \"employee_id\" that names somebody"),
        ] as [([String: String?], String)])
    func whatDoesNotHoldIsRefused(changes: [String: String?], reason: String) throws {
        let found = #expect(throws: IDToken.Refused.self) {
            try Self.person(try Self.token(changes), try Self.jwks(Self.key))
        }
        #expect(found?.description == reason)
    }

    @Test func whatOthersSignedIsRefused() throws {
        let keys = try Self.jwks(Self.key)
        let stranger = P256.Signing.PrivateKey()
        let good = try Self.token()
        let parts = good.split(separator: ".").map(String.init)
        let none = Data("{\"alg\": \"none\"}".utf8).base64URL
        var forged = [
            try Self.token(key: stranger), try Self.token(header: "{\"alg\": \"ES256\", \"kid\": \"other\"}"),
            "\(none).\(parts[1]).", "\(none).\(parts[1]).\(parts[2])", "\(parts[0]).\(parts[1]).",
            "\(parts[0]).\(parts[1])", "", "a.b.c.d",
            try Self.token(header: "{\"alg\": \"ES256\", \"kid\": \"k\", \"crit\": [\"x\"]}"),
        ]
        // A public key that is taken for a shared secret.
        let header = Data("{\"alg\": \"HS256\", \"kid\": \"k\"}".utf8).base64URL
        let secret = SymmetricKey(data: Self.key.publicKey.rawRepresentation)
        let tag = HMAC<SHA256>.authenticationCode(for: Data("\(header).\(parts[1])".utf8), using: secret)
        forged.append("\(header).\(parts[1]).\(Data(tag).base64URL)")
        for token in forged {
            #expect(throws: IDToken.Refused.self, "\(token)") { try Self.person(token, keys) }
        }
        #expect(throws: IDToken.Refused.self) { try Self.person(good, []) }
        // A key that is for something else.
        #expect(throws: IDToken.Refused.self) {
            try Self.person(good, try Self.jwks(Self.key, more: ", \"use\": \"enc\""))
        }
        #expect(throws: IDToken.Refused.self) {
            try Self.person(try Self.token(["email": "\"a@example.com\""]), keys, claim: "email")
        }
    }
}
