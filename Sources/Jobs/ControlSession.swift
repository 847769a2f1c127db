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

    static func open(
        _ configuration: JobService.Configuration, prepare: (PostgresConnection) async throws -> Void, logger: Logger
    ) async throws -> ControlSession {
        let connection = try await PostgresConnection.connect(configuration.control)
        do {
            try await prepare(connection)
            let backend = try await connection.query("select pg_backend_pid()").one().decode(Int32.self)
            let isDirect = await backend == connection.processID
            if !isDirect {
                logger.warning(
                    "the control connection goes through a pooler; working by polling and leases alone, set a direct URL"
                )
            }
            let (workerID, alive) = try await connection.query(
                Statements.registerWorker, configuration.host, configuration.processID, configuration.version, isDirect
            ).one().decode(Int.self, Bool.self)
            guard alive else { throw UnusableInput("worker \(workerID) could not take its own advisory lock") }
            let hints = isDirect ? try await connection.listen(["merit_job"]) : AsyncStream { _ in }
            return ControlSession(workerID: workerID, connection: connection, hints: hints, isDirect: isDirect)
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Renews the leases of `jobs`; returns those that must stop.
    func heartbeat(_ jobs: [Job]) async throws -> [(job: Int64, reason: StopReason)] {
        try await connection.query(Statements.heartbeat, workerID, jobs.map(\.id), jobs.map(\.leaseToken)).map { row in
            let (job, reason) = try row.decode(Int64.self, String.self)
            return (job, reason == "overtime" ? .overtime : .leaseLost)
        }
    }

    func claim(_ kinds: [String], atMost count: Int) async throws -> [Job] {
        try await connection.query(Statements.claimJobs, workerID, kinds, count).map { row in
            let (id, kind, subject, attempt, maximum, retries, token) = try row.decode(
                Int64.self, String.self, Int64.self, Int.self, Int.self, Int.self, Int64.self)
            return Job(
                id: id, kind: kind, subjectID: subject, attempt: attempt, maxAttempts: maximum, retries: retries,
                leaseToken: token)
        }
    }

    /// Puts back the jobs of workers that are gone.
    func sweep(logger: Logger) async throws {
        for row in try await connection.query(Statements.sweepJobs) {
            let (job, worker, state, why) = try row.decode(Int64.self, Int?.self, String?.self, String.self)
            logger.warning(
                "took a job from a worker that is gone",
                metadata: [
                    "job_id": "\(job)", "worker": "\(worker ?? 0)", "why": "\(why)", "state": "\(state ?? "running")",
                ])
        }
    }

    /// Whether jobs of some kinds are running, due or waiting for another try, and when the next will be due.
    func queueState(_ kinds: [String]) async throws -> (busy: Bool, nextDue: Duration?) {
        let (running, waiting, next) = try await connection.query(Statements.queueState, kinds)
            .one().decode(Bool.self, Bool.self, Int64?.self)
        return (running || waiting, next.map { .milliseconds($0) })
    }

    /// Ends the session, also where its task was cancelled.
    func close() async {
        await Task {
            // A connection that is lost needs no farewell; the row is forgotten by the next worker that ends.
            _ = try? await connection.execute(Statements.forgetWorkers, workerID)
            await connection.close()
        }.value
    }
}
