import Hummingbird

/// The cookies of the portal.
///
/// Over TLS their names say so, and a browser takes them from no other host and no plain connection.
struct PortalCookie: Sendable {
    private let isSecure: Bool

    init(_ origin: PortalOrigin) {
        isSecure = origin.isSecure
    }

    private func name(_ kind: String) -> String { (isSecure ? "__Host-" : "") + kind }

    private func cookie(_ kind: String, _ value: String, seconds: Int?) -> Cookie {
        Cookie(
            name: name(kind), value: value, maxAge: seconds, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax
        )
    }

    func session(_ request: Request) -> Token? { request.cookies[name("merit")].flatMap { Token($0.value) } }

    /// Until the browser is closed; the database ends it by its own clock.
    func session(_ token: Token) -> Cookie { cookie("merit", token.text, seconds: nil) }

    var noSession: Cookie { cookie("merit", "", seconds: 0) }

    /// What a browser holds that is about to sign in: it ties the end of signing in to its beginning.
    func door(_ request: Request) -> Token? { request.cookies[name("merit-door")].flatMap { Token($0.value) } }

    func door(_ token: Token) -> Cookie { cookie("merit-door", token.text, seconds: 900) }

    var noDoor: Cookie { cookie("merit-door", "", seconds: 0) }

    func language(_ request: Request) -> String? { request.cookies[name("merit-language")]?.value }

    func language(_ value: String) -> Cookie { cookie("merit-language", value, seconds: 31_536_000) }
}

extension Response {
    func with(_ cookies: Cookie...) -> Response {
        var response = self
        for cookie in cookies { response.headers[values: .setCookie].append(cookie.description) }
        return response
    }
}
