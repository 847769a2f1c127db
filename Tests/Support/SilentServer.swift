import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A port on this machine that never says anything.
package final class SilentServer: Sendable {
    package let port: UInt16
    private let socket: Int32
    /// What fills the queue of connections, so that the next ones' packets are dropped.
    private let fillers: [Int32]

    /// - Parameter dropsPackets: whether connections do not even come about, as where a machine is gone.
    package init(dropsPackets: Bool = false) throws {
        socket = Self.open()
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { [socket] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 && listen(socket, dropsPackets ? 0 : 8) == 0
                    && getsockname(socket, pointer, &length) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRINUSE) }
        port = UInt16(bigEndian: address.sin_port)
        fillers = dropsPackets ? (0..<4).map { [address] _ in Self.connect(to: address) } : []
    }

    deinit {
        for filler in fillers { close(filler) }
        close(socket)
    }

    /// Returns when somebody has connected.
    package func waitForClient() {
        var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        _ = poll(&entry, 1, 10_000)
    }

    /// Answers the first message of the first client with one text, and then reads until the client hangs up.
    ///
    /// - Returns: how many bytes came behind the first message.
    package func answerOnce(_ text: String) -> Int {
        waitForClient()
        let client = accept(socket, nil, nil)
        guard client >= 0 else { return 0 }
        defer { close(client) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        guard read(client, &buffer, buffer.count) > 0 else { return 0 }
        _ = Array(text.utf8).withUnsafeBytes { write(client, $0.baseAddress, $0.count) }
        var more = 0
        while case let count = read(client, &buffer, buffer.count), count > 0 { more += count }
        return more
    }

    /// Begins to connect, and does not wait for it.
    private static func connect(to address: sockaddr_in) -> Int32 {
        let socket = open()
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                #if canImport(Darwin)
                    _ = Darwin.connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
                #else
                    _ = Glibc.connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
                #endif
            }
        }
        return socket
    }

    private static func open() -> Int32 {
        #if canImport(Darwin)
            Darwin.socket(AF_INET, SOCK_STREAM, 0)
        #else
            Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
    }
}
