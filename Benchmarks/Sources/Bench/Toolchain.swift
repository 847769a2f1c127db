import Foundation

/// What a count of instructions depends on beside the code.
struct Toolchain: Codable, Equatable, CustomStringConvertible {
    let swift: String
    /// Its major version.
    let libpq: String
    let libc: String
    /// It stands in for the processor, so that libraries choose the same variants of memcpy and the like everywhere.
    let valgrind: String

    var description: String { "Swift \(swift), libpq \(libpq), \(libc), \(valgrind)" }

    static func current() async throws -> Toolchain {
        let compiler = try await Tool.run("swift", ["--version"])
        let version = compiler.split(separator: " ").drop { $0 != "version" }.dropFirst().first
        return Toolchain(
            swift: version.map(String.init) ?? compiler,
            libpq: try await said("pkg-config", "--modversion", "libpq").prefix { $0 != "." }.description,
            libc: try await said("getconf", "GNU_LIBC_VERSION"), valgrind: try await said("valgrind", "--version"))
    }

    private static func said(_ program: String, _ arguments: String...) async throws -> String {
        try await Tool.run(program, arguments).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
