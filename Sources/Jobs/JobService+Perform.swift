import Logging
import Postgres

extension JobService {
    /// How an attempt ended: by itself, or because it was told to stop.
    private enum Ending {
        case handler(Fault?)
        case stopped(Fault)
        /// Nobody looks on any more.
        case unwatched
    }

    /// Has one job done and settles what becomes of it.
    func perform(_ job: Job, workerID: Int, session: AttemptSession, stops: AsyncStream<StopReason>) async {
        let logger = logger(of: job, workerID: workerID)
        logger.info("job begins")
        let begun = ContinuousClock.now
        let fault = await attempt(job, workerID: workerID, session: session, stops: stops, logger: logger)
        let outcome = await settle(job, fault, logger: logger)
        metrics.attemptEnded(job.kind, outcome, after: .now - begun)
    }

    /// Names the job in whatever is logged of it.
    private func logger(of job: Job, workerID: Int) -> Logger {
        var fields: Logger.Metadata = [
            "job_id": "\(job.id)", "kind": "\(job.kind)", "attempt": "\(job.attempt)", "worker": "\(workerID)",
        ]
        if let subject = handlers[job.kind]?.subject { fields[subject] = "\(job.subjectID)" }
        var logger = logger
        // All at once: a handler may write them out anew for each that is set.
        logger.handler.metadata.merge(fields) { $1 }
        return logger
    }

    /// Runs the handler until it is done or told to stop; nil: the job completed, be it in the moment in which it was told.
    private func attempt(
        _ job: Job, workerID: Int, session: AttemptSession, stops: AsyncStream<StopReason>, logger: Logger
    ) async -> Fault? {
        let watch = PulseWatch(
            pace: configuration.heartbeat, pulse: { session.pulse }, look: { try await session.obstacle() })
        return await withTaskGroup(of: Ending.self) { group in
            group.addTask {
                .handler(await handle(job, workerID: workerID, session: session, watch: watch, logger: logger))
            }
            group.addTask {
                await watch.run()
                return .unwatched
            }
            group.addTask {
                for await reason in stops {
                    // Asking the server to stop would go unheard too.
                    if reason == .silent { session.sever() }
                    return .stopped(Fault(reason, heldBy: watch.obstacle))
                }
                return .stopped(Fault(CancellationError()))
            }
            var stopped: Fault?
            for await ending in group {
                switch ending {
                case .handler(let fault):
                    group.cancelAll()
                    return fault == nil ? nil : stopped ?? fault
                case .stopped(let fault):
                    stopped = fault
                    group.cancelAll()
                case .unwatched:
                    break
                }
            }
            return stopped
        }
    }

    /// - Returns: why the handler failed; nil where it did not.
    private func handle(
        _ job: Job, workerID: Int, session: AttemptSession, watch: PulseWatch, logger: Logger
    ) async -> Fault? {
        var fault: Fault?
        do {
            guard let handler = handlers[job.kind] else {
                throw UnusableInput("this worker knows no jobs of kind \(job.kind)")
            }
            try await handler.run(
                Attempt(job: job, workerID: workerID, logger: logger, session: session, completions: completions))
        } catch {
            fault = Fault(error, heldBy: watch.obstacle)
        }
        await session.end()
        return fault
    }
}
