import Postgres
import Support

@testable import Jobs

/// The queue as it is: steps run the shipped statements against the test's database.
actor QueueWorld {
    private let database: TestDatabase
    /// As `merit_worker`, for what an attempt writes.
    private let work: PostgresPool
    /// As the superuser, for people and for time.
    private let people: PostgresPool
    private let completions: Completions
    private var sessions: [ControlSession] = []
    private var claims: [Job] = []

    init(_ database: TestDatabase) throws {
        self.database = database
        work = PostgresPool(try database.configuration(user: "merit_worker"), maximum: 2)
        completions = Completions(pool: work, patience: .seconds(60))
        people = PostgresPool(try database.configuration(), maximum: 2)
    }

    /// An empty queue with living workers.
    ///
    /// A lease runs out when a step says so, however long the steps before it took.
    func reset() async throws {
        try await closeSessions()
        try await people.withConnection { connection in
            try await connection.script(
                """
                truncate merit.job, merit.job_attempt, merit.worker_session, merit.paused restart identity;
                update merit.setting set value = '\(QueueModel.worstDeaths)' where name = 'worker_deaths';
                update merit.setting set value = '3600' where name = 'lease_seconds'
                """)
        }
        claims = []
        for _ in 0..<QueueStep.workers { sessions.append(try await ControlSession.open()) }
    }

    func close() async throws {
        try await closeSessions()
        await work.close()
        await people.close()
    }

    private func closeSessions() async throws {
        for session in sessions { await session.connection.close() }
        sessions = []
    }

    /// Does a step; `model` is the state before it, which says what its numbers stand for.
    ///
    /// Whoever does not get a lock in the milliseconds that the queue waits for one has changed nothing, and asks again, as
    /// a worker does: a vacuum of the server may have it, or a machine that stands still.
    func apply(_ step: QueueStep, _ model: QueueModel) async throws -> QueueAnswer {
        for _ in 1..<20 {
            do { return try await applyOnce(step, model) } catch let error as PostgresError {
                guard error.sqlState == "55P03" else { throw error }
            }
        }
        return try await applyOnce(step, model)
    }

    private func applyOnce(_ step: QueueStep, _ model: QueueModel) async throws -> QueueAnswer {
        switch step {
        case .ask(let subject): return try await people("select merit.ask('test', $1, clock_timestamp())", subject)
        case .askLater(let subject):
            return try await people("select merit.ask('test', $1, clock_timestamp() + interval '1 hour')", subject)
        case .becomeDue:
            return try await people(
                "update merit.job set run_at = now() where state = 'available' and run_at > now()"
            )
        case .claim(let worker):
            let jobs = try await sessions[model.current[worker]].claim(["test"], atMost: 1)
            claims += jobs
            guard let id = jobs.first?.id else { return .claimed(nil) }
            return .claimed(
                try await people.withConnection { connection in
                    try await connection.query("select count(*) from merit.job where job_id < $1", id).one().decode(
                        Int.self)
                })
        case .complete(let number):
            // With effects of its own, or without: those may share a statement.
            if number.isMultiple(of: 2), let claim = model.pickClaim(number) {
                do {
                    if try await completions.complete(claims[claim]) { return .settled("completed") }
                } catch is LeaseLost {
                    return .settled(nil)
                }
            }
            return try await write(number, model, Statements.completeJob) { $0.isEmpty ? nil : "completed" }
        case .report(let number):
            return try await write(number, model, Statements.recordProgress, JSONText("{}")) {
                $0.isEmpty ? nil : "running"
            }
        case .putBack(let number, let counted):
            return try await write(number, model, Statements.putBackJob, 0, counted, "why") {
                try $0.one().decode(String?.self)
            }
        case .fail(let number):
            return try await write(number, model, Statements.failJob, "why") { try $0.one().decode(String?.self) }
        case .heartbeat(let worker): return try await heartbeat(of: model.current[worker], model)
        case .expire(let number):
            guard let job = model.pick(number) else { return .nothing }
            return try await people(
                "update merit.job set lease_expires_at = clock_timestamp(), doubted = lease_token where job_id = \(Self.job) and state = 'running'",
                job)
        case .die(let worker):
            try await sessions[model.current[worker]].die()
            sessions.append(try await ControlSession.open())
            return .nothing
        case .leave(let worker):
            await sessions[model.current[worker]].close()
            sessions.append(try await ControlSession.open())
            return .nothing
        case .sweep(let worker):
            try await sessions[model.current[worker]].sweep()
            return .nothing
        case .cancel(let number): return try await people(on: number, model, "select merit.cancel(\(Self.job))")
        case .retry(let number): return try await people(on: number, model, "select merit.retry(\(Self.job))")
        case .pause: return try await people("select merit.pause('test')")
        case .resume: return try await people("select merit.resume()")
        case .prune: return try await people("select merit.prune(0)")
        }
    }

    /// As ``QueueModel/picture``.
    func picture() async throws -> [String] {
        let tokens = Dictionary(uniqueKeysWithValues: claims.enumerated().map { ($1.leaseToken, $0) })
        return try await people.withConnection { connection in
            try await connection.query(
                """
                select (row_number() over (order by job_id) - 1)::integer, subject_id, state, attempt, retries, deaths, lease_token,
                    case when state = 'available' then
                        case when run_at > now() + interval '1 minute' then ', not due' else
                            ', due ' || rank() over (partition by state = 'available' and run_at <= now() order by run_at, job_id)
                        end
                    end
                from merit.job order by job_id
                """
            ).map { row in
                let (index, subject, state, attempt, retries, deaths, token, due) = try row.decode(
                    Int.self, Int.self, String.self, Int.self, Int.self, Int.self, Int64?.self, String?.self)
                let claim =
                    token.map { token in tokens[token].map { "claim \($0)" } ?? "unknown token" } ?? "never claimed"
                return """
                    job \(index) of \(subject): \(state), attempt \(attempt), retries \(retries), deaths \(deaths), \
                    \(claim)\(due ?? "")
                    """
            }
        }
    }

    private func people(_ sql: String, _ parameters: Int...) async throws -> QueueAnswer {
        do {
            try await people.withConnection { connection in
                _ = try await connection.query(sql, parameters: parameters.map { Int64($0) })
            }
            return .nothing
        } catch let error as PostgresError where error.sqlState == "55000" {
            return .refused
        }
    }

    private func people(on number: Int, _ model: QueueModel, _ sql: String) async throws -> QueueAnswer {
        guard let job = model.pick(number) else { return .refused }
        return try await people(sql, job)
    }

    /// The job at a place.
    private static let job = "(select job_id from merit.job order by job_id offset $1 limit 1)"

    /// A write of an attempt under its token.
    private func write(
        _ number: Int, _ model: QueueModel, _ sql: String, _ more: any PostgresEncodable & Sendable...,
        answer: @Sendable (PostgresRows) throws -> String?
    ) async throws -> QueueAnswer {
        guard let claim = model.pickClaim(number) else { return .settled(nil) }
        let job = claims[claim]
        let parameters: [any PostgresEncodable] = [job.id, job.leaseToken] + more
        return .settled(
            try await work.withConnection { try answer(try await $0.query(sql, parameters: parameters)) })
    }

    private func heartbeat(of session: Int, _ model: QueueModel) async throws -> QueueAnswer {
        var stops: [Int: String] = [:]
        // One at a time: a worker never has two claims of one job, but this one remembers all it ever made.
        for (number, claim) in model.claims.enumerated() where claim.session == session {
            for (_, reason) in try await sessions[session].heartbeat([claims[number]]) {
                stops[number] = reason == .cancelled ? "cancelled" : "lost"
            }
        }
        return .stop(stops)
    }
}
