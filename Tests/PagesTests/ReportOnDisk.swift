import Foundation
import Testing

/// A folder that a report was written to.
struct ReportOnDisk {
    let folder: URL

    /// Where a test writes one; nothing is there yet.
    static func place() -> URL { FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)") }

    /// Paths of the files that end so, from the folder on.
    func files(_ ending: String) throws -> [String] {
        let root = folder.resolvingSymlinksInPath().path
        return try #require(FileManager.default.subpaths(atPath: root)).filter { $0.hasSuffix(ending) }.sorted()
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    /// Everything in it, as one text.
    func everything() throws -> String {
        try (files(".html") + files(".csv")).map(text).joined(separator: "\n")
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }
}
