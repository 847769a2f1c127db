import ArgumentParser
import Foundation
import Postgres
import ScratchServer
import Subprocess
import SystemPackage

/// Periods that follow each other, with tasks: what scoring them takes, scoring them again, and looking back at them.
struct Months: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Thirds of a month, one after the other, by after-sales with tasks; rescorings; verify, simulate, explain.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "How often each is measured.") var rounds = 3
    @Option(help: "TICKETS/PEOPLE.") var size = Size(500_000, 10_000)
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    struct Figure: Codable {
        let name: String
        var samples = Samples()
        /// In MB; of the worker, so far.
        var peakMemory = 0
    }

    private static let periods = [
        ("2026-10-01", "2026-10-10"), ("2026-10-11", "2026-10-20"), ("2026-10-21", "2026-10-31"),
    ]

    func run() async throws {
        let measured = try await ScratchServer.running(settings: ScratchServer.large) {
            server in
            let company = try await Company.make(size, on: server, merit: merit).withTasks(on: server)
            let figures = try await company.owner.withConnection { connection in
                try await connection.script("update merit.setting set value = 0 where name = 'quiet_seconds'")
                return try await scorings(of: company, connection) + verbs(on: company, connection)
            }
            return try await Measured(figures, rounds: rounds, on: server)
        }
        print(text(measured))
        try Tool.write(measured, to: json)
    }

    private func text(_ measured: Measured<[Figure]>) -> String {
        let lines = measured.outcomes.map { figure in
            let times = [figure.samples.median, figure.samples.seconds.max() ?? .nan]
            let peak = figure.peakMemory == 0 ? "" : "\(figure.peakMemory) MB"
            return
                "| \(figure.name) | \(times.map { String(format: "%.2f s", $0) }.joined(separator: " | ")) | \(peak) |"
        }
        let head = [
            measured.head("\(size.tickets) tickets, \(size.people) people"), "", "| what | median | worst | peak |",
        ]
        return (head + ["|---|---:|---:|---:|"] + lines).joined(separator: "\n")
    }

    private func scorings(of company: Company, _ connection: PostgresConnection) async throws -> [Figure] {
        let evaluations = try Tool.text("evaluations.sql")
        let scored = try await connection.listen(["merit_scored"])
        var figures: [Figure] = []
        try await company.withWorker { worker in
            /// How long it takes from what `sql` does to the word that a period is scored.
            func measure(_ name: String, _ period: String, _ sql: String) async throws {
                let time = try await seconds {
                    try await connection.script(sql)
                    for await _ in scored { break }
                }
                try await connection.requireScored(period)
                note("  \(name): \(time) s")
                let place = figures.firstIndex { $0.name == name } ?? figures.endIndex
                if place == figures.endIndex { figures.append(Figure(name: name)) }
                figures[place].samples.add(time)
                figures[place].peakMemory = ProcessFigures.peakMemory(of: worker)
            }
            let last = Self.periods[2].0
            for (place, (first, end)) in Self.periods.enumerated() {
                try await connection.execute(
                    """
                    insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, score_after)
                    values ($1, $1::text::date, $2::text::date, 'Asia/Shanghai', '2100-01-01')
                    """, first, end)
                try await connection.execute(evaluations, first)
                try await connection.script("analyze merit.evaluation")
                try await measure(
                    place == 0 ? "the first period" : "a period that follows", first,
                    "update merit.appraisal_period set score_after = clock_timestamp() where label = '\(first)'")
            }
            for round in 0..<rounds {
                try await connection.script(
                    """
                    update merit_source.ticket set resolved_at = resolved_at + interval '1 hour' where employee_id % 100 = \(round)
                    """)
                try await measure(
                    "again, the tickets of 1% of the people changed", last,
                    "update merit.appraisal_period set status = 'pending' where label = '\(last)'")
            }
            for round in 0..<rounds {
                try await measure(
                    "in part, the evaluations of 1% of the people changed", last,
                    """
                    update merit.evaluation set points = points - 1
                    where period_id = 3 and employee_id::bigint % 100 = \(round) and points > 1
                    """)
            }
        }
        return figures
    }

    private func verbs(on company: Company, _ connection: PostgresConnection) async throws -> [Figure] {
        let last = Self.periods[2].0
        let draft = try String(
            contentsOf: Tool.folder.appending(path: "../Templates/after-sales.yaml"), encoding: .utf8
        )
        .replacing("version: 1", with: "version: 2").replacing("at_least: 80", with: "at_least: 75")
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
        try draft.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let verbs = [
            ["verify", "--period", last], ["verify", "--period", last, "--from-source"],
            ["simulate", "--template", file.path()] + Self.periods.flatMap { ["--period", $0.0] },
            ["explain", "--period", last, "--employee", "77"],
        ]
        var figures: [Figure] = []
        for arguments in verbs {
            let shown = arguments.map { $0 == file.path() ? "draft.yaml" : $0 }
            var figure = Figure(name: "`merit \(shown.joined(separator: " "))`")
            for _ in 0..<rounds {
                figure.samples.add(
                    try await seconds {
                        figure.peakMemory = max(figure.peakMemory, try await memory(of: arguments, company))
                    })
            }
            note("  \(figure.name): \(figure.samples.median) s")
            figures.append(figure)
        }
        var sheet = Figure(name: "`merit.interview_sheet` of one person")
        for _ in 0..<rounds {
            sheet.samples.add(
                try await seconds {
                    _ = try await connection.query(
                        "select * from merit.interview_sheet where label = $1 and employee_id = '77'", last)
                })
        }
        figures.append(sheet)
        return figures
    }

    /// Runs a verb to its end; its peak memory in MB, as it was looked at every few milliseconds.
    private func memory(of arguments: [String], _ company: Company) async throws -> Int {
        let result = try await Subprocess.run(
            .path(.init(merit)), arguments: Arguments(arguments),
            environment: .inherit.updating(["MERIT_DATABASE_URL": company.owner.conninfo]), input: .none,
            output: .discarded, error: .discarded
        ) { execution in
            var peak = 0
            while case let now = ProcessFigures.peakMemory(of: execution.processIdentifier.value), now > 0 {
                peak = max(peak, now)
                try await Task.sleep(for: .milliseconds(5))
            }
            return peak
        }
        guard result.terminationStatus.isSuccess else {
            throw Tool.Failed(description: "merit \(arguments.joined(separator: " ")) failed")
        }
        return result.closureResult
    }
}
