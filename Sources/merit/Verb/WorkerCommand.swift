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
    @OptionGroup var worker: WorkerOptions
    @Flag(help: "End when no job is due, running or waiting for another try.") var untilIdle = false

    func run() async throws {
        ProcessLimits.giveMemoryBack()
        let settings = try await database.settings(worker.flags)
        let logger = settings.logger
        let (files, needed) = (
            ProcessLimits.allowAllFiles(), ProcessLimits.filesNeeded(forJobs: settings.number(.jobs))
        )
        if files < needed {
            logger.warning(
                "so many jobs at once may run out of open files; raise the hard limit (ulimit -Hn, LimitNOFILE) or lower --jobs",
                metadata: ["limit": "\(files)", "needed": "\(needed)"])
        }
        do {
            let services = try WorkerService.assemble(settings, untilIdle: untilIdle, logger: logger)
            var quiet = logger
            quiet.logLevel = .warning
            let group = ServiceGroup(configuration: .init(services: services, logger: quiet))
            try await Self.run(group, logger: logger)
        } catch {
            logger.error("the worker ends", metadata: ["error": "\(Console.explanation(of: error))"])
            throw ExitCode.failure
        }
    }

    /// Runs until it ends by itself or by a signal: the first lets running jobs finish, the second hands them back at once.
    private static func run(_ group: ServiceGroup, logger: Logger) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                do {
                    try await group.run()
                } catch is CancellationError {
                    // Told to end at once, and did.
                }
                throw Ended()
            }
            tasks.addTask {
                var count = 0
                for await signal in signals {
                    count += 1
                    if count > 1 { break }
                    logger.info("shuts down: no new jobs, running ones may finish", metadata: ["signal": "\(signal)"])
                    await group.triggerGracefulShutdown()
                }
                guard !Task.isCancelled else { return }
                logger.warning("shuts down at once: running jobs are handed back")
                endAnyway()
            }
            do {
                // The first to end ends the other: the service by throwing, the second signal by returning.
                while try await tasks.next() != nil { tasks.cancelAll() }
            } catch is Ended {}
            tasks.cancelAll()
        }
    }

    /// Ends the process where handing back gets no answer: then a sweep finds what it left.
    private static func endAnyway() {
        DispatchQueue(label: "merit.end").asyncAfter(deadline: .now() + .seconds(10)) { Foundation.exit(1) }
    }

    /// The service has ended.
    private struct Ended: Error {}
}
