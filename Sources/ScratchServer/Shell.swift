import Subprocess

/// Short scripts for the shell that every system has.
enum Shell {
    /// Runs a script to its end.
    ///
    /// - Parameters:
    ///   - arguments: `$1`, `$2` …
    ///   - input: What it reads.
    ///   - failure: How the complaint begins where it fails; what it wrote to standard error follows.
    /// - Returns: What it wrote to standard output.
    /// - Throws: ``ScratchServerError``.
    @discardableResult
    static func run(
        _ script: String, _ arguments: [String], input: String = "", as account: ServerAccount? = nil, failure: String
    ) async throws -> String {
        let result = try await Subprocess.run(
            .name("sh"), arguments: Arguments(["-c", script, "sh"] + arguments),
            platformOptions: account?.options ?? PlatformOptions(),
            input: .string(input), output: .string(limit: 64 * 1024), error: .string(limit: 64 * 1024))
        guard result.terminationStatus.isSuccess else {
            let complaint = result.standardError.split(whereSeparator: \.isNewline).joined(separator: "; ")
            throw ScratchServerError("\(failure): \(complaint)")
        }
        return result.standardOutput
    }
}
