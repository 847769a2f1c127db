import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Blocking calls on unix sockets.
enum UnixSocket {
    static func listen(at path: String) throws -> Int32 {
        let socket = open()
        guard withAddress(path, { bind(socket, $0, $1) }) == 0, listen(socket) == 0 else {
            throw POSIXError(.EADDRINUSE)
        }
        return socket
    }

    static func connect(to path: String) -> Int32? {
        let socket = open()
        guard withAddress(path, { connect(socket, $0, $1) }) == 0 else {
            close(socket)
            return nil
        }
        return socket
    }

    static func accept(_ listener: Int32) -> Int32 {
        #if canImport(Darwin)
            Darwin.accept(listener, nil, nil)
        #else
            Glibc.accept(listener, nil, nil)
        #endif
    }

    /// Waits until one of them can be read or is closed at its other end; says which.
    static func waitToRead(_ files: [Int32]) -> [Bool] {
        var entries = files.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while poll(&entries, nfds_t(entries.count), -1) < 0 && errno == EINTR {}
        return entries.map { $0.revents != 0 }
    }

    /// Nil at the end.
    static func read(_ socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    /// False where the other end is closed.
    static func write(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(noSignal)) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    #if canImport(Darwin)
        private static let noSignal = 0
    #else
        private static let noSignal = Int(MSG_NOSIGNAL)
    #endif

    private static func listen(_ socket: Int32) -> Int32 {
        #if canImport(Darwin)
            Darwin.listen(socket, 64)
        #else
            Glibc.listen(socket, 64)
        #endif
    }

    private static func connect(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
        #if canImport(Darwin)
            Darwin.connect(socket, address, length)
        #else
            Glibc.connect(socket, address, length)
        #endif
    }

    #if canImport(Darwin)
        static let stream = SOCK_STREAM
    #else
        static let stream = Int32(SOCK_STREAM.rawValue)
    #endif

    private static func open() -> Int32 {
        let file = socket(AF_UNIX, stream, 0)
        // A child that inherited it would keep the connection open.
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        return file
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
