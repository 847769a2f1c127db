import Foundation
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A file without a name, which nobody else can open, and which is gone when it is let go of.
final class SpoolFile: Sendable {
    private let descriptor: Int32
    private let written = Mutex(0)

    /// - Throws: ``PostgresError/Code/spool`` with what to do.
    init() throws(PostgresError) {
        let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        var path = Array("\(folder)/merit-spool-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw .spool("no temporary file can be made in \(folder)") }
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
            guard count > 0 || errno == EINTR else { throw .spool("the temporary file cannot be written") }
            guard count > 0 else { continue }
            written.withLock { $0 += count }
            done += count
        }
    }

    /// Appends to `bytes` what stands at `offset`.
    ///
    /// - Returns: how many bytes there were, at least one.
    func read(atMost limit: Int, from offset: Int, into bytes: inout [UInt8]) throws(PostgresError) -> Int {
        let piece = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            var result = pread(descriptor, buffer.baseAddress, limit, off_t(offset))
            while result < 0 && errno == EINTR { result = pread(descriptor, buffer.baseAddress, limit, off_t(offset)) }
            count = max(result, 0)
        }
        guard !piece.isEmpty else { throw .spool("the temporary file cannot be read") }
        bytes += piece
        return piece.count
    }
}

extension PostgresError {
    fileprivate static func spool(_ problem: String) -> PostgresError {
        let reason = String(cString: strerror(errno))
        return PostgresError(.spool, "\(problem): \(reason); TMPDIR names a folder with more room")
    }
}
