import Foundation
package import Postgres
package import Subprocess
import SystemPackage

/// The real binary, run as a user runs it.
package struct Program {
    package struct Outcome {
        package let status: Int32
        package let output: String
        package let errors: String
    }

    /// What `TEST_BINARY` says, or beside the bundle of the tests that are running.
    package static var path: String {
        if let given = ProcessInfo.processInfo.environment["TEST_BINARY"] { return given }
        let bundle = ProcessInfo.processInfo.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
        var folder = URL(filePath: bundle)
        repeat { folder.deleteLastPathComponent() } while folder.pathComponents.contains { $0.hasSuffix(".xctest") }
        return folder.appending(path: "merit").path()
    }

    /// Runs `merit` to its end.
    ///
    /// - Parameters:
    ///   - database: what MERIT_DATABASE_URL says.
    ///   - binary: another build of it.
    package static func run(
        _ arguments: [String], database: PostgresConfiguration? = nil, environment: [String: String] = [:],
        binary: String? = nil
    ) async throws -> Outcome {
        let result = try await Subprocess.run(
            .path(.init(binary ?? path)), arguments: Arguments(arguments),
            environment: self.environment(environment, database),
            output: .string(limit: 1 << 22), error: .string(limit: 1 << 22))
        guard case .exited(let status) = result.terminationStatus else {
            return Outcome(status: -1, output: result.standardOutput, errors: result.standardError)
        }
        return Outcome(status: status, output: result.standardOutput, errors: result.standardError)
    }

    /// Runs `merit` while `body` runs, which makes it end by a signal or knows that it ends by itself; killed where `body` throws.
    ///
    /// - Returns: how it ended.
    @discardableResult
    package static func run(
        _ arguments: [String], database: PostgresConfiguration, environment: [String: String] = [:],
        binary: String? = nil, while body: (RunningProgram) async throws -> Void
    ) async throws -> TerminationStatus {
        try await RunningProgram.run(
            [binary ?? path] + arguments, environment: self.environment(environment, database), while: body)
    }

    /// What it finds around it, whoever runs the tests.
    package static func environment(
        _ changes: [String: String] = [:], _ database: PostgresConfiguration? = nil
    ) -> Environment {
        var all: [Environment.Key: String?] = [:]
        // What tells the tests how to run is nothing to the program.
        for name in ProcessInfo.processInfo.environment.keys where name.hasPrefix("MERIT_") {
            all[.init(stringLiteral: name)] = String?.none
        }
        // Nor is the language of whoever runs them.
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] { all[.init(stringLiteral: name)] = String?.none }
        if let database {
            all["MERIT_DATABASE_URL"] = database.conninfo
            // Workers read the source by the login that reads nothing else; people read it as who they are.
            if let reader = database.reader { all["MERIT_SOURCE_URL"] = reader.conninfo }
        }
        for (name, value) in changes { all[.init(stringLiteral: name)] = value }
        return .inherit.updating(all)
    }
}

/// A program while it runs.
package struct RunningProgram: Sendable {
    package let processID: Int32
    package let log: ProgramLog
    package let send: @Sendable (Signal) throws -> Void
}

extension RunningProgram {
    /// Runs a program while `body` runs, which makes it end by a signal or knows that it ends by itself; killed where `body` throws.
    ///
    /// - Returns: how it ended.
    @discardableResult
    package static func run(
        _ command: [String], environment: Environment = .inherit, while body: (RunningProgram) async throws -> Void
    ) async throws -> TerminationStatus {
        let log = ProgramLog()
        return try await Subprocess.run(
            .path(.init(command[0])), arguments: Arguments(Array(command.dropFirst())), environment: environment,
            input: .none, output: .discarded, error: .sequence
        ) { execution in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for try await line in execution.standardError.strings() { await log.add(line) }
                    await log.end()
                }
                do {
                    try await body(
                        RunningProgram(processID: execution.processIdentifier.value, log: log) {
                            try execution.send(signal: $0)
                        })
                } catch {
                    try? execution.send(signal: .kill)
                    throw error
                }
                try await group.waitForAll()
            }
        }.terminationStatus
    }
}
