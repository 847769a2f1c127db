import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import Metrics
import NIOCore
import NIOSSL
package import Ops
import Pages
package import Postgres
import ServiceLifecycle

/// Serves the portal, and beside it its health and metrics, until a graceful shutdown.
package struct PortalServer: Service {
    /// An address cannot be bound, or a certificate cannot be read.
    package struct CannotListen: Error, CustomStringConvertible {
        package let description: String
    }

    /// At most this many connections; more wait.
    private static let mostConnections = 1024
    /// How long answers that are under way may take after a shutdown was asked for.
    private static let farewell = Duration.seconds(10)

    private let configuration: PortalConfiguration
    private let portal: Portal
    private let health: PortalHealth
    private let pace: RequestPace.Limits
    private let logger: Logger
    private let isServing: @Sendable () -> Void

    /// - Parameters:
    ///   - database: as merit_portal.
    ///   - registry: what `/metrics` writes.
    ///   - isServing: is called when people can come.
    package init(
        _ configuration: PortalConfiguration, database: PostgresPool, registry: PrometheusRegistry, logger: Logger,
        isServing: @escaping @Sendable () -> Void = {}
    ) throws {
        self.isServing = isServing
        self.configuration = configuration
        self.logger = logger
        pace = .init()
        portal = Portal(
            configuration: configuration, pool: database, pages: try PageLibrary(), served: ServedPages(),
            cookies: PortalCookie(configuration.origin), metrics: PortalMetrics(registry), logger: logger,
            provider: configuration.openID.map { OpenIDProvider($0) })
        health = PortalHealth(portal: portal, registry: registry)
    }

    /// - Throws: ``CannotListen``.
    package func run() async throws {
        // What a server has to say of clients that hang up is no event of the portal's.
        var quiet = logger
        quiet.logLevel = .critical
        let pace = pace
        let plain = HTTPServerBuilder.http1(
            configuration: .init(additionalChannelHandlers: [RequestPace(pace)], idleTimeout: .seconds(60)))
        let server = try secured(plain)
        let app = Application(
            router: portal.router(), server: server,
            configuration: .init(
                address: .hostname(configuration.address.host, port: configuration.address.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections)),
            onServerRunning: { channel in
                isServing()
                let port = channel.localAddress?.port ?? configuration.address.port
                logger.info(
                    "serves the portal",
                    metadata: [
                        "address": "\(HTTPAddress(host: configuration.address.host, port: port))",
                        "url": "\(configuration.origin)",
                    ])
            },
            logger: quiet)
        do {
            try await withThrowingTaskGroup(of: Part.self) { group in
                group.addTask {
                    try await app.run()
                    return .portal
                }
                if let address = configuration.health {
                    group.addTask {
                        try await health.run(at: address, logger: logger)
                        return .health
                    }
                }
                group.addTask {
                    try await gracefulShutdown()
                    logger.info("the portal is to end: what is under way is answered")
                    try await Task.sleep(for: Self.farewell)
                    return .farewell
                }
                // Nobody waits for an answer of the health: it ends at once, and what people asked for goes on.
                while try await group.next() == .health {}
                group.cancelAll()
            }
        } catch let error as CannotListen {
            await portal.provider?.shutDown()
            throw error
        } catch let error where !(error is CancellationError) {
            await portal.provider?.shutDown()
            throw CannotListen(
                description:
                    "cannot listen on \(configuration.address): \(error); give another address by --http HOST:PORT")
        } catch {
            await portal.provider?.shutDown()
            throw error
        }
        await portal.provider?.shutDown()
    }

    /// What ends by itself.
    private enum Part {
        case portal, health, farewell
    }

    private func secured(_ plain: HTTPServerBuilder) throws -> HTTPServerBuilder {
        guard let certificate = configuration.certificate else { return plain }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate.chain)
            let key = try NIOSSLPrivateKey(file: certificate.key, format: .pem)
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            tls.minimumTLSVersion = .tlsv12
            // Says now whether the key is the certificate's.
            _ = try NIOSSLContext(configuration: tls)
            return try .tls(plain, tlsConfiguration: tls)
        } catch {
            throw CannotListen(
                description:
                    "the certificate \(certificate.chain) with the key \(certificate.key) cannot be used: \(error)")
        }
    }
}
