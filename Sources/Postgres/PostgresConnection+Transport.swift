import CLibPQ

/// The way a connection takes to its server.
package enum PostgresTransport: String, Sendable, CustomStringConvertible {
    /// A socket of this machine, or its loopback.
    case local = "on this machine"
    case encrypted = "by TLS"
    /// Over a network, for others to read.
    case plain = "without TLS"

    package var description: String { rawValue }
}

extension PostgresConnection {
    /// The way this connection takes.
    package var transport: PostgresTransport { link?.transport ?? .local }
}

extension Link {
    var transport: PostgresTransport {
        if PQsslInUse(pointer) != 0 { return .encrypted }
        let host = PQhost(pointer).map { String(cString: $0) } ?? ""
        let address = PQhostaddr(pointer).map { String(cString: $0) } ?? ""
        // libpq: what begins so is a folder of sockets, or an abstract socket.
        let isLocal = host.hasPrefix("/") || host.hasPrefix("@") || address.hasPrefix("127.") || address == "::1"
        return isLocal || (host.isEmpty && address.isEmpty) ? .local : .plain
    }
}
