import Logging
import Postgres

/// What has to be done again and again, apart from the loop that renews leases: that one waits for nothing else.
///
/// Sweeping has a loop of its own, so that no other duty that waits holds it up.
struct Duties {
    let service: JobService
    let workerID: Int
    let pool: PostgresPool

    /// How many sessions it uses: to sweep, for another duty, and to see who is in the way.
    static let sessions = 3
    /// How long one duty may take on the server.
    private static let limit = Duration.seconds(20)

    /// Performs what is due until `ended` does.
    func perform(until ended: AsyncStream<Void>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await loop(sweeping: true) }
            group.addTask { await loop(sweeping: false) }
            for await _ in ended {}
            group.cancelAll()
        }
    }

    private func loop(sweeping: Bool) async {
        var failures = 0
        var lastSaid: String?
        while !Task.isCancelled {
            do {
                while try await pool.withConnection({ try await performOne(sweeping: sweeping, on: $0) }) {}
                (failures, lastSaid) = (0, nil)
            } catch  where Task.isCancelled {
                return
            } catch {
                let said = String(describing: error)
                if said != lastSaid {
                    service.logger.error(
                        "duties cannot be performed; trying again", metadata: ["error": "\(said)"])
                }
                (failures, lastSaid) = (failures + 1, said)
            }
            let delay =
                failures == 0
                ? service.configuration.tick * Double.random(in: 0.9...1.1)
                : service.configuration.reconnection.delay(after: failures - 1)
            try? await Task.sleep(for: delay)
        }
    }

    /// - Returns: false if no duty is due, or others perform all that are.
    private func performOne(sweeping: Bool, on connection: PostgresConnection) async throws -> Bool {
        let (answer, seen) = await watching(connection) {
            try await limited(connection) { try await $0.query(Statements.performDuty, workerID, sweeping) }
        }
        let rows: PostgresRows
        do {
            rows = try answer.get()
        } catch let error as PostgresError where error.sqlState == "55P03" {
            throw Hindrance(error: error, obstacle: await whoever(seen))
        }
        for row in rows {
            let note = try Note(row)
            let obstacle = note.isHeldUp ? await whoever(seen) : nil
            note.log(by: service, obstacle: obstacle)
            guard let obstacle else { continue }
            _ = try await limited(connection) { try await $0.execute(Statements.explainDuty, note.duty, obstacle) }
        }
        return !rows.isEmpty
    }

    /// The table of duties itself is held.
    private struct Hindrance: Error, CustomStringConvertible {
        let error: PostgresError
        let obstacle: String?
        var description: String { [error.description, obstacle].compactMap { $0 }.joined(separator: ": ") }
    }

    /// Runs something that ends, whoever is in the way.
    ///
    /// A duty itself waits for locks as long as `merit.perform_due` and `merit.sweep` set; the limit here is for what
    /// is asked beside it.
    private func limited<Answer: Sendable>(
        _ connection: PostgresConnection, _ body: @escaping @Sendable (PostgresConnection) async throws -> Answer
    ) async throws -> Answer {
        try await connection.answering(within: Self.limit + service.configuration.patience, to: "a duty") {
            try await connection.withTransaction { connection in
                try await connection.limit(locks: .seconds(2), statements: Self.limit)
                return try await body(connection)
            }
        }
    }

    /// Says beside the answer who was in its way, where somebody was seen to be.
    private func watching(
        _ connection: PostgresConnection, _ ask: @escaping @Sendable () async throws -> PostgresRows
    ) async -> (answer: Result<PostgresRows, any Error>, obstacle: String?) {
        let processID = await connection.processID
        return await withTaskGroup(of: Seen.self) { group in
            group.addTask {
                do { return .answer(.success(try await ask())) } catch { return .answer(.failure(error)) }
            }
            group.addTask { .obstacle(await watch(processID)) }
            var answer = Result<PostgresRows, any Error>.failure(CancellationError())
            var obstacle: String?
            for await seen in group {
                switch seen {
                case .answer(let given):
                    answer = given
                    group.cancelAll()
                case .obstacle(let found):
                    obstacle = found
                }
            }
            return (answer, obstacle)
        }
    }

    private enum Seen: Sendable {
        case answer(Result<PostgresRows, any Error>)
        case obstacle(String?)
    }

    /// Looks on until it is cancelled; what it saw last is what counts.
    private func watch(_ processID: Int32) async -> String? {
        var seen: String?
        while (try? await Task.sleep(for: .milliseconds(400))) != nil {
            if let found = await Obstacle.find(of: processID, in: pool) { seen = found }
        }
        return seen
    }

    /// The blocker seen; if none was seen in time, whoever still locks a whole table.
    private func whoever(_ seen: String?) async -> String? {
        if let seen { return seen }
        return await Obstacle.find(of: 0, in: pool)
    }

    /// One thing that a duty tells.
    private struct Note {
        let duty: String
        let job: Int64?
        let worker: Int?
        let state: String?
        let text: String?
        let blamesWorker: Bool

        init(_ row: PostgresRow) throws {
            (duty, job, worker, state, text, blamesWorker) = try row.decode(
                String.self, Int64?.self, Int?.self, String?.self, String?.self, Bool.self)
        }

        var isHeldUp: Bool { job == nil && state == "held up" }

        func log(by service: JobService, obstacle: String?) {
            guard let text else { return }
            if blamesWorker { service.metrics.tookOver() }
            var metadata: Logger.Metadata = ["duty": "\(duty)"]
            metadata["job_id"] = job.map { "\($0)" }
            metadata["worker"] = worker.map { "\($0)" }
            metadata["state"] = state.map { "\($0)" }
            if isHeldUp { metadata["held_by"] = obstacle.map { "\($0)" } }
            service.logger.log(
                level: job == nil && state == nil ? .info : .warning, "\(text)", metadata: metadata)
        }
    }
}
