import ArgumentParser
import Foundation
import Postgres
import ScratchServer

/// Merit beside what a user would do instead, on the same server, in turns.
struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "A month scored by Merit, by hand-written SQL and by Python, beside what reading the rows takes at all.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "Python with what python/requirements.txt names; without it those ways are left out.") var python:
        String?
    @Option(help: "How often each way is measured.") var rounds = 5
    @Flag(help: "Also 20,000,000 tickets of 100,000 people.") var large = false
    @Option(parsing: .upToNextOption, help: "TICKETS/PEOPLE instead of the usual sizes.") var size: [Size] = []
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    struct Outcome: Codable {
        let size: Size
        var ways: [String: Samples] = [:]
        /// Of those that count in floating point.
        var deviations: [String: Deviation] = [:]
        /// Of the worker, in MB; and of the one that writes tasks as well.
        var peakMemory = 0
        var peakMemoryWithTasks = 0
    }

    func run() async throws {
        let measured = try await ScratchServer.running(settings: ScratchServer.large) { server in
            var outcomes: [Outcome] = []
            for size in size.isEmpty ? Size.usual + (large ? [.large] : []) : size {
                outcomes.append(try await measure(size, on: server))
            }
            return try await Measured(outcomes, rounds: rounds, on: server)
        }
        print(Report(measured: measured).text)
        try Tool.write(measured, to: json)
        let complaints = measured.outcomes.filter { $0.peakMemory > Self.mostMemory }.map { outcome in
            "The worker's peak with \(outcome.size.tickets) tickets of \(outcome.size.people) people is "
                + "\(outcome.peakMemory) MB; \(Self.mostMemory) MB are allowed."
        }
        guard !complaints.isEmpty else { return }
        print("\n" + complaints.joined(separator: "\n"))
        throw ExitCode.failure
    }

    /// How large the worker may become without tasks, in MB, whatever the size of the company.
    private static let mostMemory = 64

    private func measure(_ size: Size, on server: ScratchServer) async throws -> Outcome {
        let company = try await Company.make(size, on: server, merit: merit)
        let withTasks = try await company.withTasks(on: server)
        // What was made is on the disk before anything is measured; otherwise it would be written in the middle of it.
        try await company.owner.withConnection { try await $0.script("checkpoint") }
        sync()
        var outcome = Outcome(size: size)
        try await company.withWorker { worker in
            try await withTasks.withWorker { workerWithTasks in
                try await measure(&outcome, on: company.owner, withTasks: withTasks.owner, folder: server.folder)
                outcome.peakMemory = ProcessFigures.peakMemory(of: worker)
                outcome.peakMemoryWithTasks = ProcessFigures.peakMemory(of: workerWithTasks)
            }
        }
        try await company.drop(from: server)
        try await withTasks.drop(from: server)
        return outcome
    }

    private func measure(
        _ outcome: inout Outcome, on owner: PostgresConfiguration, withTasks: PostgresConfiguration, folder: String
    ) async throws {
        let (floor, floorWithTasks) = (Floor.measures(owner, folder: folder), Floor.tasks(withTasks, folder: folder))
        let (merit, withTasks) = (Merit(), MeritWithTasks(company: withTasks))
        let byHand = HandWritten()
        let byPython = python.map(PythonScript.all) ?? []
        let ways: [any Way] = [floor, byHand, merit, floorWithTasks, withTasks] + byPython
        // Once before anything counts: caches are filled, and the results are held against each other.
        _ = try await merit.run(owner)
        _ = try await withTasks.run(owner)
        _ = try await byHand.run(owner)
        for way in byPython { _ = try await way.run(owner) }
        try await check(byPython, &outcome, on: owner)
        try await floor.prepare()
        try await floorWithTasks.prepare()
        for round in 0..<rounds {
            // In turns, each time another first.
            for place in ways.indices {
                let way = ways[(place + round) % ways.count]
                outcome.ways[way.name, default: Samples()].add(try await way.run(owner))
                note("  \(way.name): \(outcome.ways[way.name]?.seconds.last ?? 0) s")
            }
        }
        try await check(byPython, &outcome, on: owner)
    }

    /// Holds all results against the hand-written ones.
    private func check(
        _ byPython: [PythonScript], _ outcome: inout Outcome, on owner: PostgresConfiguration
    ) async throws {
        try await Agreement.check(owner)
        for way in byPython { outcome.deviations[way.name] = try await Agreement.check(way, in: owner) }
    }
}

/// A line for whoever waits.
func note(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
}
