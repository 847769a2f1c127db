import CRename
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A folder that is written beside its place, and put there at once when it is whole: whoever looks finds the old pages or the new ones, and an
/// end at any moment leaves the old ones as they were.
struct ReportFolder {
    private let place: URL
    private let draft: URL

    /// By this file a folder is known as a report's, and may be replaced.
    static let mark = "merit-report.txt"

    /// - Parameter path: where the folder is to stand: nothing, an empty folder, or a report of before.
    init(at path: String) throws {
        place = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
        let parent = place.deletingLastPathComponent()
        let prefix = ".\(place.lastPathComponent).merit-"
        draft = parent.appending(path: "\(prefix)\(ProcessInfo.processInfo.processIdentifier)")
        try Self.require(place)
        do {
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            Self.removeLeftovers(prefix, in: parent)
            try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: false)
        } catch {
            throw ReportProblem("the folder \(draft.path) cannot be made: \(error.localizedDescription)")
        }
        try write("Pages of Merit; merit report replaces this folder.\n", to: Self.mark)
    }

    /// Where files are written until the folder is whole; concurrent tasks write different ones.
    var writer: Writer { Writer(folder: draft) }

    func write(_ text: String, to path: String) throws { try writer.write(text, to: path) }

    /// Puts the folder in its place.
    func finish() throws {
        if FileManager.default.fileExists(atPath: place.path) {
            guard exchange_paths(draft.path, place.path) == 0 else {
                throw ReportProblem("the folder \(place.path) cannot be replaced: \(String(cString: strerror(errno)))")
            }
            // What was there before now bears the draft's name.
            try? FileManager.default.removeItem(at: draft)
        } else if rename(draft.path, place.path) != 0 {
            throw ReportProblem("the folder \(place.path) cannot be put in place: \(String(cString: strerror(errno)))")
        }
    }

    /// Takes away what was written.
    func discard() {
        try? FileManager.default.removeItem(at: draft)
    }

    private static func require(_ place: URL) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else {
            throw ReportProblem("\(place.path) is a file; name a folder that is not there, is empty, or holds a report")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
        guard names.isEmpty || names.contains(mark) else {
            throw ReportProblem(
                "\(place.path) holds other files than a report's; name a folder that is not there, is empty, or holds a report"
            )
        }
    }

    /// Drafts of processes that ended before theirs was whole.
    private static func removeLeftovers(_ prefix: String, in parent: URL) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        where name.hasPrefix(prefix) {
            guard let process = Int32(name.dropFirst(prefix.count)), kill(process, 0) != 0, errno == ESRCH else {
                continue
            }
            try? FileManager.default.removeItem(at: parent.appending(path: name))
        }
    }

    /// Writes files into a folder.
    struct Writer: Sendable {
        fileprivate let folder: URL

        func make(_ folders: [String]) throws {
            for name in folders {
                try FileManager.default.createDirectory(
                    at: folder.appending(path: name), withIntermediateDirectories: true)
            }
        }

        func write(_ text: String, to path: String) throws {
            do {
                try Data(text.utf8).write(to: folder.appending(path: path))
            } catch {
                throw ReportProblem("\(path) cannot be written: \(error.localizedDescription)")
            }
        }

        /// Writes behind what stands in the file.
        func append(_ text: String, to path: String) throws {
            do {
                let file = try FileHandle(forWritingTo: folder.appending(path: path))
                defer { try? file.close() }
                try file.seekToEnd()
                try file.write(contentsOf: Data(text.utf8))
            } catch {
                throw ReportProblem("\(path) cannot be written: \(error.localizedDescription)")
            }
        }
    }
}
