import Crypto
import Foundation
import Hummingbird
import Logging
import Pages
import Postgres
import Reports

/// Signing in by the code flow with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 7636).
///
/// Everything that ties its end to its beginning follows from one secret in the browser's cookie: state, nonce and verifier. So any of several
/// servers ends what another began, and nothing is kept meanwhile.
extension OpenIDProvider {
    nonisolated func begin(_ request: Request, _ context: PortalContext, _ portal: Portal) async throws -> Response {
        let door = Token()
        let to = ReturnPath(request.query("to"))
        let about: Description
        do {
            about = try await described()
        } catch {
            return try failed("the provider cannot be asked", error, request, portal)
        }
        let challenge = Data(SHA256.hash(data: Data(Self.verifier(door).utf8))).base64URL
        let query = [
            ("response_type", "code"), ("client_id", configuration.client), ("redirect_uri", Self.redirect(portal)),
            ("scope", configuration.scope), ("state", Self.state(door, to)), ("nonce", Self.nonce(door)),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ].map { "\($0.0)=\($0.1.inAddress)" }.joined(separator: "&")
        let address = about.authorization_endpoint
        return Portal.redirect(to: "\(address)\(address.contains("?") ? "&" : "?")\(query)").with(
            portal.cookies.door(door))
    }

    nonisolated func end(_ request: Request, _ context: PortalContext, _ portal: Portal) async throws -> Response {
        guard let door = portal.cookies.door(request), let state = request.query("state"),
            let to = Self.path(in: state), Token.isSame(state, Self.state(door, to))
        else { throw Portal.Forged() }
        let household = portal.household(request, context)
        do {
            try await portal.pool.withConnection { try await portal.count(.signIn, of: household, $0) }
        } catch let error as Portal.TooOften {
            portal.metrics.signedIn("openid", .limited)
            throw error
        }
        // Whoever mixes up two providers is told by the one that answers (RFC 9207).
        if let issuer = request.query("iss"), issuer != configuration.issuer { throw Portal.Forged() }
        guard let code = request.query("code") else {
            let said = request.query("error") ?? "nothing"
            return try failed("the provider refused", IDToken.Refused("it says \(said.prefix(100))"), request, portal)
        }
        let person: String
        do {
            let text = try await idToken(for: code, verifier: Self.verifier(door), redirect: Self.redirect(portal))
            let token = try IDToken(parsing: text)
            person = try token.verified(
                by: try await keys(for: token),
                .init(issuer: configuration.issuer, client: configuration.client, nonce: Self.nonce(door), now: Date()),
                claim: configuration.claim
            ).person
        } catch {
            return try failed("a sign-in is not believed", error, request, portal)
        }
        let fresh = try await portal.pool.withConnection { connection in
            try await connection.withTransaction { try await portal.open(person, "openid", request, $0) }
        }
        portal.metrics.signedIn("openid", .done)
        return Portal.redirect(to: to.text).with(portal.cookies.session(fresh), portal.cookies.noDoor)
    }

    private nonisolated func failed(
        _ what: String, _ error: any Error, _ request: Request, _ portal: Portal
    ) throws -> Response {
        portal.metrics.signedIn("openid", error is IDToken.Refused ? .refused : .failed)
        portal.logger.warning("\(what)", metadata: ["error": "\(error)"])
        let language = Language(request, portal.cookies)
        let page = MessagePage(
            title: Labels.of("signIn", language),
            text: language.text(
                zh: "登录未成功，请重试；如仍不行，请联系管理员。",
                en: "Signing in did not work. Try again; if it stays so, tell whoever runs this site."))
        return try portal.document(page, PageFrame(language), .forbidden)
    }

    private static func redirect(_ portal: Portal) -> String {
        "\(portal.configuration.origin)/sign-in/openid/return"
    }

    private static func nonce(_ door: Token) -> String { door.derived(for: "openid nonce") }
    private static func verifier(_ door: Token) -> String { door.derived(for: "openid verifier") }

    /// Bears where to go then, and proves that we wrote it.
    private static func state(_ door: Token, _ to: ReturnPath) -> String {
        "\(door.derived(for: "openid state \(to.text)")).\(Data(to.text.utf8).base64URL)"
    }

    private static func path(in state: String) -> ReturnPath? {
        guard let letters = state.split(separator: ".").last, let bytes = Data(base64URL: letters),
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        return ReturnPath(text)
    }
}
