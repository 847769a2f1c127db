import Logging
import Postgres

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
    /// Says who is in the way of an answer that does not come, on a session of its own.
    var why: @Sendable () async -> String? = { nil }

    static func open(
        _ configuration: JobService.Configuration,
        prepare: @escaping @Sendable (PostgresConnection) async throws -> Void, logger: Logger
    ) async throws -> ControlSession {
        let connection = try await PostgresConnection.connect(configuration.control, logger: logger)
        let processID = await connection.processID
        let why: @Sendable () async -> String? = { await Obstacle.find(of: processID, in: configuration.database) }
        return try await connection.answering(
            within: configuration.patience, to: "the announcement of a worker", why: why
        ) {
            try await open(connection, configuration, prepare: prepare, why: why, logger: logger)
        }
    }

    private static func open(
        _ connection: PostgresConnection, _ configuration: JobService.Configuration,
        prepare: (PostgresConnection) async throws -> Void, why: @escaping @Sendable () async -> String?, logger: Logger
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
            guard alive else { throw NotNow("worker \(workerID) could not take its own advisory lock") }
            // A statement reads what its functions' rows are made of before their own limits hold: leases must not wait for that.
            if isDirect { try await connection.script("set lock_timeout = '250ms'") }
            let hints = isDirect ? try await connection.listen(["merit_job"]) : AsyncStream { _ in }
            return ControlSession(
                workerID: workerID, connection: connection, hints: hints, isDirect: isDirect,
                patience: configuration.patience, why: why)
        } catch {
            await connection.close()
            throw error
        }
    }

    /// What a heartbeat brought.
    struct Beat {
        /// Jobs that must stop, and why.
        var stops: [(job: Int64, reason: StopReason)] = []
        /// Who holds the queue, where no lease could be renewed for that.
        var obstacle: String?
    }

    /// Renews the leases of `jobs`, and says which must stop.
    ///
    /// - Parameter jobs: each with whether it has waited for the server, and heard nothing, for too long.
    func heartbeat(_ jobs: [(job: Job, hearsNothing: Bool)]) async throws -> Beat {
        var beat = Beat()
        let rows = try await answering("the renewal of leases") {
            try await connection.query(
                Statements.heartbeat, workerID, jobs.map(\.job.id), jobs.map(\.job.leaseToken), jobs.map(\.hearsNothing)
            )
        }
        for row in rows {
            let (job, reason, note) = try row.decode(Int64?.self, String.self, String?.self)
            guard let job else {
                beat.obstacle = note ?? "somebody held the queue for a moment"
                continue
            }
            beat.stops.append((job, Self.stop(reason, note)))
        }
        return beat
    }

    private static func stop(_ reason: String, _ note: String?) -> StopReason {
        switch reason {
        case "cancelled": .cancelled
        case "overtime": .overtime(note ?? "ran longer than the setting job_seconds allows")
        case "silent": .silent
        default: .leaseLost
        }
    }

    func claim(_ kinds: [String], atMost count: Int) async throws -> [Job] {
        try await answering("a claim of jobs") {
            try await connection.query(Statements.claimJobs, workerID, kinds, count)
        }.map { row in
            let (id, kind, subject, attempt, maximum, retries, token, whole) = try row.decode(
                Int64.self, String.self, Int64.self, Int.self, Int.self, Int.self, Int64.self, Bool.self)
            return Job(
                id: id, kind: kind, subjectID: subject, attempt: attempt, maxAttempts: maximum, retries: retries,
                leaseToken: token, isWhole: whole)
        }
    }

    /// Whether jobs of some kinds are running, due or waiting for another try, and when the next will be due.
    func queueState(_ kinds: [String]) async throws -> (busy: Bool, nextDue: Duration?) {
        let (running, waiting, next) = try await answering("a look at the queue") {
            try await connection.query(Statements.queueState, kinds)
        }.one().decode(Bool.self, Bool.self, Int64?.self)
        return (running || waiting, next.map { .milliseconds($0) })
    }

    /// Who holds the queue's tables now; nil where nobody does.
    func obstacle() async throws -> String? {
        let rows = try await answering("who holds the queue") { try await connection.query(Statements.heldUp, 0) }
        return try rows.one().decode(String?.self)
    }

    /// Ends the session, also where its task was cancelled.
    func close() async {
        await Task {
            // A connection that is lost needs no farewell: a sweep forgets the worker.
            _ = try? await answering("a farewell") { try await connection.execute(Statements.forgetWorker, workerID) }
            await connection.close()
        }.value
    }

    private func answering<Answer: Sendable>(
        _ question: String, _ ask: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await connection.answering(within: patience, to: question, why: why, ask)
    }
}
