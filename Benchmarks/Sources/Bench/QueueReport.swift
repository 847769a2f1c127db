import Foundation

/// What was measured of queues, as a table in Markdown.
struct QueueReport {
    let outcomes: [QueueOutcome]
    let rounds: Int
    let server: String

    var text: String {
        let rows = outcomes.map { outcome in
            let waits = [0.5, 0.99].map { share in
                String(format: "%.2f ms", outcome.median { $0.wait(share) })
            }
            return
                "| \(outcome.isDurable ? "on" : "off") | \(outcome.queue) | \(waits[0]) | \(waits[1]) | \(Int(outcome.median(\.rate))) |"
        }
        return """
            \(Date.now.formatted(.iso8601.year().month().day())); \(ProcessInfo.processInfo.processorCount) cores, PostgreSQL \(server); medians of \(rounds) rounds

            | fsync | queue | asking to start, idle, p50 | p99 | small jobs a second |
            |---|---|---:|---:|---:|
            \(rows.joined(separator: "\n"))
            """
    }
}
