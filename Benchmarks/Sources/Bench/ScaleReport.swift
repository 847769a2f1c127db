import Foundation

/// What people and tickets cost, as tables in Markdown.
struct ScaleReport {
    let measured: Measured<[Scale.Outcome]>
    let shards: Int

    private var outcomes: [Scale.Outcome] { measured.outcomes }

    /// Of a scoring, as `merit.run` names them.
    private static let stages = ["asked", "given", "measured", "scored", "consequences"]

    var text: String {
        let sizes = outcomes.map { "\($0.size.tickets) tickets, \($0.size.people) people" }
        var lines = [
            measured.head("seconds"), "", "| | \(sizes.joined(separator: " | ")) |",
            "|---|\(outcomes.map { _ in "---:|" }.joined())",
            line("one table, by the clock, s") { Self.shown($0.oneTable.total.median) },
        ]
        lines += Self.stages.map { stage in line("… \(stage)") { Self.shown($0.oneTable.stages[stage] ?? 0) } }
        lines += [
            line("… written, and the job itself") {
                Self.shown(($0.oneTable.total.seconds.last ?? 0) - $0.oneTable.stages.values.reduce(0, +))
            },
            line("… of the worker's core") { Self.shown($0.oneTable.worker.median) },
            line("\(shards) shards, by the clock, s") { Self.shown($0.sharded.total.median) },
            line("… of the shards' cores") { Self.shown($0.sharded.shards.median) },
            line("… of the source database's core") { Self.shown($0.sharded.source.median) },
            line("… of the worker's core") { Self.shown($0.sharded.worker.median) },
            line("… of the core that writes") { Self.shown($0.sharded.writing.median) },
            line("worker's peak, MB") { "\($0.peakMemory)" },
            line("planning the statement on ticket, ms") { Self.shown($0.planning.median * 1000) },
            line("results of a month with indexes, bytes a person") { "\($0.results / Int64($0.size.people))" },
            line("tickets, bytes each") { "\($0.tickets / Int64($0.size.tickets))" },
        ]
        if let (ticket, person) = costs {
            lines += [
                "",
                "On a shard a ticket takes \(Self.shown(ticket * 1e6)) µs of a core, a person \(Self.shown(person * 1e6)) µs.",
            ]
        }
        return lines.joined(separator: "\n")
    }

    /// Seconds of a shard's core for a ticket and for a person, out of both companies.
    private var costs: (ticket: Double, person: Double)? {
        guard outcomes.count == 2 else { return nil }
        let (a, b) = (outcomes[0], outcomes[1])
        let (t, p) = ([a, b].map { Double($0.size.tickets) }, [a, b].map { Double($0.size.people) })
        let s = [a, b].map { $0.sharded.shards.median }
        let determinant = t[0] * p[1] - t[1] * p[0]
        guard determinant != 0 else { return nil }
        return ((s[0] * p[1] - s[1] * p[0]) / determinant, (t[0] * s[1] - t[1] * s[0]) / determinant)
    }

    private func line(_ name: String, _ cell: (Scale.Outcome) -> String) -> String {
        "| \(name) | \(outcomes.map(cell).joined(separator: " | ")) |"
    }

    private static func shown(_ number: Double) -> String { String(format: "%.2f", number) }
}
