package import Foundation

/// The project's own files, for tests that hold them against the code.
package enum Repository {
    package static func file(_ path: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: path)
    }
}
