import Logging
import Postgres
import Statements

/// A worker's one control connection: its advisory lock, its heartbeat and its LISTEN share it, so that each proves the others.
struct ControlSession {
    let workerID: Int
    let connection: PostgresConnection
    /// Each hint that there may be work; ends when the connection is lost.
    let hints: AsyncStream<PostgresNotification>
    /// False behind a transaction pooler, where polling and leases do alone.
    let isDirect: Bool
    /// How long an answer is waited for.
    let patience: Duration

    static func open(
        _ configuration: JobService.Configuration,
        prepare: @escaping @Sendable (PostgresConnection) async throws -> Void, logger: Logger
    ) async throws -> ControlSession {
        let connection = try await PostgresConnection.connect(configuration.control, logger: logger)
        return try await connection.answering(within: configuration.patience) {
            try await open(connection, configuration, prepare: prepare, logger: logger)
        }
    }

    private static func open(
        _ connection: PostgresConnection, _ configuration: JobService.Configuration,
        prepare: (PostgresConnection) async throws -> Void, logger: Logger
    ) async throws -> ControlSession {
        do {
            try await prepare(connection)
            let backend = try await connection.query("select pg_backend_pid()").one().decode(Int32.self)
            let isDirect = await backend == connection.processID
            if !isDirect {
                logger.warning(
                    "the control connection goes through a pooler; working by polling and leases alone, set a direct URL"
                )
            }
            if await connection.transport == .plain { logger.warnOfPlainTransport(to: configuration.control) }
            let (workerID, alive) = try await connection.query(
                Statements.registerWorker, configuration.host, configuration.processID, configuration.version, isDirect
            ).one().decode(Int.self, Bool.self)
            guard alive else { throw UnusableInput("worker \(workerID) could not take its own advisory lock") }
            let hints = isDirect ? try await connection.listen(["merit_job"]) : AsyncStream { _ in }
            return ControlSession(
                workerID: workerID, connection: connection, hints: hints, isDirect: isDirect,
                patience: configuration.patience)
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Renews the leases of `jobs`; returns those that must stop.
    ///
    /// - Parameter jobs: each with whether it has waited for the server, and heard nothing, for too long.
    func heartbeat(_ jobs: [(job: Job, hearsNothing: Bool)]) async throws -> [(job: Int64, reason: StopReason)] {
        try await answering {
            try await connection.query(
                Statements.heartbeat, workerID, jobs.map(\.job.id), jobs.map(\.job.leaseToken), jobs.map(\.hearsNothing)
            )
        }.map { row in
            let (job, reason) = try row.decode(Int64.self, String.self)
            return (job, Self.stopReasons[reason] ?? .leaseLost)
        }
    }

    private static let stopReasons: [String: StopReason] = [
        "cancelled": .cancelled, "overtime": .overtime, "silent": .silent,
    ]

    func claim(_ kinds: [String], atMost count: Int) async throws -> [Job] {
        try await answering { try await connection.query(Statements.claimJobs, workerID, kinds, count) }.map { row in
            let (id, kind, subject, attempt, maximum, retries, token, whole) = try row.decode(
                Int64.self, String.self, Int64.self, Int.self, Int.self, Int.self, Int64.self, Bool.self)
            return Job(
                id: id, kind: kind, subjectID: subject, attempt: attempt, maxAttempts: maximum, retries: retries,
                leaseToken: token, isWhole: whole)
        }
    }

    /// Performs the duty that is due, if one is and no other worker does.
    func performDuty(logger: Logger, metrics: JobMetrics) async throws {
        for row in try await answering({ try await connection.query(Statements.performDuty, workerID) }) {
            let (duty, job, worker, state, note, blamesWorker) = try row.decode(
                String.self, Int64?.self, Int?.self, String?.self, String?.self, Bool.self)
            guard let note else { continue }
            if blamesWorker { metrics.tookOver() }
            var metadata: Logger.Metadata = ["duty": "\(duty)"]
            metadata["job_id"] = job.map { "\($0)" }
            metadata["worker"] = worker.map { "\($0)" }
            metadata["state"] = state.map { "\($0)" }
            logger.log(level: job == nil && state == nil ? .info : .warning, "\(note)", metadata: metadata)
        }
    }

    /// Whether jobs of some kinds are running, due or waiting for another try, and when the next will be due.
    func queueState(_ kinds: [String]) async throws -> (busy: Bool, nextDue: Duration?) {
        let (running, waiting, next) = try await answering {
            try await connection.query(Statements.queueState, kinds)
        }.one().decode(Bool.self, Bool.self, Int64?.self)
        return (running || waiting, next.map { .milliseconds($0) })
    }

    /// Ends the session, also where its task was cancelled.
    func close() async {
        await Task {
            // A connection that is lost needs no farewell: a sweep forgets the worker.
            _ = try? await answering { try await connection.execute(Statements.forgetWorker, workerID) }
            await connection.close()
        }.value
    }

    private func answering<Answer: Sendable>(_ ask: @escaping @Sendable () async throws -> Answer) async throws
        -> Answer
    {
        try await connection.answering(within: patience, ask)
    }
}
