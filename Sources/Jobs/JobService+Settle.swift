import Logging
import Postgres

extension JobService {
    /// How often an outcome is tried to be written: about as long as the lease lasts without a heartbeat.
    private static let settleAttempts = 5

    /// How often it is tried while somebody holds the queue: for two minutes or so, in which the worker may be told to end.
    private static let heldAttempts = 60

    /// Writes what becomes of a job, also where the attempt was cancelled: else it would have to be found out by others.
    func settle(_ job: Job, _ fault: Fault?, logger: Logger) async -> JobMetrics.Outcome {
        guard let fault else {
            logger.info("job completed")
            return .completed
        }
        // Whoever is told to end at once tries once.
        let attempts = Task.isCancelled ? 1 : Self.settleAttempts
        return await Task {
            var failures = 0
            while true {
                do {
                    return report(try await write(job, fault), fault, logger)
                } catch  where isHeld(error) && !fault.isHandingBack && failures < Self.heldAttempts {
                    // Its lease is renewed meanwhile, and no try is lost; whoever holds on for longer leaves it to a sweep.
                    if failures == 0 {
                        var metadata: Logger.Metadata = ["error": "\(error)"]
                        metadata["held_by"] = await Obstacle.find(of: 0, in: pool).map { "\($0)" }
                        logger.warning("the outcome waits for a lock", metadata: metadata)
                    }
                    try? await Task.sleep(for: min(configuration.backoff.delay(after: failures), .seconds(2)))
                } catch  where Fault(error).isPassing && failures + 1 < attempts {
                    logger.warning("the outcome could not be written yet", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: configuration.backoff.delay(after: failures))
                } catch {
                    logger.error(
                        "the outcome could not be written; a sweep puts the job back", metadata: ["error": "\(error)"])
                    return .unknown
                }
                failures += 1
            }
        }.value
    }

    private func isHeld(_ error: any Error) -> Bool {
        (error as? PostgresError)?.sqlState == "55P03"
    }

    /// - Returns: the job's new state; nil where somebody else has it now.
    private func write(_ job: Job, _ fault: Fault) async throws -> String? {
        switch fault {
        case .leaseLost:
            nil
        case .cancelled:
            try await release(job)
        case .unusable(let reason):
            try await fail(job, reason)
        case .ownWork(let reason) where job.attempt >= job.maxAttempts:
            try await fail(job, reason)
        case .ownWork(let reason):
            try await putBack(job, after: configuration.backoff.delay(after: job.attempt - 1), counted: true, reason)
        case .sessionLost(let reason):
            try await putBack(
                job, after: configuration.backoff.delay(after: job.retries), counted: false, reason, endingSession: true
            )
        case .passing(let reason):
            try await putBack(job, after: configuration.backoff.delay(after: job.retries), counted: false, reason)
        case .handedBack(let reason):
            try await putBack(job, after: .zero, counted: false, reason)
        case .early(let delay):
            try await putBack(job, after: delay, counted: false, nil)
        }
    }

    private func fail(_ job: Job, _ reason: String) async throws -> String? {
        try await answering {
            try await $0.query(Statements.failJob, job.id, job.leaseToken, reason).one().decode(String?.self)
        }
    }

    /// - Parameters:
    ///   - reason: nil where nothing went wrong.
    ///   - endingSession: whether the session that did the work is out of reach, and may hold what is needed here.
    private func putBack(
        _ job: Job, after delay: Duration, counted: Bool, _ reason: String?, endingSession: Bool = false
    ) async throws -> String? {
        try await answering { connection in
            if endingSession { try await connection.execute(Statements.endBackend, job.id, job.leaseToken) }
            return try await connection.query(
                Statements.putBackJob, job.id, job.leaseToken, delay.milliseconds, counted, reason
            ).one().decode(String?.self)
        }
    }

    /// Lets go of what a cancelled job had: its session is fit for other work.
    private func release(_ job: Job) async throws -> String? {
        try await answering {
            try await $0.execute(Statements.releaseBackend, job.id, job.leaseToken)
            return "cancelled"
        }
    }

    /// Nobody else watches over this: a server that does not answer any more is left.
    private func answering(
        _ ask: @escaping @Sendable (PostgresConnection) async throws -> String?
    ) async throws -> String? {
        try await pool.withConnection { connection in
            try await connection.answering(within: configuration.patience, to: "the outcome of a job") {
                try await ask(connection)
            }
        }
    }

    private func report(_ state: String?, _ fault: Fault, _ logger: Logger) -> JobMetrics.Outcome {
        switch state {
        case nil:
            logger.warning("the job is somebody else's now, or was completed just before its answer was lost")
            return fault == .leaseLost ? .leaseLost : .unknown
        case "available" where fault.isEarly:
            logger.info("the job waits until later")
            return .early
        case "available":
            logger.warning("the job is put back", metadata: ["error": "\(fault.logged)"])
            metrics.retried(fault)
            return if case .handedBack = fault { .handedBack } else { .putBack }
        case "cancelled" where fault == .cancelled:
            logger.warning("the job was cancelled; nothing of it was kept")
            return .cancelled
        case "cancelled":
            logger.log(
                level: fault.isHandingBack ? .info : .warning, "the job is superseded: it was asked for again",
                metadata: ["error": "\(fault.logged)"])
            return .superseded
        case "running":
            logger.warning("the job waits for a sweep: its subject is held", metadata: ["error": "\(fault.logged)"])
            return .putBack
        default:
            logger.error("the job failed", metadata: ["error": "\(fault.logged)"])
            return .failed
        }
    }
}
