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
        let command = command(script, arguments, as: account)
        let result = try await Subprocess.run(
            command.executable, arguments: command.arguments,
            input: .string(input), output: .string(limit: 64 * 1024), error: .string(limit: 64 * 1024))
        guard result.terminationStatus.isSuccess else {
            let complaint = result.standardError.split(whereSeparator: \.isNewline).joined(separator: "; ")
            throw ScratchServerError("\(failure): \(complaint)")
        }
        return result.standardOutput
    }

    /// What starts a script.
    ///
    /// - Parameter account: Whom it runs as; this process' user where it is nil.
    static func command(
        _ script: String, _ arguments: [String], as account: ServerAccount?
    ) -> (executable: Executable, arguments: Arguments) {
        let words = (account?.prefix ?? []) + ["sh", "-c", script, "sh"] + arguments
        return (.name(words[0]), Arguments(Array(words.dropFirst())))
    }
}
