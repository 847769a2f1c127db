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

    /// The lines that are there, by their bytes: others may have written them in any encoding.
    private func lines() throws -> [Data] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            return try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A).map { Data($0) }
        } catch {
            throw NotFound("the passfile \(path) cannot be read: \(error.localizedDescription)")
        }
    }

    /// Puts lines before those that are there, for libpq takes the first that fits; instead of those that are for the same.
    ///
    /// Nobody else can read it at any time: libpq takes no other. The old file is there until the new one is.
    ///
    /// - Parameter keepingOthers: whether those for the same stay, behind the new ones.
    func add(_ passwords: [(entry: Entry, password: String)], keepingOthers: Bool = false) throws {
        let heads = keepingOthers ? [] : passwords.map { Data(Self.line($0.entry, "").utf8) }
        let path = Self.target(of: path)
        let kept = try lines().filter { line in !heads.contains { line.starts(with: $0) } }
        let all = passwords.map { Data(Self.line($0.entry, $0.password).utf8) } + kept
        let new = "\(path).\(ProcessInfo.processInfo.processIdentifier)"
        do {
            let file = try FileDescriptor.open(
                FilePath(new), .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
            try file.closeAfter { _ = try file.writeAll(all.reduce(Data()) { $0 + $1 + [0x0A] }) }
        } catch {
            throw NotFound("the passfile \(path) cannot be written: \(error)")
        }
        guard rename(new, path) == 0 else { throw NotFound("the passfile \(path) cannot be replaced") }
    }

    /// What a link leads to, there or not yet: whoever keeps passwords elsewhere has put the link there.
    private static func target(of path: String) -> String {
        var target = path
        for _ in 0..<40 {
            guard let link = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else { return target }
            let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
            target = link.hasPrefix("/") ? link : folder + link
        }
        return target
    }

    private static func line(_ entry: Entry, _ password: String) -> String {
        [entry.host, entry.port, entry.database, entry.user, password].map(escaped).joined(separator: ":")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
    }
}
