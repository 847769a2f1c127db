package import Jobs
import Logging
package import Postgres
import Worker

extension TestDatabase {
    /// Lets a worker, as `merit_worker` that reads the source as `merit_reader`, do what is due.
    ///
    /// - Parameters:
    ///   - handlers: what it can do; the real handlers where it is nil.
    ///   - source: where it reads instead.
    ///   - adjust: changes how it works.
    package func work(
        handlers: [any JobHandler]? = nil, source: PostgresConfiguration? = nil,
        adjust: (inout JobService.Configuration) -> Void = { _ in }
    ) async throws {
        let database = try configuration(user: "merit_worker")
        var configuration = JobService.Configuration(database: database, host: "test", processID: 1, version: "test")
        configuration.endsWhenIdle = true
        configuration.tick = .milliseconds(50)
        configuration.backoff = Backoff(base: .milliseconds(10), limit: .milliseconds(50))
        adjust(&configuration)
        let pool = PostgresPool(database, maximum: 2 * configuration.slots)
        let reader = try source ?? self.configuration(user: "merit_reader")
        let sourceDatabase = SourceDatabase(pool: PostgresPool(reader, maximum: configuration.slots))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let service = JobService(
            configuration, pool: pool,
            handlers: handlers
                ?? [
                    ScorePeriod(source: sourceDatabase, engineVersion: "test"), CheckTemplate(source: sourceDatabase),
                    ReviewQuarter(source: sourceDatabase, engineVersion: "test"),
                    StandPeriod(source: sourceDatabase), ReadRows(source: sourceDatabase),
                ],
            logger: logger)
        do {
            try await service.run()
        } catch {
            await pool.close()
            await sourceDatabase.pool.close()
            throw error
        }
        await pool.close()
        await sourceDatabase.pool.close()
    }

    /// Asks for every period again, as `merit_hr`, and lets a worker score them.
    package func rescore() async throws {
        try await withConnection(user: "merit_hr") {
            try await $0.script("update merit.appraisal_period set status = 'pending'")
        }
        try await work()
    }
}
