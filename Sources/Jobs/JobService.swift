package import Logging
package import Metrics
package import Postgres
import ServiceLifecycle

/// Claims jobs and has them done, until a shutdown is asked for.
package struct JobService: Service {
    let configuration: Configuration
    let pool: PostgresPool
    let handlers: [String: any JobHandler]
    let completions: Completions
    let prepare: @Sendable (PostgresConnection) async throws -> Void
    let metrics: JobMetrics
    let logger: Logger
    /// The kinds of jobs it does.
    package var kinds: [String] { handlers.keys.sorted() }

    /// How it stands, for others to look at.
    package let status = ServiceStatus()

    /// - Parameters:
    ///   - pool: sessions that do the work; at least two for each slot.
    ///   - prepare: looks at the database each time it is reached, before any work, and throws where it cannot be worked on.
    ///   - metrics: where it counts what it does.
    package init(
        _ configuration: Configuration, pool: PostgresPool, handlers: [any JobHandler],
        prepare: @escaping @Sendable (PostgresConnection) async throws -> Void = { _ in },
        metrics: any MetricsFactory = NOOPMetricsHandler.instance, logger: Logger
    ) {
        self.configuration = configuration
        self.pool = pool
        completions = Completions(pool: pool, patience: configuration.patience)
        self.handlers = Dictionary(uniqueKeysWithValues: handlers.map { ($0.kind, $0) })
        self.prepare = prepare
        self.metrics = JobMetrics(metrics, kinds: handlers.map(\.kind))
        self.logger = logger
    }

    /// Serves the queue; whenever the control connection is lost, lets go of its jobs and connects anew.
    ///
    /// - Throws: where the database refuses what no waiting mends: missing schema, missing rights; and where it ends when it is idle,
    ///   a server that is a standby from the beginning.
    package func run() async throws {
        let duties = PostgresPool(configuration.database, maximum: Duties.sessions)
        do {
            try await serve(duties: duties)
        } catch {
            await duties.close()
            throw error
        }
        await duties.close()
    }

    private func serve(duties: PostgresPool) async throws {
        var failures = 0
        var hasServed = false
        while !Task.isShuttingDownGracefully && !Task.isCancelled {
            do {
                status.move()
                let session = try await ControlSession.open(configuration, prepare: prepare, logger: logger)
                (failures, hasServed) = (0, true)
                logger.info("worker is ready", metadata: ["worker": "\(session.workerID)"])
                if try await serve(session, duties: duties) { return }
                status.enter(.connecting("the control connection was lost"))
                metrics.controlConnectionLost()
            } catch let error as PostgresError
                where error.isOfStandby && configuration.endsWhenIdle && !hasServed
            {
                // Whoever waits for the end would wait for good. One that has worked waits for the primary to come back.
                throw error
            } catch let error as PostgresError where error.isTransient || error.isRefusalForNow {
                let isAway = error.code == .cannotConnect || error.isConnectionLoss
                logger.error(
                    isAway
                        ? "no connection to the database; trying again"
                        : "the database does not let the worker work; trying again",
                    metadata: ["error": "\(error.explained)"])
                status.enter(.connecting(error.explained))
            } catch let error as NotNow {
                logger.error("the worker cannot begin; trying again", metadata: ["error": "\(error)"])
                status.enter(.connecting(error.description))
            }
            let delay = configuration.reconnection.delay(after: failures)
            failures += 1
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: delay) }
        }
    }

    /// - Returns: true where the service has ended, false where the control connection was lost.
    private func serve(_ session: ControlSession, duties: PostgresPool) async throws -> Bool {
        status.enter(.serving)
        metrics.listens(session.isDirect)
        defer { metrics.listens(false) }
        do {
            let ended = try await Shift(service: self, session: session, duties: duties).run()
            await session.close()
            return ended
        } catch {
            await session.close()
            throw error
        }
    }
}
