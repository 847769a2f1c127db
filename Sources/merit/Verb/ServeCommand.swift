import ArgumentParser
import Logging
import Ops
import Portal
import Postgres
import ServiceLifecycle
import Store
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves the portal, where people see and do what is theirs, until it is told to end.",
        discussion: "Connect as merit_portal. docs/portal.md says how people sign in.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var serve: ServeOptions

    func run() async throws {
        ProcessLimits.giveMemoryBack()
        let settings = try await database.settings(serve.flags)
        let configuration = try settings.portal()
        let logger = settings.logger
        _ = ProcessLimits.allowAllFiles()
        if !configuration.isPrivate {
            logger.warning(
                "people reach the portal without TLS, and others can read along and be them; give portal.url with https, and a proxy or portal.certificate",
                metadata: ["url": "\(configuration.origin)"])
        }
        let pool = PostgresPool(
            try settings.database("serve"), maximum: settings.number(.portalConnections), logger: logger)
        do {
            let server = try PortalServer(
                configuration, database: pool, registry: PrometheusRegistry(families: MetricFamily.portal),
                logger: logger)
            var quiet = logger
            quiet.logLevel = .warning
            let group = ServiceGroup(
                configuration: .init(
                    services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
            try await group.run()
            await pool.close()
            logger.info("the portal has ended")
        } catch {
            logger.error("the portal ends", metadata: ["error": "\(Console.explanation(of: error))"])
            throw ExitCode.failure
        }
    }
}
