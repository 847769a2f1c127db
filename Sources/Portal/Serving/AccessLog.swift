import Hummingbird
import Logging

/// Writes and counts what was asked for: the route and how it ended.
///
/// Never who asked, from where, about whom or with which words.
struct AccessLog: RouterMiddleware {
    typealias Context = PortalContext

    let logger: Logger
    let metrics: PortalMetrics

    @concurrent func handle(
        _ request: Request, context: PortalContext, next: @concurrent (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        let response = try await next(request, context)
        let time = ContinuousClock.now - began
        let route = context.endpointPath ?? "none"
        metrics.answered(route, status: response.status.code, after: time)
        logger.info(
            "answered",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(response.status.code)",
                "milliseconds": "\(Int(time / .milliseconds(1)))",
            ])
        return response
    }
}
