import ArgumentParser
import Foundation
import Measures
import Postgres
import ScratchServer
import Subprocess

/// What working time costs beside the time that passed.
struct Working: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Means of working time over a month of tickets, and whole months, beside the same by the time that passed.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "How often each is measured.") var rounds = 5
    @Option(help: "TICKETS/PEOPLE.") var size = Size(5_000_000, 10_000)
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    /// By how much working time may be slower than the time that passed.
    static let mostRatio = 1.5

    struct Outcome: Codable {
        let size: Size
        /// By what was measured.
        var samples: [String: Samples] = [:]

        mutating func add(_ name: String, _ seconds: Double) {
            samples[name, default: Samples()].add(seconds)
            note("  \(name): \(seconds) s")
        }

        func ratio(_ name: String, to other: String) -> Double {
            (samples[name]?.median ?? .nan) / (samples[other]?.median ?? .nan)
        }
    }

    static let passed = "mean of `elapsed(opened_at, first_response_at)`"
    static let working = "mean of `working(opened_at, first_response_at)`"
    static let two = "the same, with another calendar for a tenth of the people"
    static let due = "share of `first_response_at <= due(opened_at, 8)`"
    static let month = "a month of `desk-data`"
    static let workingMonth = "the same with working time for each time that passed"

    func run() async throws {
        let measured = try await ScratchServer.running(settings: ScratchServer.large) { server in
            let company = try await Company.make(size, on: server, merit: merit)
            var outcome = Outcome(size: size)
            try await statements(of: company, into: &outcome)
            try await months(of: company, into: &outcome)
            return try await Measured(outcome, rounds: rounds, on: server)
        }
        let outcome = measured.outcomes
        var lines = [
            measured.head("\(size.tickets) tickets of \(size.people) people in one month; s"), "", "| | s | ratio |",
            "|---|---:|---:|",
        ]
        let lists = [
            [Self.passed, Self.working, Self.two, Self.due], [Self.month, Self.workingMonth],
        ]
        for list in lists {
            for name in list {
                let seconds = String(format: "%.2f", outcome.samples[name]?.median ?? .nan)
                let ratio = String(format: "%.2f", outcome.ratio(name, to: list[0]))
                lines.append("| \(name) | \(seconds) | \(ratio) |")
            }
        }
        print(lines.joined(separator: "\n"))
        try Tool.write(measured, to: json)
        let ratios = [
            outcome.ratio(Self.working, to: Self.passed), outcome.ratio(Self.workingMonth, to: Self.month),
        ]
        guard !ratios.allSatisfy({ $0 <= Self.mostRatio }) else { return }
        print("\nWorking time takes more than \(Self.mostRatio) times what the time that passed takes.")
        throw ExitCode.failure
    }

    /// One statement each, in turns.
    private func statements(of company: Company, into outcome: inout Outcome) async throws {
        let (one, more) = (Self.times(people: 0), Self.times(people: size.people))
        let all: [(name: String, value: String, times: WorkingTimes?)] = [
            (Self.passed, "avg(hours(elapsed(opened_at, first_response_at)))", nil),
            (Self.working, "avg(hours(working(opened_at, first_response_at)))", one),
            (Self.two, "avg(hours(working(opened_at, first_response_at)))", more),
            (Self.due, "share(first_response_at <= due(opened_at, 8))", one),
        ]
        let found = try await company.owner.withConnection { connection in
            var found: [(String, Double)] = []
            for round in -1..<rounds {
                for place in all.indices {
                    let (name, value, times) = all[(place + round + 1) % all.count]
                    let statement = try await TicketStatement(value: value, working: times, on: connection)
                    let (time, _) = try await statement.run("merit_source", months: 1, connection)
                    // Once before anything counts.
                    if round >= 0 { found.append((name, time)) }
                }
            }
            return found
        }
        for (name, time) in found { outcome.add(name, time) }
    }

    /// Whole months as a worker scores them, in turns.
    ///
    /// Each is asked for behind a version of the template of its own, because a period takes the newest.
    private func months(of company: Company, into outcome: inout Outcome) async throws {
        let plain = try String(contentsOf: Company.template, encoding: .utf8)
        let working =
            plain
            .replacing(
                "coalesce(first_response_at, period_end) - opened_at",
                with: "working(opened_at, coalesce(first_response_at, period_end))"
            )
            .replacing("hours(resolved_at - opened_at)", with: "hours(working(opened_at, resolved_at))")
            .replacing("hours(target_at - opened_at)", with: "hours(working(opened_at, target_at))")
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        let found = try await company.owner.withConnection { connection in
            let scored = try await connection.listen(["merit_scored"])
            var found: [(String, Double)] = []
            try await company.withWorker { _ in
                var version = 1
                for round in -1..<rounds {
                    let both = [(Self.month, plain), (Self.workingMonth, working)]
                    for (name, template) in round % 2 == 0 ? both : both.reversed() {
                        version += 1
                        try template.replacing("version: 1", with: "version: \(version)").write(
                            to: file, atomically: true, encoding: .utf8)
                        try await Tool.run(
                            merit, ["template", "apply", file.path()],
                            environment: ["MERIT_DATABASE_URL": company.owner.conninfo])
                        let label = "by version \(version)"
                        let time = try await seconds {
                            try await connection.execute(
                                """
                                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                                values ($1, '2026-10-01', '2026-10-31', 'Asia/Shanghai')
                                """, label)
                            for await _ in scored { break }
                        }
                        try await connection.requireScored(label)
                        if round >= 0 { found.append((name, time)) }
                    }
                }
            }
            return found
        }
        for (name, time) in found { outcome.add(name, time) }
    }

    /// Monday to Friday, 9 to 12 and 13 to 18 o'clock in Shanghai; of each tenth person from 8 to 17 without a break.
    private static func times(people: Int) -> WorkingTimes {
        let (minute, day): (Int64, Int64) = (60_000_000, 86_400_000_000)
        // From 2021-09-26, a Sunday, to 2027-10-31; the period is 2026-10.
        let (first, last): (Int64, Int64) = (7939, 10_165)
        func time(_ shifts: [(Int64, Int64)]) -> WorkingTime {
            var spans: [Range<Int64>] = []
            for number in first...last where (number + 5) % 7 < 5 {
                for (start, end) in shifts {
                    let midnight: Int64 = number * day - 8 * 60 * minute
                    spans.append(midnight + start * 60 * minute..<midnight + end * 60 * minute)
                }
            }
            return WorkingTime(spans, within: first * day..<last * day)
        }
        let start = Int64(9770) * day - 8 * 60 * minute
        let ids = stride(from: 10, through: people, by: 10).map { "\($0)" }
        return WorkingTimes(
            near: start - 3 * day..<start + 45 * day, usual: time([(9, 12), (13, 18)]),
            others: ids.isEmpty ? [] : [(ids, time([(8, 17)]))])
    }
}
