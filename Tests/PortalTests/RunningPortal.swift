import Foundation
import Postgres
import Subprocess
import Support

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension Program {
    /// Serves the portal of the test's database while `body` runs, on as many servers as are asked for.
    ///
    /// - Parameter body: is given where each can be reached.
    static func serving(
        _ arguments: [String] = [], servers: Int = 1, at ports: [Int] = [],
        while body: ([String], [RunningProgram]) async throws -> Void
    ) async throws {
        let ports = try ports.isEmpty ? (0..<servers).map { _ in try FreePort.next() } : ports
        try await serve(arguments, ports[...], [], [], body)
    }

    private static func serve(
        _ arguments: [String], _ ports: ArraySlice<Int>, _ addresses: [String], _ programs: [RunningProgram],
        _ body: ([String], [RunningProgram]) async throws -> Void
    ) async throws {
        guard let port = ports.first else { return try await body(addresses, programs) }
        let database = try TestDatabase.current.configuration(user: "merit_portal")
        // All are one portal to people, whichever answers.
        let url = addresses.first ?? "http://127.0.0.1:\(port)"
        let ending = try await Program.run(
            ["serve", "--http", "127.0.0.1:\(port)"] + (arguments.contains("--url") ? [] : ["--url", url]) + arguments,
            database: database
        ) { program in
            try await program.log.wait(for: "serves the portal")
            try await serve(
                arguments, ports.dropFirst(), addresses + ["http://127.0.0.1:\(port)"], programs + [program], body)
            try program.send(.terminate)
        }
        guard case .exited(0) = ending else { throw Ended(description: "the portal ended with \(ending)") }
    }

    struct Ended: Error, CustomStringConvertible {
        let description: String
    }
}

/// A port of this machine that nobody listened at just now.
enum FreePort {
    struct None: Error {}

    static func next() throws -> Int {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(file) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, length) == 0 && getsockname(file, $0, &length) == 0
            }
        }
        guard isBound else { throw None() }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
