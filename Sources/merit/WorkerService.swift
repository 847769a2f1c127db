import Foundation
import Jobs
import Logging
import Postgres
import Store
import Worker

/// Puts the service together.
enum WorkerService {
    /// - Throws: where a connection string cannot be read; whether the database can be worked on shows when the service runs.
    static func assemble(
        database: DatabaseOptions, direct: String?, jobs: Int, untilIdle: Bool, grace: Duration, logger: Logger
    ) throws -> JobService {
        let work = try database.configuration("worker")
        let direct = direct ?? DatabaseOptions.environment("MERIT_DIRECT_URL")
        var configuration = JobService.Configuration(
            database: work,
            control: try direct.map {
                try PostgresConfiguration($0, settings: DatabaseOptions.settings("worker")).followingThePrimary()
            },
            host: ProcessInfo.processInfo.hostName,
            processID: ProcessInfo.processInfo.processIdentifier, version: Version.current)
        configuration.slots = jobs
        configuration.endsWhenIdle = untilIdle
        configuration.grace = grace
        let pool = PostgresPool(work, maximum: 2 * jobs)
        let source = try database.source("worker", sessions: jobs)
        return JobService(
            configuration, pool: pool,
            handlers: [
                ScorePeriod(source: source, engineVersion: Version.current), CheckTemplate(source: source),
                ReviewQuarter(source: source, engineVersion: Version.current),
            ],
            prepare: { try await Migrator().requireUsable($0) }, logger: logger)
    }
}
