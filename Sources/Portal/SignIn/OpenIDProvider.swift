import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Pages

/// A provider of OpenID Connect, as it describes itself: asked when it is needed, and again when it has new keys.
actor OpenIDProvider {
    /// It does not answer, or not as it should; for the log.
    struct Unusable: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    struct Description: Sendable, Decodable {
        let issuer: String
        let authorization_endpoint: String
        let token_endpoint: String
        let jwks_uri: String
        let token_endpoint_auth_methods_supported: [String]?
    }

    private struct KeySet: Decodable {
        let keys: [Lenient]

        /// A key of a kind that is not known does not spoil the others.
        struct Lenient: Decodable {
            let key: JSONWebKey?

            init(from decoder: any Decoder) throws {
                key = try? JSONWebKey(from: decoder)
            }
        }
    }

    nonisolated let configuration: OpenIDConfiguration
    private nonisolated let client: HTTPClient
    private var description: (Description, at: ContinuousClock.Instant)?
    private var keys: ([JSONWebKey], at: ContinuousClock.Instant)?

    private static let freshness = Duration.seconds(3600)
    /// So often at most new keys are asked for: whoever sends tokens that nobody signed has no provider asked each time.
    private static let patience = Duration.seconds(5)

    init(_ configuration: OpenIDConfiguration) {
        self.configuration = configuration
        var settings = HTTPClient.Configuration()
        settings.timeout = .init(connect: .seconds(5), read: .seconds(10))
        settings.redirectConfiguration = .disallow
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    nonisolated func shutDown() async {
        try? await client.shutdown()
    }

    func described() async throws -> Description {
        if let (known, at) = description, ContinuousClock.now - at < Self.freshness { return known }
        let base = configuration.issuer.hasSuffix("/") ? String(configuration.issuer.dropLast()) : configuration.issuer
        let found = try JSONDecoder().decode(
            Description.self, from: try await get("\(base)/.well-known/openid-configuration"))
        guard found.issuer == configuration.issuer else {
            throw Unusable("it calls itself \(found.issuer), not \(configuration.issuer)")
        }
        for address in [found.authorization_endpoint, found.token_endpoint, found.jwks_uri]
        where !OpenIDConfiguration.mayBeAsked(address) {
            throw Unusable("\(address) is not reached by TLS")
        }
        description = (found, ContinuousClock.now)
        return found
    }

    /// The provider's keys; asked for anew where none of those that are known signed the token, for keys are changed.
    func keys(for token: IDToken) async throws -> [JSONWebKey] {
        if let (known, at) = keys {
            let age = ContinuousClock.now - at
            if age < Self.patience || age < Self.freshness && token.isSigned(by: known) { return known }
        }
        let set = try JSONDecoder().decode(KeySet.self, from: try await get(try await described().jwks_uri))
        let found = set.keys.compactMap(\.key)
        keys = (found, ContinuousClock.now)
        return found
    }

    /// What the provider gives for a code, once.
    func idToken(for code: String, verifier: String, redirect: String) async throws -> String {
        struct Answer: Decodable { let id_token: String? }
        let about = try await described()
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ]
        var request = HTTPClientRequest(url: about.token_endpoint)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        request.headers.add(name: "Accept", value: "application/json")
        if let secret = configuration.secret {
            let ways = about.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
            if ways.contains("client_secret_basic") || !ways.contains("client_secret_post") {
                let pair = "\(configuration.client.inAddress):\(secret.inAddress)"
                request.headers.add(name: "Authorization", value: "Basic \(Data(pair.utf8).base64EncodedString())")
            } else {
                fields.append(("client_secret", secret))
                fields.append(("client_id", configuration.client))
            }
        } else {
            fields.append(("client_id", configuration.client))
        }
        request.body = .bytes(
            ByteBuffer(string: fields.map { "\($0.0)=\($0.1.inAddress)" }.joined(separator: "&")))
        guard let token = try JSONDecoder().decode(Answer.self, from: try await answer(to: request)).id_token else {
            throw Unusable("it gave no ID token")
        }
        return token
    }

    private func get(_ address: String) async throws -> Data {
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "Accept", value: "application/json")
        return try await answer(to: request)
    }

    private func answer(to request: HTTPClientRequest) async throws -> Data {
        let response = try await client.execute(request, timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 1 << 20)
        guard response.status == .ok else { throw Unusable("\(request.url) answers \(response.status.code)") }
        return Data(body.readableBytesView)
    }
}
