import ArgumentParser
import Foundation
import Postgres
import ScratchServer
import Subprocess
import SystemPackage

/// What people's months take at the portal: how long answers take at a steady pace, and how much memory and processor time.
struct Portal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Months of people at the portal, so many a second, on loopback.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "How many pages are asked for a second.") var rate = 200
    @Option(help: "For how many seconds, in each round.") var seconds = 30
    @Option(help: "How often it is measured.") var rounds = 3
    @Option(help: "Where the portal listens.") var port = 18_080
    @Option(help: "TICKETS/PEOPLE.") var size = Size(500_000, 10_000)
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    /// What the load generator says.
    struct Answers: Codable {
        let answers: Int
        let seconds: Double
        let failures: [String: Int]
        let median: Double
        let p99: Double
        let worst: Double
        let bytes: Int
    }

    struct Figure: Codable {
        let answers: Answers
        /// Milliseconds of a core for a page: the portal's, and the database's.
        let portal: Double
        let database: Double
        /// In MB, so far.
        let peakMemory: Int
    }

    private static let periods = [("2026-10-01", "2026-10-15"), ("2026-10-16", "2026-10-31")]

    func run() async throws {
        let measured = try await ScratchServer.running(settings: ScratchServer.large) { server in
            let company = try await Company.make(size, on: server, merit: merit).withTasks(on: server)
            try await company.owner.withConnection { try await scored(company, $0) }
            return try await Measured(try await serving(company), rounds: rounds, on: server)
        }
        let lines = measured.outcomes.map { figure in
            let answers = figure.answers
            let times = [answers.median, answers.p99, answers.worst].map { String(format: "%.1f ms", 1000 * $0) }
            let costs = [figure.portal, figure.database].map { String(format: "%.2f ms", $0) }
            return """
                | \(String(format: "%.0f/s", Double(answers.answers) / answers.seconds)) | \(answers.failures.values.reduce(0, +)) \
                | \((times + costs).joined(separator: " | ")) | \(figure.peakMemory) MB | \(answers.bytes) |
                """
        }
        let head = [
            measured.head("\(size.people) people, \(rate) months a second for \(seconds) s"), "",
            "| answered | failed | median | p99 | worst | portal, a page | database, a page | portal's peak | bytes |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        ]
        print((head + lines).joined(separator: "\n"))
        try Tool.write(measured, to: json)
    }

    /// Two periods with evaluations, tasks and all that follows, delivered; and a session for everybody.
    private func scored(_ company: Company, _ connection: PostgresConnection) async throws {
        try await connection.script("update merit.setting set value = 0 where name = 'quiet_seconds'")
        let evaluations = try Tool.text("evaluations.sql")
        let scored = try await connection.listen(["merit_scored"])
        try await company.withWorker { _ in
            for (first, end) in Self.periods {
                try await connection.execute(
                    """
                    insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, score_after)
                    values ($1, $1::text::date, $2::text::date, 'Asia/Shanghai', '2100-01-01')
                    """, first, end)
                try await connection.execute(evaluations, first)
                try await connection.script(
                    "update merit.appraisal_period set score_after = clock_timestamp() where label = '\(first)'")
                for await _ in scored { break }
                try await connection.requireScored(first)
                try await connection.script("select merit.deliver('\(first)', now() + interval '1 week')")
            }
        }
        try await connection.script(
            """
            insert into merit.session (token_hash, employee_id, how)
            select sha256(convert_to('portal-load-' || lpad(employee_id::text, 30, '0'), 'UTF8')), employee_id::text, 'link'
            from merit_source.employee
            """)
        try await connection.script("vacuum analyze")
    }

    private func serving(_ company: Company) async throws -> [Figure] {
        let address = "127.0.0.1:\(port)"
        let database = try company.owner.with(["user": "merit_portal"]).conninfo
        return try await Subprocess.run(
            .path(.init(merit)), arguments: ["serve", "--http", address, "--url", "http://\(address)"],
            environment: .inherit.updating(["MERIT_DATABASE_URL": database]), input: .none, output: .discarded,
            error: .discarded
        ) { execution in
            let portal = execution.processIdentifier.value
            let figures = try await company.owner.withConnection { connection in
                var figures: [Figure] = []
                for _ in 0..<rounds {
                    let figure = try await round(portal, address, connection)
                    note("  p99 \(figure.answers.p99) s")
                    figures.append(figure)
                }
                return figures
            }
            try execution.send(signal: .terminate)
            return figures
        }.closureResult
    }

    private func round(_ portal: Int32, _ address: String, _ connection: PostgresConnection) async throws -> Figure {
        let before = (ProcessFigures.processorTime(of: portal), try await sessions(connection))
        let said = try await Tool.run(
            "python3",
            [
                Tool.folder.appending(path: "python/portal.py").path(), "http://\(address)", "--period",
                Self.periods[1].0, "--people", "\(size.people)", "--rate", "\(rate)", "--seconds", "\(seconds)",
            ])
        let answers = try JSONDecoder().decode(Answers.self, from: Data(said.utf8))
        let after = (ProcessFigures.processorTime(of: portal), try await sessions(connection))
        // With those of the first seconds, which are not measured.
        let pages = Double(answers.answers + rate * min(5, seconds))
        return Figure(
            answers: answers, portal: 1000 * (after.0 - before.0) / pages,
            database: 1000 * (after.1 - before.1) / pages,
            peakMemory: ProcessFigures.peakMemory(of: portal))
    }

    /// Seconds of a core that the portal's sessions have taken so far.
    private func sessions(_ connection: PostgresConnection) async throws -> Double {
        try await connection.query("select pid from pg_stat_activity where usename = 'merit_portal'")
            .map { ProcessFigures.processorTime(of: try $0.decode(Int32.self)) }.reduce(0, +)
    }
}
