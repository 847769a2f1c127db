import Foundation
import Jobs
import Logging
import Metrics
import Ops
import Postgres
import ServiceLifecycle
import Store
import Worker

/// Puts the service together.
enum WorkerService {
    /// The worker, and before it what shows its health and metrics where that was asked for.
    ///
    /// Whether the database can be worked on shows when the service runs.
    static func assemble(
        _ settings: Settings, untilIdle: Bool, logger: Logger
    ) throws -> [ServiceGroupConfiguration.ServiceConfiguration] {
        let jobs = settings.number(.jobs)
        let work = try settings.database("worker")
        let control = try settings.direct("worker")
        var configuration = JobService.Configuration(
            database: work, control: control, host: ProcessInfo.processInfo.hostName,
            processID: ProcessInfo.processInfo.processIdentifier, version: Version.current)
        configuration.slots = jobs
        configuration.endsWhenIdle = untilIdle
        configuration.grace = .seconds(settings.number(.grace))
        let address = settings.text(.http).flatMap { HTTPAddress($0) }
        let registry = address.map { _ in PrometheusRegistry() }
        let factory: any MetricsFactory = registry ?? NOOPMetricsHandler.instance
        // Where work goes the same way as the control connection, that says whether it crosses a network without TLS.
        let pool = PostgresPool(work, maximum: 2 * jobs, logger: control == nil ? nil : logger)
        let source = try settings.source("worker", sessions: jobs, logger: logger)
        if settings.text(.source) == nil {
            logger.warning(
                """
                the source is read by the worker's own login, whose rights the code behind its views has; give a login that reads \
                nothing else, such as the reader that merit migrate makes, by --source-database or MERIT_SOURCE_URL
                """)
        }
        let service = JobService(
            configuration, pool: pool,
            handlers: [
                ScorePeriod(source: source, engineVersion: Version.current, metrics: ScoringMetrics(factory)),
                CheckTemplate(source: source), ReviewQuarter(source: source, engineVersion: Version.current),
                StandPeriod(source: source), ReadRows(source: source),
            ],
            prepare: { connection in
                try await connection.requireWritable()
                try await Migrator().requireUsable(connection)
            }, metrics: factory, logger: logger)
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)
        ]
        if let address, let registry {
            let operations = OperationsServer(
                address, status: service.status, registry: registry,
                database: PostgresPool(try settings.database("worker metrics"), maximum: 1), kinds: service.kinds,
                pools: ["work": pool, "source": source.pool], version: Version.current, schema: Migrator().version,
                logger: logger)
            // First: shut down last, so that the end can be watched.
            services.insert(.init(service: operations), at: 0)
        }
        return services
    }
}
