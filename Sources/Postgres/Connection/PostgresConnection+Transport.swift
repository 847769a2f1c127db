import CLibPQ
package import Logging

extension PostgresConnection {
    /// The way this connection takes.
    package var transport: PostgresTransport { link?.transport ?? .local }
}

extension Link {
    var transport: PostgresTransport {
        PostgresTransport(
            isEncrypted: PQsslInUse(pointer) != 0, host: PQhost(pointer).map { String(cString: $0) } ?? "",
            address: PQhostaddr(pointer).map { String(cString: $0) } ?? "")
    }
}

extension Logger {
    /// Says that others can read what goes to a server.
    package func warnOfPlainTransport(to server: PostgresConfiguration) {
        warning(
            "a database is reached over a network without TLS; set sslmode=verify-full",
            metadata: ["database": "\(server)"])
    }
}
