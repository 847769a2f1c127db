import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Jobs
package import Logging
import Metrics
import NIOCore
package import Postgres
import ServiceLifecycle

/// Serves `/livez`, `/readyz` and `/metrics` of a worker.
package struct OperationsServer: Service {
    /// The address cannot be bound.
    package struct CannotListen: Error, CustomStringConvertible {
        package let description: String
    }

    /// At most this many connections; more wait, because the worker's own descriptors are for its work.
    ///
    /// High enough that idle clients cannot shut out probes before ``idle`` expires.
    private static let mostConnections = 512

    /// How long a connection may say nothing.
    private static let idle = Duration.seconds(5)

    /// How long a connection may stand at all: longer than Prometheus waits for an answer.
    private static let age = Duration.seconds(15)

    /// How long clients may go on reading after a shutdown was asked for.
    private static let farewell = Duration.seconds(2)

    private let address: HTTPAddress
    private let status: ServiceStatus
    private let registry: PrometheusRegistry
    private let figures: QueueFigures
    private let pools: [PoolGauges]
    private let ready: Gauge
    private let logger: Logger

    /// - Parameters:
    ///   - status: of the service whose health is told.
    ///   - registry: what `/metrics` writes.
    ///   - database: where the queue is asked, on a connection of its own.
    ///   - kinds: kinds of jobs that metrics tell apart.
    ///   - pools: whose connections are counted, by name.
    package init(
        _ address: HTTPAddress, status: ServiceStatus, registry: PrometheusRegistry, database: PostgresPool,
        kinds: [String], pools: [String: PostgresPool], version: String, schema: Int, logger: Logger
    ) {
        self.address = address
        self.status = status
        self.registry = registry
        self.logger = logger
        figures = QueueFigures(pool: database, kinds: kinds, registry, logger: logger)
        self.pools = pools.map { PoolGauges(name: $0.key, pool: $0.value, registry) }
        ready = Gauge(label: "ready", factory: registry)
        Gauge(
            label: "build_info", dimensions: [("version", version), ("schema", "\(schema)")], factory: registry
        ).record(1)
    }

    /// Serves until a graceful shutdown.
    ///
    /// - Throws: ``CannotListen``.
    package func run() async throws {
        // What a server has to say of clients that hang up is no event of the worker's.
        var quiet = logger
        quiet.logLevel = .critical
        let app = Application(
            router: router(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionShare(), ConnectionAge(most: Self.age)],
                    idleTimeout: TimeAmount(Self.idle))),
            configuration: .init(
                address: .hostname(address.host, port: address.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? address.port
                logger.info(
                    "serves health and metrics",
                    metadata: ["address": "\(HTTPAddress(host: address.host, port: port))"])
            },
            logger: quiet)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await app.run() }
                group.addTask {
                    try await gracefulShutdown()
                    // A client that does not read its answer must not hold the end up.
                    try await Task.sleep(for: Self.farewell)
                }
                try await group.next()
                group.cancelAll()
            }
        } catch let error where !(error is CancellationError) {
            throw CannotListen(
                description: "cannot listen on \(address): \(error); give another address by --http HOST:PORT")
        }
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.get("livez") { _, _ in
            let health = Health(status)
            return try Self.answer(health.isAlive, health.reasons)
        }
        router.get("readyz") { _, _ in
            let health = Health(status)
            return try Self.answer(health.isReady, health.reasons)
        }
        router.get("metrics") { _, _ in
            await figures.update()
            for pool in pools { pool.update() }
            ready.record(Health(status).isReady ? 1 : 0)
            return Response(
                status: .ok, headers: [.contentType: PrometheusRegistry.contentType],
                body: .init(byteBuffer: ByteBuffer(string: registry.text())))
        }
        return router
    }

    private struct Answer: Encodable {
        let ok: Bool
        let reasons: [Health.Reason]
    }

    private static func answer(_ isWell: Bool, _ reasons: [Health.Reason]) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = try encoder.encode(Answer(ok: isWell, reasons: isWell ? [] : reasons))
        return Response(
            status: isWell ? .ok : .serviceUnavailable, headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: json)))
    }
}
