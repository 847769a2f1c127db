import Postgres

/// Completes jobs that have no effects of their own: those that end while one statement is under way share the next.
actor Completions {
    private let pool: PostgresPool
    private let patience: Duration
    private var isUnderWay = false
    private(set) var waiting: [(job: Job, turn: CheckedContinuation<Answer?, Never>)] = []

    /// The jobs that were completed, of those that shared a statement; nil where the server refused it.
    typealias Answer = Result<Set<Int64>?, any Error>

    /// - Parameter patience: how long an answer is waited for before the connection counts as lost.
    init(pool: PostgresPool, patience: Duration) {
        self.pool = pool
        self.patience = patience
    }

    /// Returns when the job's completion is committed.
    ///
    /// - Returns: false where the server refused, be it for another job's sake: nothing was done, and it is to be tried alone.
    /// - Throws: ``LeaseLost``, or how the connection was lost.
    func complete(_ job: Job) async throws -> Bool {
        try Task.checkCancellation()
        guard let completed = try await answer(to: job).get() else { return false }
        guard completed.contains(job.id) else { throw LeaseLost(job: job) }
        return true
    }

    /// Whoever finds no statement under way sends one, for all who wait; the first who came meanwhile sends the next.
    private func answer(to job: Job) async -> Answer {
        if isUnderWay, let answer = await withCheckedContinuation({ waiting.append((job, $0)) }) { return answer }
        isUnderWay = true
        let others = waiting
        waiting = []
        let answer = await send([job] + others.map(\.job))
        for other in others { other.turn.resume(returning: answer) }
        if waiting.isEmpty { isUnderWay = false } else { takeNext() }
        return answer
    }

    private func takeNext() {
        waiting.removeFirst().turn.resume(returning: nil)
    }

    private nonisolated func send(_ jobs: [Job]) async -> Answer {
        // A task of its own: the others' completion does not end with the attempt that sends it.
        await Task {
            do {
                return .success(
                    try await pool.withConnection { connection in
                        Set(
                            try await connection.answering(within: patience, to: "the completion of jobs") {
                                try await connection.query(
                                    Statements.completeJobs, jobs.map(\.id), jobs.map(\.leaseToken))
                            }.map { try $0.decode(Int64.self) })
                    })
            } catch {
                guard (error as? PostgresError)?.code == .server else { return .failure(error) }
                return .success(nil)
            }
        }.value
    }
}
