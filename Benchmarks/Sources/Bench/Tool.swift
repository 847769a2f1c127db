import Foundation
import Subprocess
import SystemPackage

/// Programs beside this one.
enum Tool {
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// Folder of the package of benchmarks.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Runs a program to its end.
    ///
    /// - Returns: what it wrote to standard output.
    @discardableResult
    static func run(
        _ program: String, _ arguments: [String], environment: [Environment.Key: String?] = [:]
    ) async throws -> String {
        let result = try await Subprocess.run(
            program.contains("/") ? .path(.init(program)) : .name(program), arguments: Arguments(arguments),
            environment: .inherit.updating(environment), output: .string(limit: 1 << 20), error: .string(limit: 1 << 20)
        )
        guard result.terminationStatus.isSuccess else {
            throw Failed(
                description: "\(program) \(arguments.joined(separator: " ")): \(result.standardError.suffix(2000))")
        }
        return result.standardOutput
    }

    /// What a program wrote to standard output, without the end of its line.
    static func said(_ program: String, _ arguments: String...) async throws -> String {
        try await run(program, arguments).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Text of a file of the package.
    static func text(_ file: String) throws -> String {
        try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }

    /// Writes what was measured as JSON, where a file is named.
    static func write(_ measured: some Encodable, to file: String?) throws {
        guard let file else { return }
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(measured) + Data("\n".utf8)).write(to: URL(filePath: file))
    }

    /// Runs a script by psql, for those that use its variables or its commands.
    ///
    /// - Returns: what psql wrote, in English whatever the user's language.
    @discardableResult
    static func psql(
        _ file: String, _ conninfo: String, variables: [String: Int] = [:]
    ) async throws -> String {
        let settings = variables.sorted { $0.key < $1.key }.flatMap { ["--set", "\($0.key)=\($0.value)"] }
        return try await run(
            "psql",
            ["--no-psqlrc", "--quiet", "--dbname", conninfo] + settings + [
                "--file", folder.appending(path: file).path(),
            ], environment: ["LC_ALL": "C"])
    }
}
