import Hummingbird
import HummingbirdCore
import Logging
import Metrics
import NIOCore
import Ops
import Postgres

/// Serves `/livez`, `/readyz` and `/metrics` at an address that is for operators.
struct PortalHealth: Sendable {
    let portal: Portal
    let registry: PrometheusRegistry

    /// - Throws: ``PortalServer/CannotListen``.
    func run(at address: HTTPAddress, logger: Logger) async throws {
        var quiet = logger
        quiet.logLevel = .critical
        let app = Application(
            router: router(),
            server: .http1(
                configuration: .init(additionalChannelHandlers: [RequestPace(.init())], idleTimeout: .seconds(5))),
            configuration: .init(
                address: .hostname(address.host, port: address.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(128)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? address.port
                logger.info(
                    "serves health and metrics", metadata: ["address": "\(HTTPAddress(host: address.host, port: port))"]
                )
            },
            logger: quiet)
        do {
            try await app.run()
        } catch let error where !(error is CancellationError) {
            throw PortalServer.CannotListen(
                description: "cannot listen on \(address): \(error); give another address by --health HOST:PORT")
        }
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.get("livez") { _, _ in Self.answer(.ok, "ok\n") }
        router.get("readyz") { _, _ in
            await portal.isReady() ? Self.answer(.ok, "ok\n") : Self.answer(.serviceUnavailable, "no database\n")
        }
        router.get("metrics") { _, _ in
            let isUp = await portal.isReady()
            Gauge(label: "database_up", factory: registry).record(isUp ? 1 : 0)
            for (state, count) in [
                ("lent", portal.pool.openCount - portal.pool.idleCount), ("idle", portal.pool.idleCount),
            ] {
                Gauge(label: "pool_connections", dimensions: [("pool", "portal"), ("state", state)], factory: registry)
                    .record(count)
            }
            return Self.answer(.ok, registry.text(), PrometheusRegistry.contentType)
        }
        return router
    }

    private static func answer(
        _ status: HTTPResponse.Status, _ text: String, _ type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
