import Jobs
import Logging
import Postgres
import ServiceLifecycle
import Support

/// A worker that does jobs of the kind `test` as a test says, and looks at the queue often.
struct TestWorker {
    let service: JobService
    private let pool: PostgresPool

    /// - Parameters:
    ///   - server: where the queue is; the test's database where it is nil.
    ///   - adjust: changes how it works; unless told otherwise it is woken by notifications, for it polls once an hour when idle.
    ///   - body: does a job.
    init(
        kind: String = "test", server: PostgresConfiguration? = nil,
        adjust: (inout JobService.Configuration) -> Void = { _ in },
        _ body: @escaping @Sendable (Attempt) async throws -> Void
    ) throws {
        let database =
            try server?.with(["user": "merit_worker"]) ?? TestDatabase.current.configuration(user: "merit_worker")
        var configuration = JobService.Configuration(database: database, host: "test", processID: 1, version: "test")
        configuration.tick = .milliseconds(20)
        configuration.heartbeat = .milliseconds(20)
        configuration.idlePoll = .seconds(3600)
        configuration.patience = .seconds(60)
        configuration.grace = .zero
        configuration.backoff = Backoff(base: .milliseconds(1), limit: .milliseconds(2))
        adjust(&configuration)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        pool = PostgresPool(database, maximum: 2 * configuration.slots)
        service = JobService(
            configuration, pool: pool, handlers: [TestHandler(kind: kind, body: body)], logger: logger)
    }

    /// Works until nothing is left to do.
    func untilIdle() async throws {
        try await service.run()
        await pool.close()
    }

    /// Works while `body` runs, and is shut down after it in good order.
    func during(_ body: (ServiceGroup) async throws -> Void) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let group = ServiceGroup(configuration: .init(services: [.init(service: service)], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await body(group)
            } catch {
                tasks.cancelAll()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        await pool.close()
    }

    private struct TestHandler: JobHandler {
        let kind: String
        let subject = "subject"
        let body: @Sendable (Attempt) async throws -> Void

        func run(_ attempt: Attempt) async throws {
            try await body(attempt)
        }
    }
}
