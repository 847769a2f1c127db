import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A port on this machine that takes connections and never says anything.
final class SilentServer: Sendable {
    let port: UInt16
    private let socket: Int32

    init() throws {
        #if canImport(Darwin)
            let stream = SOCK_STREAM
        #else
            let stream = Int32(SOCK_STREAM.rawValue)
        #endif
        socket = Self.open(stream)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { [socket] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 && listen(socket, 8) == 0
                    && getsockname(socket, pointer, &length) == 0
            }
        }
        try #require(bound)
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        close(socket)
    }

    /// Returns when somebody has connected.
    func waitForClient() {
        var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        _ = poll(&entry, 1, 10_000)
    }

    private static func open(_ stream: Int32) -> Int32 {
        #if canImport(Darwin)
            Darwin.socket(AF_INET, stream, 0)
        #else
            Glibc.socket(AF_INET, stream, 0)
        #endif
    }
}
