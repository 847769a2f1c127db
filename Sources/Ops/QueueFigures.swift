import Foundation
import Metrics
import Postgres
import Statements

/// What the database says of the queue and the periods, read anew for every scrape.
actor QueueFigures {
    /// How long the database may take; a scrape must end before Prometheus gives up (10 s by default).
    private static let patience = Duration.seconds(5)
    private static let jobStates = ["available", "running", "completed", "failed", "cancelled"]
    private static let periodStatuses = ["pending", "scoring", "scored", "failed", "closed", "cancelled"]
    private static let plain = [
        "period_waiting_seconds", "evaluations_with_problems", "workers_alive", "paused_kinds", "duties_failing",
        "clock_offset_seconds",
    ]

    private struct Series: Hashable {
        let family: String
        var labels: [String] = []
    }

    private let pool: PostgresPool
    private let kinds: [String]
    private let isUp: Gauge
    private let gauges: [Series: Gauge]

    init(pool: PostgresPool, kinds: [String], _ factory: any MetricsFactory) {
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
        for family in Self.plain { series[Series(family: family)] = [] }
        isUp = Gauge(label: "database_up", factory: factory)
        gauges = Dictionary(
            uniqueKeysWithValues: series.map {
                ($0.key, Gauge(label: $0.key.family, dimensions: $0.value, factory: factory))
            })
    }

    /// Sets the gauges to what holds now; to NaN where the database does not say.
    ///
    /// - Returns: why the database does not say.
    @discardableResult
    func update() async -> String? {
        do {
            let begun = Date.now
            var values = try await read()
            let middle = (begun.timeIntervalSince1970 + Date.now.timeIntervalSince1970) / 2
            values[Series(family: "clock_offset_seconds")] =
                values[Series(family: "database_seconds")].map { middle - $0 }
            for (series, gauge) in gauges { gauge.record(values[series] ?? 0) }
            isUp.record(1)
            return nil
        } catch {
            for gauge in gauges.values { gauge.record(Double.nan) }
            isUp.record(0)
            return "\(error)"
        }
    }

    private func read() async throws -> [Series: Double] {
        let kinds = kinds
        return try await pool.withConnection { connection in
            let rows = try await connection.answering(within: Self.patience) {
                try await connection.query(Statements.figures, kinds).map { row in
                    let (family, label, second, value) = try row.decode(
                        String.self, String?.self, String?.self, Double.self)
                    return (Series(family: family, labels: [label, second].compactMap(\.self)), value)
                }
            }
            return Dictionary(rows) { first, _ in first }
        }
    }
}
