import ArgumentParser
import Foundation
import Postgres
import ScratchServer

/// What an earlier build takes for a month beside this one: what came since costs nobody much who does not ask for it.
struct Beside: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A month of desk-data by this build, by an earlier one, and with kinds of work told apart.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "The program of an earlier build.") var earlier: String
    @Option(help: "How often each is measured.") var rounds = 5
    @Option(parsing: .upToNextOption, help: "TICKETS/PEOPLE instead of the usual sizes.") var size: [Size] = []
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    /// By how much this build may be slower.
    static let mostRatio = 1.25

    struct Outcome: Codable {
        let size: Size
        var months: [Month] = Month.names.map { Month(name: $0) }

        func ratio(_ place: Int) -> Double { months[place].samples.median / months[0].samples.median }
    }

    struct Month: Codable {
        static let names = [
            "the earlier build", "this build", "this build, with `mix: [category, reopened]` in two measures",
        ]

        let name: String
        var samples = Samples()
        /// In MB; of the worker.
        var peakMemory = 0
    }

    func run() async throws {
        let measured = try await ScratchServer.running(settings: ScratchServer.large) { server in
            var outcomes: [Outcome] = []
            for size in size.isEmpty ? [Size(500_000, 2_000), Size(5_000_000, 10_000)] : size {
                outcomes.append(try await measure(size, on: server))
            }
            return try await Measured(outcomes, rounds: rounds, on: server)
        }
        var lines = [
            measured.head("months of desk-data, others at work on the machine: \(Self.load)"), "",
            "| tickets | people | | median | fastest | ratio | worker's peak |", "|---:|---:|---|---:|---:|---:|---:|",
        ]
        for outcome in measured.outcomes {
            for (place, month) in outcome.months.enumerated() {
                let figures = [month.samples.median, month.samples.seconds.min() ?? .nan, outcome.ratio(place)]
                let shown = figures.map { String(format: "%.2f", $0) }.joined(separator: " | ")
                lines.append(
                    "| \(outcome.size.tickets) | \(outcome.size.people) | \(month.name) | \(shown) | \(month.peakMemory) MB |"
                )
            }
        }
        print(lines.joined(separator: "\n"))
        try Tool.write(measured, to: json)
        guard !measured.outcomes.allSatisfy({ $0.ratio(1) <= Self.mostRatio }) else { return }
        print("\nThis build takes more than \(Self.mostRatio) times what the earlier one takes.")
        throw ExitCode.failure
    }

    private func measure(_ size: Size, on server: ScratchServer) async throws -> Outcome {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Self.withKinds().write(to: file, atomically: true, encoding: .utf8)
        let before = try await Company.make(size, on: server, merit: earlier, named: "before_\(size.tickets)")
        let now = try await Company.make(size, on: server, merit: merit)
        let companies = [before, now, try await now.copy("kinds", on: server, by: file)]
        try await now.owner.withConnection { try await $0.script("checkpoint") }
        sync()
        var outcome = Outcome(size: size)
        try await withWorkers(of: companies) { workers in
            for round in -1..<rounds {
                // In turns, each time another first.
                for place in companies.indices {
                    let place = (place + round + 1) % companies.count
                    let time = try await Merit().run(companies[place].owner)
                    // Once before anything counts.
                    if round >= 0 { outcome.months[place].samples.add(time) }
                    note("  \(Month.names[place]): \(time) s")
                }
            }
            for place in workers.indices {
                outcome.months[place].peakMemory = ProcessFigures.peakMemory(of: workers[place])
            }
        }
        for company in companies { try await company.drop(from: server) }
        return outcome
    }

    private func withWorkers(
        of companies: [Company], _ workers: [Int32] = [], _ body: ([Int32]) async throws -> Void
    ) async throws {
        guard let first = companies.first else { return try await body(workers) }
        try await first.withWorker { worker in
            try await withWorkers(of: Array(companies.dropFirst()), workers + [worker], body)
        }
    }

    /// The template with a share and a mean held against work of the same kinds.
    private static func withKinds() throws -> String {
        let plain = try String(contentsOf: Company.template, encoding: .utf8)
        let mix = "\", mix: [category, reopened]}"
        return plain.replacing("version: 1", with: "version: 2")
            .replacing("period_end) - opened_at))\"}", with: "period_end) - opened_at))" + mix)
            .replacing("'resolved' and not reopened)\"}", with: "'resolved' and not reopened)" + mix)
    }

    /// How many processes wanted a core, in the last 1, 5 and 15 minutes.
    private static var load: String {
        let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
        return text.split(separator: " ").prefix(3).joined(separator: ", ")
    }
}
