import Foundation
import Logging
import Metrics
import Postgres
import Store
import Synchronization

/// What the database says of the queue and the periods, read anew for every scrape.
actor QueueFigures {
    /// How long the database may take; a scrape must end before Prometheus gives up (10 s by default).
    private static let patience = Duration.seconds(5)
    private static let jobStates = ["available", "running", "completed", "failed", "cancelled"]
    private static let periodStatuses = ["pending", "scoring", "scored", "failed", "closed", "cancelled"]
    private static let acts = [
        "self_evaluation", "evaluation", "answer", "calibration", "appeal", "proposal", "interview", "acknowledgement",
        "task", "training", "rule",
    ]
    private static let plain = [
        "period_waiting_seconds", "evaluations_with_problems", "data_unmatched", "workers_alive", "paused_kinds",
        "duties_failing",
        "clock_offset_seconds", "chain_seals", "chain_head",
    ]

    private struct Series: Hashable {
        let family: String
        var labels: [String] = []
    }

    private let pool: PostgresPool
    private let kinds: [String]
    private let isUp: Gauge
    private let gauges: [Series: Gauge]
    private let logger: Logger
    private var updating: Task<Void, Never>?
    /// Why the database did not answer the last time; nil where it did.
    private var complaint: String?

    init(pool: PostgresPool, kinds: [String], _ factory: any MetricsFactory, logger: Logger) {
        self.logger = logger
        self.pool = pool
        self.kinds = kinds
        let told = kinds + ["other"]
        var series: [Series: [(String, String)]] = [:]
        for kind in told {
            for state in Self.jobStates {
                series[Series(family: "jobs", labels: [kind, state])] = [("kind", kind), ("state", state)]
            }
            for family in ["oldest_waiting_job_seconds", "unresolved_failures"] {
                series[Series(family: family, labels: [kind])] = [("kind", kind)]
            }
        }
        for status in Self.periodStatuses {
            series[Series(family: "periods", labels: [status])] = [("status", status)]
        }
        for what in Self.acts {
            for family in ["acts_open", "acts_overdue"] {
                series[Series(family: family, labels: [what])] = [("what", what)]
            }
        }
        for kind in DataFinding.Kind.allCases {
            series[Series(family: "data_findings", labels: [kind.rawValue])] = [("kind", kind.rawValue)]
        }
        for family in Self.plain { series[Series(family: family)] = [] }
        isUp = Gauge(label: "database_up", factory: factory)
        gauges = Dictionary(
            uniqueKeysWithValues: series.map {
                ($0.key, Gauge(label: $0.key.family, dimensions: $0.value, factory: factory))
            })
    }

    /// Sets the gauges to what holds now; to NaN where the database does not say.
    ///
    /// Those who ask at the same time share an answer.
    func update() async {
        if let updating { return await updating.value }
        let task = Task { self.set(from: await self.read()) }
        updating = task
        await task.value
        updating = nil
    }

    private func set(from reading: Result<[Series: Double], any Error>) {
        switch reading {
        case .success(let values):
            for (series, gauge) in gauges { gauge.record(values[series] ?? 0) }
            isUp.record(1)
            if complaint != nil { logger.info("the database answers metrics again") }
            complaint = nil
        case .failure(let error):
            for gauge in gauges.values { gauge.record(Double.nan) }
            isUp.record(0)
            if complaint != "\(error)" {
                logger.warning("the database does not answer metrics", metadata: ["error": "\(error)"])
            }
            complaint = "\(error)"
        }
    }

    /// Ends with the patience, whatever the database does: a statement is cut off, connecting and waiting to are given up.
    private func read() async -> Result<[Series: Double], any Error> {
        let (pool, kinds) = (pool, kinds)
        let lent = Lent()
        return await withTaskGroup(of: Result<[Series: Double], any Error>.self) { group in
            group.addTask {
                do {
                    let begun = Date.now
                    var values = try await Self.ask(pool, kinds, lent)
                    let middle = (begun.timeIntervalSince1970 + Date.now.timeIntervalSince1970) / 2
                    values[Series(family: "clock_offset_seconds")] =
                        values[Series(family: "database_seconds")].map { middle - $0 }
                    return .success(values)
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return .failure(NoAnswer())
            }
            let first = await group.next() ?? .failure(NoAnswer())
            if case .failure(is NoAnswer) = first, lent.sever() {
                // The statement fails by itself now; asking the server to cancel it would take its time too.
                _ = await group.next()
            }
            group.cancelAll()
            return first
        }
    }

    /// The connection that a statement runs on, for whoever loses patience.
    private final class Lent: Sendable {
        private let connection = Mutex<PostgresConnection?>(nil)

        func hold(_ connection: PostgresConnection?) { self.connection.withLock { $0 = connection } }

        /// - Returns: false where nothing is lent.
        func sever() -> Bool {
            guard let connection = connection.withLock(\.self) else { return false }
            connection.sever()
            return true
        }
    }

    private struct NoAnswer: Error, CustomStringConvertible {
        let description = "no answer within \(QueueFigures.patience)"
    }

    private static func ask(
        _ pool: PostgresPool, _ kinds: [String], _ lent: Lent
    ) async throws -> [Series: Double] {
        try await pool.withConnection { connection in
            lent.hold(connection)
            defer { lent.hold(nil) }
            let rows = try await connection.query(Statements.figures, kinds).map { row in
                let (family, label, second, value) = try row.decode(
                    String.self, String?.self, String?.self, Double.self)
                return (Series(family: family, labels: [label, second].compactMap(\.self)), value)
            }
            return Dictionary(rows) { first, _ in first }
        }
    }
}
