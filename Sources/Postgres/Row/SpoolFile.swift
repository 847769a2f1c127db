import Foundation
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A file without a name, which nobody else can open, and which is gone when it is let go of.
final class SpoolFile: Sendable {
    let descriptor: Int32
    private let written = Mutex(0)

    /// - Throws: ``PostgresError/Code/spool`` with what to do.
    init() throws(PostgresError) {
        let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        var path = Array("\(folder)/merit-spool-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        let reason = errno
        guard descriptor >= 0 else { throw .spool("no temporary file can be made in \(folder)", reason) }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(descriptor) }

    /// In bytes.
    var size: Int { written.withLock { $0 } }

    func append(_ bytes: [UInt8]) throws(PostgresError) {
        var done = 0
        while done < bytes.count {
            let offset = size
            let count = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(offset))
            }
            if count < 0 {
                let reason = errno
                guard reason == EINTR else { throw .spool("the temporary file cannot be written", reason) }
                continue
            }
            written.withLock { $0 += count }
            done += count
        }
    }

    /// Appends to `bytes` what stands at `offset`.
    ///
    /// - Returns: how many bytes there were, at least one.
    func read(atMost limit: Int, from offset: Int, into bytes: inout [UInt8]) throws(PostgresError) -> Int {
        var reason: Int32 = 0
        let piece = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            var result = -1
            repeat {
                result = pread(descriptor, buffer.baseAddress, limit, off_t(offset))
                reason = result < 0 ? errno : 0
            } while reason == EINTR
            count = max(result, 0)
        }
        guard !piece.isEmpty else { throw .spool("the temporary file cannot be read", reason) }
        bytes += piece
        return piece.count
    }
}

extension PostgresError {
    /// - Parameter reason: an `errno`; 0: there is less than was written.
    fileprivate static func spool(_ problem: String, _ reason: Int32) -> PostgresError {
        let text = reason == 0 ? "it was cut short" : String(cString: strerror(reason))
        let remedy =
            [EMFILE, ENFILE].contains(reason)
            ? "raise the limit of open files (ulimit -n, LimitNOFILE), or run fewer jobs at once (--jobs)"
            : "let TMPDIR name a folder with room on a disk"
        return PostgresError(.spool, "\(problem): \(text); \(remedy)")
    }
}
