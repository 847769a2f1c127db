import Support
import Testing

@testable import Postgres

/// Whether others can read what goes over a connection.
@Suite struct TransportTests {
    @Test(arguments: [
        (false, "/run/postgresql", "", PostgresTransport.local), (false, "@merit", "", .local), (false, "", "", .local),
        (false, "localhost", "127.0.0.1", .local), (false, "localhost", "::1", .local),
        (false, "db", "127.0.1.1", .local),
        (false, "db", "10.0.0.7", .plain), (false, "", "10.0.0.7", .plain), (false, "db", "fe80::1", .plain),
        (true, "db", "10.0.0.7", .encrypted), (true, "localhost", "127.0.0.1", .encrypted),
    ])
    func aNetworkWithoutTLSIsPlain(isEncrypted: Bool, host: String, address: String, transport: PostgresTransport) {
        #expect(PostgresTransport(isEncrypted: isEncrypted, host: host, address: address) == transport)
    }

    @Test func theScratchServersSocketIsLocal() async throws {
        let transport = try await SharedServer.shared.configuration().withConnection { await $0.transport }
        #expect(transport == .local)
    }
}
