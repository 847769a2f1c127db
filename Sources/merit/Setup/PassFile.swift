import Foundation
import SystemPackage

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A passfile as libpq reads it: `host:port:database:user:password`, a line each.
struct PassFile {
    /// For whom a password is.
    struct Entry: Hashable {
        let host: String
        let port: String
        let database: String
        let user: String
    }

    let path: String

    /// Where libpq looks where nobody says.
    static var standard: String {
        ProcessInfo.processInfo.environment["PGPASSFILE"] ?? NSHomeDirectory() + "/.pgpass"
    }

    /// Whether a line of it is for exactly that.
    func holds(_ entry: Entry) -> Bool {
        lines.contains { $0.hasPrefix(Self.line(entry, "")) }
    }

    private var lines: [String] {
        ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }

    /// Puts lines behind those that are there; instead of those that are for the same.
    ///
    /// Nobody else can read it at any time: libpq takes no other. The old file is there until the new one is.
    func add(_ passwords: [(entry: Entry, password: String)]) throws {
        let heads = passwords.map { Self.line($0.entry, "") }
        let kept = lines.filter { line in !heads.contains { line.hasPrefix($0) } }
        let all = kept + passwords.map { Self.line($0.entry, $0.password) }
        let new = "\(path).\(ProcessInfo.processInfo.processIdentifier)"
        do {
            let file = try FileDescriptor.open(
                FilePath(new), .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
            try file.closeAfter { _ = try file.writeAll((all.joined(separator: "\n") + "\n").utf8) }
        } catch {
            throw NotFound("the passfile \(path) cannot be written: \(error)")
        }
        guard rename(new, path) == 0 else { throw NotFound("the passfile \(path) cannot be replaced") }
    }

    private static func line(_ entry: Entry, _ password: String) -> String {
        [entry.host, entry.port, entry.database, entry.user, password].map(escaped).joined(separator: ":")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
    }
}
