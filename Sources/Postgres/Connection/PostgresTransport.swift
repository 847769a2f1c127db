/// The way a connection takes to its server.
package enum PostgresTransport: String, Sendable, CustomStringConvertible {
    /// A socket of this machine, or its loopback.
    case local = "on this machine"
    case encrypted = "by TLS"
    /// Over a network, for others to read.
    case plain = "without TLS"

    package var description: String { rawValue }

    /// - Parameters:
    ///   - host: as libpq was told: a name, or a folder of sockets.
    ///   - address: what the name stood for.
    init(isEncrypted: Bool, host: String, address: String) {
        if isEncrypted {
            self = .encrypted
            return
        }
        // libpq: what begins so is a folder of sockets, or an abstract socket.
        let isSocket = host.hasPrefix("/") || host.hasPrefix("@") || (host.isEmpty && address.isEmpty)
        let isLoopback = address.hasPrefix("127.") || address == "::1"
        self = isSocket || isLoopback ? .local : .plain
    }
}
