import HTTPTypes
import Hummingbird

/// What every answer tells the browser: nothing of others is loaded, nobody frames it, nothing is kept.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = PortalContext

    private let fields: [(HTTPField.Name, String)]

    init(_ origin: PortalOrigin) {
        let policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        var named = [
            ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
            // Not no-referrer: with that browsers do not say from which origin a form comes.
            ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
        ]
        if origin.isSecure { named.append(("Strict-Transport-Security", "max-age=31536000")) }
        fields = named.compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }

    @concurrent func handle(
        _ request: Request, context: PortalContext, next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in fields { response.headers[name] = value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
