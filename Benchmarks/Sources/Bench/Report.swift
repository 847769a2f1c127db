import Foundation

/// What was measured, as tables in Markdown.
struct Report {
    let measured: Measured<[Compare.Outcome]>

    private var outcomes: [Compare.Outcome] { measured.outcomes }

    /// In the order in which they are shown.
    private static let ways = [Floor.name, "hand-written SQL", "ADBC, DuckDB", "ConnectorX, Polars", "Merit"]

    private var ways: [String] { Self.ways.filter { way in outcomes.contains { $0.ways[way] != nil } } }

    var text: String {
        var lines = [
            measured.head("seconds"), "", "| tickets | people | \(ways.joined(separator: " | ")) | worker's peak |",
            "|---:|---:|\(ways.map { _ in "---:|" }.joined())---:|",
        ]
        for outcome in outcomes {
            let cells = ways.map { outcome.ways[$0].map { Self.shown($0.median) } ?? "" }
            lines.append(
                "| \(outcome.size.tickets) | \(outcome.size.people) | \(cells.joined(separator: " | ")) | \(outcome.peakMemory) MB |"
            )
        }
        lines += [
            "", "| Merit's time in terms of | \(others.joined(separator: " | ")) |",
            "|---|\(others.map { _ in "---:|" }.joined())",
        ]
        for outcome in outcomes {
            guard let merit = outcome.ways["Merit"]?.median else { continue }
            let cells = others.map { outcome.ways[$0].map { Self.shown(merit / $0.median) } ?? "" }
            lines.append("| \(outcome.size.tickets) tickets | \(cells.joined(separator: " | ")) |")
        }
        lines += [
            "",
            "| with tasks | floor | in terms of Merit | \(MeritWithTasks.name) | in terms of Merit | worker's peak |",
            "|---|---:|---:|---:|---:|---:|",
        ]
        for outcome in outcomes {
            guard let merit = outcome.ways["Merit"]?.median, let more = outcome.ways[MeritWithTasks.name]?.median,
                let floor = outcome.ways[Floor.nameWithTasks]?.median
            else { continue }
            let cells = [floor, more].map { "\(Self.shown($0)) | \(Self.shown($0 / merit))" }
            lines.append(
                "| \(outcome.size.tickets) tickets | \(cells.joined(separator: " | ")) | \(outcome.peakMemoryWithTasks) MB |"
            )
        }
        lines += deviations + [""] + exponents
        return lines.joined(separator: "\n")
    }

    private var others: [String] { ways.filter { $0 != "Merit" } }

    /// How many totals are others in floating point.
    private var deviations: [String] {
        let ways = ways.filter { way in outcomes.contains { $0.deviations[way] != nil } }
        guard !ways.isEmpty else { return [] }
        let rows = outcomes.map { outcome in
            let cells = ways.map { outcome.deviations[$0]?.description ?? "" }
            return "| \(outcome.size.tickets) tickets | \(cells.joined(separator: " | ")) |"
        }
        return [
            "", "| totals that differ from the exact ones | \(ways.joined(separator: " | ")) |",
            "|---|\(ways.map { _ in "---:|" }.joined())",
        ] + rows
    }

    /// How time grows with tickets from one size to the next: 1 is a straight line.
    private var exponents: [String] {
        zip(outcomes, outcomes.dropFirst()).compactMap { small, large in
            guard let before = small.ways["Merit"]?.median, let after = large.ways["Merit"]?.median else { return nil }
            let exponent = log(after / before) / log(Double(large.size.tickets) / Double(small.size.tickets))
            return
                "From \(small.size.tickets) to \(large.size.tickets) tickets time grows by the power \(Self.shown(exponent))."
        }
    }

    private static func shown(_ number: Double) -> String { String(format: "%.2f", number) }
}
