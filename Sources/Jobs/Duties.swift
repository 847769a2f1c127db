import Logging
import Postgres
import Statements

/// What has to be done again and again, apart from the loop that renews leases: that one waits for nothing else.
///
/// Sweeping has a loop of its own, so that no other duty that waits holds it up.
struct Duties {
    let service: JobService
    let workerID: Int
    let pool: PostgresPool

    /// How many sessions it uses: to sweep, for another duty, and to see who is in the way.
    static let sessions = 3
    /// How long one duty may take on the server; `merit.perform_due` says how long it waits for a lock.
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
                while try await performOne(sweeping: sweeping) {}
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

    /// - Returns: false where none is due that nobody else performs.
    private func performOne(sweeping: Bool) async throws -> Bool {
        try await pool.withConnection { connection in
            let (rows, obstacle) = try await watching(connection) {
                try await limited(connection) { try await $0.query(Statements.performDuty, workerID, sweeping) }
            }
            for row in rows {
                let note = try Note(row)
                note.log(by: service, obstacle: obstacle)
                guard note.isHeldUp, let obstacle else { continue }
                _ = try await limited(connection) { try await $0.execute(Statements.explainDuty, note.duty, obstacle) }
            }
            return !rows.isEmpty
        }
    }

    /// Runs something that ends, whoever is in the way.
    private func limited<Answer: Sendable>(
        _ connection: PostgresConnection, _ body: @escaping @Sendable (PostgresConnection) async throws -> Answer
    ) async throws -> Answer {
        try await connection.answering(within: Self.limit + service.configuration.patience, to: "a duty") {
            try await connection.withTransaction { connection in
                try await connection.script(
                    "set local lock_timeout = '2s'; set local statement_timeout = '\(Self.limit.milliseconds)ms'")
                return try await body(connection)
            }
        }
    }

    /// Says beside the answer who was in its way, where somebody was seen to be.
    private func watching<Answer: Sendable>(
        _ connection: PostgresConnection, _ ask: @escaping @Sendable () async throws -> Answer
    ) async throws -> (Answer, obstacle: String?) {
        let processID = await connection.processID
        return try await withThrowingTaskGroup(of: Seen<Answer>.self) { group in
            group.addTask { .answer(try await ask()) }
            group.addTask { .obstacle(await watch(processID)) }
            var (answer, obstacle): (Answer?, String?) = (nil, nil)
            while let seen = try await group.next() {
                switch seen {
                case .answer(let given):
                    answer = given
                    group.cancelAll()
                case .obstacle(let found):
                    obstacle = found
                }
            }
            guard let answer else { throw CancellationError() }
            return (answer, obstacle)
        }
    }

    private enum Seen<Answer: Sendable>: Sendable {
        case answer(Answer)
        case obstacle(String?)
    }

    /// Looks on until it is cancelled; what it saw last is what counts.
    private func watch(_ processID: Int32) async -> String? {
        var seen: String?
        while (try? await Task.sleep(for: .milliseconds(400))) != nil {
            let found = try? await pool.withConnection {
                try await $0.query(Statements.heldUp, processID).one().decode(String?.self)
            }
            if let found { seen = found }
        }
        return seen
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
