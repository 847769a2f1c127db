import ArgumentParser
import Foundation
import Jobs
import Logging
import Postgres
import ServiceLifecycle
import Store
import UnixSignals
import Worker

struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Does what is asked for, until it is told to end.")

    @OptionGroup var database: DatabaseOptions
    @Option(help: "How many jobs run at once.") var jobs = 1
    @Flag(help: "End when no job is due, running or waiting for another try.") var untilIdle = false
    @Option(help: ArgumentHelp("How long running jobs may go on after SIGTERM.", valueName: "seconds")) var grace = 30
    @Option(
        help: ArgumentHelp(
            "A direct connection for heartbeats and notifications, past a transaction pooler; default: MERIT_DIRECT_URL.",
            valueName: "conninfo"))
    var directDatabase: String?

    func validate() throws {
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs is a number from 1 to 64") }
        guard (0...86_400).contains(grace) else { throw ValidationError("--grace is a number of seconds up to a day") }
    }

    func run() async throws {
        let logger = Logger(label: "merit")
        let service = try WorkerService.assemble(
            database: database, direct: directDatabase, jobs: jobs, untilIdle: untilIdle, grace: .seconds(grace),
            logger: logger)
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }
}
