import Foundation
import Postgres
import Subprocess
import SystemPackage

/// The real binary, run as a user runs it.
struct Program {
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Beside the bundle of the tests that are running.
    private static var path: String {
        let bundle = ProcessInfo.processInfo.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
        var folder = URL(filePath: bundle)
        repeat { folder.deleteLastPathComponent() } while folder.pathComponents.contains { $0.hasSuffix(".xctest") }
        return folder.appending(path: "merit").path()
    }

    /// Runs `merit` to its end.
    ///
    /// - Parameter database: what MERIT_DATABASE_URL says.
    static func run(
        _ arguments: [String], database: PostgresConfiguration? = nil, environment: [String: String] = [:]
    ) async throws -> Outcome {
        var changes = environment
        if let database { changes["MERIT_DATABASE_URL"] = database.conninfo }
        let result = try await Subprocess.run(
            .path(.init(path)), arguments: Arguments(arguments), environment: self.environment(changes),
            output: .string(limit: 1 << 22), error: .string(limit: 1 << 22))
        guard case .exited(let status) = result.terminationStatus else {
            return Outcome(status: -1, output: result.standardOutput, errors: result.standardError)
        }
        return Outcome(status: status, output: result.standardOutput, errors: result.standardError)
    }

    /// Runs `merit` and sends it a signal as soon as it logs a line that contains `cue`; returns how it ended.
    static func run(
        _ arguments: [String], database: PostgresConfiguration, signal: Signal, onLog cue: String
    ) async throws -> TerminationStatus {
        try await Subprocess.run(
            .path(.init(path)), arguments: Arguments(arguments),
            environment: environment(["MERIT_DATABASE_URL": database.conninfo]), input: .none, output: .discarded,
            error: .sequence
        ) { execution in
            var isSent = false
            for try await line in execution.standardError.strings() where !isSent && line.contains(cue) {
                try execution.send(signal: signal)
                isSent = true
            }
        }.terminationStatus
    }

    private static func environment(_ changes: [String: String]) -> Environment {
        .inherit.updating(Dictionary(uniqueKeysWithValues: changes.map { (.init(stringLiteral: $0.key), $0.value) }))
    }
}
