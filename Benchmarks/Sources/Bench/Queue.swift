import ArgumentParser
import Foundation
import Postgres
import ScratchServer

/// Merit's queue beside others on the same server, each in a process of its own, in turns.
struct Queue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Insert to start when idle, and small jobs a second, of Merit's queue, PgQueuer and Procrastinate.")

    @Option(help: "Python with what python/requirements.txt names; without it Merit is measured alone.") var python:
        String?
    @Option(help: "How often each queue is measured; medians are shown.") var rounds = 3
    @Option(help: "Jobs that are asked for one by one; fewer make the slowest of all of their 99th percentile.")
    var idle = 500
    @Option(help: "Jobs that are asked for at once.") var many = 20_000
    @Option(help: "For how many seconds those are worked on at most.") var limit = 2.0
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    func run() async throws {
        var outcomes: [QueueOutcome] = []
        var version = ""
        var settings: [String: String] = [:]
        for isDurable in [false, true] {
            try await ScratchServer.running(settings: isDurable ? Self.durable : [:]) { server in
                version = try await server.version
                settings.merge(try await server.settings) { $0 == $1 ? $0 : "\($0), \($1)" }
                outcomes += try await measure(on: server, isDurable: isDurable)
            }
        }
        let measured = try await Measured(outcomes, rounds: rounds, postgreSQL: version, settings: settings)
        print(QueueReport(measured: measured).text)
        try Tool.write(measured, to: json)
    }

    private static let durable = ["fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"]

    private func measure(on server: ScratchServer, isDurable: Bool) async throws -> [QueueOutcome] {
        var outcomes = ways.map { QueueOutcome(queue: $0.name, isDurable: isDurable) }
        for round in 0..<rounds {
            // In turns, each time another first.
            for place in ways.indices {
                let turn = (place + round) % ways.count
                let figures = try await measure(ways[turn].command, on: server)
                outcomes[turn].figures.append(figures)
                note(
                    "\(isDurable ? "fsync on" : "fsync off"), \(ways[turn].name): \(figures.wait(0.5)) ms, \(figures.wait(0.99)) ms, \(figures.rate) jobs/s"
                )
            }
        }
        return outcomes
    }

    /// The queues, with what measures each.
    private var ways: [(name: String, command: [String])] {
        let itself = ProcessInfo.processInfo.arguments[0]
        let merit = [
            ("Merit", [itself, "merit-queue"]), ("Merit, with a row each", [itself, "merit-queue", "--writes"]),
        ]
        guard let python else { return merit }
        let script = Tool.folder.appending(path: "python/queues.py").path()
        return [("PgQueuer", [python, script, "pgqueuer"]), ("Procrastinate", [python, script, "procrastinate"])]
            + merit
    }

    /// Runs `command` on a database of its own.
    private func measure(_ command: [String], on server: ScratchServer) async throws -> QueueFigures {
        try await server.configuration.withConnection { connection in
            try await connection.script("create database queue")
            let output = try await Tool.run(
                command[0],
                command.dropFirst() + [
                    "postgresql://postgres@/queue?host=\(server.folder)", "\(idle)", "\(many)", "\(limit)",
                ])
            try await connection.script("drop database queue with (force)")
            return try JSONDecoder().decode(QueueFigures.self, from: Data(output.utf8))
        }
    }
}
