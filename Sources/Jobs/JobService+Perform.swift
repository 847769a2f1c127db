import Logging
import Postgres
import Statements

extension JobService {
    /// Has one job done and settles what becomes of it.
    func perform(_ job: Job, workerID: Int, stops: AsyncStream<StopReason>) async {
        var logger = logger
        logger[metadataKey: "job_id"] = "\(job.id)"
        logger[metadataKey: "kind"] = "\(job.kind)"
        logger[metadataKey: "attempt"] = "\(job.attempt)"
        logger.info("job begins")
        let fault = await attempt(job, workerID: workerID, stops: stops, logger: logger)
        do {
            try await settle(job, fault, logger: logger)
        } catch {
            logger.error(
                "the outcome could not be written; the next sweep puts the job back", metadata: ["error": "\(error)"])
        }
    }

    /// Runs the handler until it is done or told to stop; nil: the job completed.
    private func attempt(_ job: Job, workerID: Int, stops: AsyncStream<StopReason>, logger: Logger) async -> Fault? {
        await withTaskGroup(of: Fault?.self) { group in
            group.addTask {
                do {
                    guard let handler = handlers[job.kind] else {
                        throw UnusableInput("this worker knows no jobs of kind \(job.kind)")
                    }
                    try await pool.withConnection { connection in
                        let attempt = Attempt(job: job, workerID: workerID, logger: logger, connection: connection)
                        try await attempt.begin()
                        try await handler.run(attempt)
                    }
                    return nil
                } catch {
                    return Fault(error)
                }
            }
            group.addTask {
                for await reason in stops { return Fault(reason) }
                return .passing("interrupted")
            }
            let first = await group.next()
            group.cancelAll()
            return first.flatMap(\.self)
        }
    }

    private func settle(_ job: Job, _ fault: Fault?, logger: Logger) async throws {
        switch fault {
        case nil:
            logger.info("job completed")
        case .leaseLost:
            logger.warning("job was taken over; nothing of this attempt was written")
        case .unusable(let reason):
            logger.error("job failed", metadata: ["error": "\(reason)"])
            try await write(Statements.failJob, job, reason)
        case .ownWork(let reason) where job.attempt >= job.maxAttempts:
            logger.error("job failed for good", metadata: ["error": "\(reason)"])
            try await write(Statements.failJob, job, reason)
        case .ownWork(let reason):
            try await putBack(job, after: configuration.backoff.delay(after: job.attempt - 1), counted: true, reason, logger)
        case .passing(let reason):
            try await putBack(job, after: configuration.backoff.delay(after: job.retries), counted: false, reason, logger)
        case .handedBack(let reason):
            try await putBack(job, after: .zero, counted: false, reason, logger)
        }
    }

    private func putBack(_ job: Job, after delay: Duration, counted: Bool, _ reason: String, _ logger: Logger) async throws {
        logger.warning(
            "job is put back", metadata: ["error": "\(reason)", "milliseconds": "\(delay.milliseconds)", "counted": "\(counted)"])
        try await write(Statements.putBackJob, job, delay.milliseconds, counted, reason)
    }

    private func write(_ sql: String, _ job: Job, _ more: any PostgresEncodable...) async throws {
        let parameters: [any PostgresEncodable] = [job.id, job.leaseToken] + more
        _ = try await pool.withConnection { try await $0.query(sql, parameters: parameters) }
    }
}
