import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Postgres
import Reports

/// Makes an answer of what goes wrong: a page in the reader's language, which tells nobody anything that is not theirs.
struct Mishaps: RouterMiddleware {
    typealias Context = PortalContext

    let portal: Portal

    @concurrent func handle(
        _ request: Request, context: PortalContext, next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return try answer(to: error, request)
        }
    }

    private func answer(to error: any Error, _ request: Request) throws -> Response {
        let language = Language(request, portal.cookies)
        switch error {
        case is Portal.SignedOut:
            // Where a form was sent there is no page to come back to.
            let path = request.method == .get || request.method == .head ? request.uri.string : "/"
            // The cookie stays: a form that is still open somewhere is rescued by it.
            return Portal.redirect(to: "/sign-in?to=\(ReturnPath(path).query)")
        case is Portal.Forged:
            return try page(
                .forbidden, language,
                zh: "此表单不是从本网站的页面提交的，或页面已过期。请返回并重新打开页面。",
                en:
                    "This form does not come from a page of this site, or from an old one. Go back and open the page anew."
            )
        case is Portal.TooOften:
            var response = try page(
                .tooManyRequests, language, zh: "操作过于频繁，请过几分钟再试。",
                en: "That was too often. Try again in some minutes.")
            response.headers[.retryAfter] = "600"
            return response
        case is NIOTooManyBytesError:
            return try self.answer(to: HTTPError(.contentTooLarge), request)
        case is FormData.Unreadable:
            return try page(.badRequest, language, zh: "无法读取提交的内容。", en: "What was sent cannot be read.")
        case is NotThere:
            return try notThere(language)
        case let error as PostgresError where error.code == .server && error.sqlState == "42501":
            // What is not there and what is not theirs are the same.
            return try notThere(language)
        case let error as PostgresError:
            portal.logger.error("a request failed", metadata: ["error": "\(error.explained)"])
            return try page(
                .serviceUnavailable, language, zh: "系统暂时无法处理，请稍后再试。",
                en: "That did not work just now. Try again in a while.")
        case let error as HTTPError where error.status == .notFound:
            return try notThere(language)
        case let error as any HTTPResponseError:
            return try page(
                error.status, language,
                zh: error.status == .contentTooLarge ? "提交的内容太大。" : "无法处理此请求。",
                en: error.status == .contentTooLarge
                    ? "What was sent is too large." : "This request cannot be answered.")
        default:
            portal.logger.error("a request failed", metadata: ["error": "\(error)"])
            return try page(
                .internalServerError, language, zh: "系统出错，请稍后再试。", en: "Something is wrong here. Try again in a while.")
        }
    }

    private func notThere(_ language: Language) throws -> Response {
        try page(.notFound, language, zh: "没有此页面，或您无权查看。", en: "There is no such page, or it is not yours to see.")
    }

    private func page(_ status: HTTPResponse.Status, _ language: Language, zh: String, en: String) throws -> Response {
        let text = language.text(zh: zh, en: en)
        return try portal.document(
            MessagePage(title: MessagePage.title(of: status, language), text: text), PageFrame(language), status)
    }
}
