import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A blocking connection to a port of this machine, closed when nobody holds it any more.
final class TCPSocket: Sendable {
    private let file: Int32

    /// Nil where nobody listens there.
    ///
    /// - Parameter room: bytes that the system keeps of what nobody reads; as many as it likes where nil.
    init?(port: UInt16, room: CInt? = nil) {
        file = socket(AF_INET, UnixSocket.stream, 0)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        if var room { setsockopt(file, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<CInt>.size)) }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        let isConnected = withUnsafePointer(to: &address) { [file] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if !isConnected { return nil }
    }

    deinit {
        close(file)
    }

    /// False where the other end is closed.
    @discardableResult
    func write(_ text: String) -> Bool {
        UnixSocket.write(Array(text.utf8), to: file)
    }

    /// Sends as much as goes without the other end reading on.
    func offer(_ text: String) {
        let flags = fcntl(file, F_GETFL)
        _ = fcntl(file, F_SETFL, flags | O_NONBLOCK)
        write(text)
        _ = fcntl(file, F_SETFL, flags)
    }

    /// Whether the other end closes before it says anything, and before half a minute is over.
    func closes() -> Bool {
        var byte: UInt8 = 0
        return recv(file, &byte, 1, 0) == 0
    }

    /// All that comes until the other end closes, or says nothing for half a minute.
    func readToEnd() -> String {
        var all: [UInt8] = []
        while let bytes = UnixSocket.read(file) { all += bytes }
        return String(decoding: all, as: UTF8.self)
    }
}
