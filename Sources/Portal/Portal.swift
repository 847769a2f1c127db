import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Pages
import Postgres
import Reports

/// What the portal answers.
///
/// Each request is one transaction, or none. Whatever it may see and do is what its person may: it begins with `merit.enter`, which says for
/// whom the portal acts until it ends.
struct Portal: Sendable {
    let configuration: PortalConfiguration
    let pool: PostgresPool
    let pages: PageLibrary
    /// The pages that a folder has, too.
    let served: ServedPages
    let cookies: PortalCookie
    let metrics: PortalMetrics
    let logger: Logger
    let provider: OpenIDProvider?

    func router() -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: AccessLog(logger: logger, metrics: metrics))
        router.add(middleware: SecurityHeaders(configuration.origin))
        router.add(middleware: Mishaps(portal: self))
        for route in Self.routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.answer(self)(request, context)
            }
        }
        return router
    }

    func alive(_ request: Request, _ context: PortalContext) async throws -> Response { Self.plain("ok\n") }

    func ready(_ request: Request, _ context: PortalContext) async throws -> Response {
        await isReady() ? Self.plain("ok\n") : Self.plain("no database\n", .serviceUnavailable)
    }

    func styleSheet(_ request: Request, _ context: PortalContext) async throws -> Response {
        Self.file(Self.style, "text/css")
    }

    func script(_ request: Request, _ context: PortalContext) async throws -> Response {
        Self.file(PackageResources.portal_js, "text/javascript")
    }

    /// Browsers ask for it by themselves, and complain where it is missing.
    func icon(_ request: Request, _ context: PortalContext) async throws -> Response { Response(status: .noContent) }

    /// Whether the database answers.
    func isReady() async -> Bool {
        do {
            return try await pool.withConnection { try await $0.query("select 1").count == 1 }
        } catch {
            return false
        }
    }

    /// A part of the address, as it was meant.
    static func parameter(_ name: String, _ context: PortalContext) throws(NotThere) -> String {
        guard let text = context.parameters.get(name)?.removingPercentEncoding, !text.unicodeScalars.contains("\0"),
            text.utf8.count <= 2000
        else { throw NotThere() }
        return text
    }

    /// A value of the address' query that goes into the database.
    static func parameter(_ text: String?) throws(NotThere) -> String? {
        guard let text else { return nil }
        guard !text.unicodeScalars.contains("\0"), text.utf8.count <= 2000 else { throw NotThere() }
        return text
    }

    static func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }

    private static func plain(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private static let style = ServedPages.style + PackageResources.portal_css

    private static func file(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "\(type); charset=utf-8", .cacheControl: "public, max-age=3600"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    func changeLanguage(_ request: Request, _ context: PortalContext) async throws -> Response {
        let other: Language = Language(request, cookies) == .en ? .zhHans : .en
        return Self.redirect(to: ReturnPath(request.query("to")).text).with(cookies.language(other.rawValue))
    }
}

/// There is nothing here, or nothing for this reader: the answer is the same.
struct NotThere: Error {}

extension Request {
    /// A value of the address' query, as it was meant.
    func query(_ name: String) -> String? {
        uri.queryParameters[Substring(name)].map { String($0) }
    }
}
