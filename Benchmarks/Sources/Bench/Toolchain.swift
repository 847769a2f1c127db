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
        Toolchain(
            swift: try await swift(),
            libpq: try await Tool.said("pkg-config", "--modversion", "libpq").prefix { $0 != "." }.description,
            libc: try await Tool.said("getconf", "GNU_LIBC_VERSION"),
            valgrind: try await Tool.said("valgrind", "--version"))
    }

    /// Version of the compiler, such as `6.3.1`.
    static func swift() async throws -> String {
        let compiler = try await Tool.said("swift", "--version")
        let version = compiler.split(separator: " ").drop { $0 != "version" }.dropFirst().first
        return version.map(String.init) ?? compiler
    }
}
