import Foundation

/// What was measured of queues, as a table in Markdown.
struct QueueReport {
    let measured: Measured<[QueueOutcome]>

    var text: String {
        let rows = measured.outcomes.map { outcome in
            let waits = [0.5, 0.99].map { share in
                String(format: "%.2f ms", outcome.median { $0.wait(share) })
            }
            return
                "| \(outcome.isDurable ? "on" : "off") | \(outcome.queue) | \(waits[0]) | \(waits[1]) | \(Int(outcome.median(\.rate))) |"
        }
        return """
            \(measured.head("waits and rates"))

            | fsync | queue | asking to start, idle, p50 | p99 | small jobs a second |
            |---|---|---:|---:|---:|
            \(rows.joined(separator: "\n"))
            """
    }
}
