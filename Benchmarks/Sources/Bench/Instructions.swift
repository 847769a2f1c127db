import ArgumentParser
import Foundation
import Postgres
import ScratchServer
import Subprocess

/// How many instructions each hot path takes, held against what it may take: unlike seconds they are the same on a busy machine.
struct Instructions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Instructions of the hot paths, counted by valgrind and held against instructions.json.")

    @Option(help: "The program HotPaths, a release build.") var program: String
    @Flag(help: "Write what was counted as the new thresholds.") var write = false

    func run() async throws {
        let toolchain = try await Toolchain.current()
        let thresholds = try Thresholds.read()
        let counted = try await ScratchServer.running { try await count(on: $0.configuration.conninfo) }
        print(thresholds.table(counted))
        if write { return try thresholds.replaced(by: counted, with: toolchain).write() }
        let complaints = thresholds.complaints(of: counted)
        guard !complaints.isEmpty else { return }
        print("\n" + complaints.joined(separator: "\n"))
        guard toolchain == thresholds.toolchain else {
            print(
                "\nNot held against you: the thresholds were taken with \(thresholds.toolchain), this is \(toolchain).")
            return
        }
        print(
            """

            To see where they go: valgrind --tool=callgrind \(program) NAME TIMES CONNINFO, then callgrind_annotate.
            Where it is worth it: scripts/bench instructions --write writes new thresholds; say in the commit why.
            """)
        throw ExitCode.failure
    }

    private func count(on conninfo: String) async throws -> [Thresholds.Count] {
        var counted: [Thresholds.Count] = []
        for line in try await Tool.run(program, []).split(separator: "\n") {
            guard let space = line.lastIndex(of: " "), let times = Int(line[line.index(after: space)...]) else {
                continue
            }
            let name = String(line[..<space])
            // What the process does before and after is the same, and falls out.
            let once = try await instructions(name, times, conninfo)
            let twice = try await instructions(name, 2 * times, conninfo)
            counted.append(.init(name: name, instructions: (twice - once + times / 2) / times))
        }
        return counted
    }

    /// Of a whole process.
    private func instructions(_ name: String, _ times: Int, _ conninfo: String) async throws -> Int {
        let report = try await Tool.run(
            "valgrind",
            [
                "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", "--log-fd=1", program, name,
                "\(times)", conninfo,
            ],
            // Otherwise sets and dictionaries take another number of steps in each process.
            environment: ["SWIFT_DETERMINISTIC_HASHING": "1"])
        guard let line = report.split(separator: "\n").last(where: { $0.contains("I   refs:") }),
            let count = Int(line.split(separator: " ").last?.filter(\.isNumber) ?? "")
        else { throw Tool.Failed(description: "valgrind counted nothing: \(report)") }
        return count
    }
}
