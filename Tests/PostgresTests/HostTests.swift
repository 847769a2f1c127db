import Dispatch
import ScratchServer
import Support
import Testing

@testable import Postgres

/// Of several servers each has its own time to answer.
@Suite(.database, .timeLimit(.minutes(20))) struct HostTests {
    /// Servers ahead of the real one, which is the last.
    private func configuration(
        behind first: [(host: String, port: UInt16)], _ changes: [String: String] = [:]
    ) async throws -> PostgresConfiguration {
        let real = try TestDatabase.current.configuration()
        let folder = try await real.withConnection {
            try await $0.query("show unix_socket_directories").one().decode(String.self)
        }
        let names = first.map(\.host) + [folder]
        let ports = first.map { "\($0.port)" } + [real.settings["port"] ?? "5432"]
        return try real.with(
            ["host": names.joined(separator: ","), "port": ports.joined(separator: ","), "connect_timeout": "1"]
                .merging(changes) { $1 })
    }

    private func answers(_ configuration: PostgresConfiguration) async throws -> Bool {
        try await configuration.withConnection { try await $0.query("select true").one().decode(Bool.self) }
    }

    @Test(arguments: [false, true], ["any", "read-write", "primary", "prefer-standby"])
    func oneThatIsSilentIsLeft(dropsPackets: Bool, target: String) async throws {
        let silent = try SilentServer(dropsPackets: dropsPackets)
        #expect(
            try await answers(
                configuration(behind: [("127.0.0.1", silent.port)], ["target_session_attrs": target])))
    }

    @Test func severalThatAreSilentAreLeft() async throws {
        let (first, second) = (try SilentServer(), try SilentServer(dropsPackets: true))
        #expect(
            try await answers(
                configuration(behind: [("127.0.0.1", first.port), ("localhost", second.port)])))
    }

    @Test func oneThatRefusesIsLeft() async throws {
        let real = try TestDatabase.current.configuration()
        let (folder, port) = (real.settings["host"] ?? "", UInt16(real.settings["port"] ?? "") ?? 0)
        // The same server, once for each thing it can say: the last one is let in by the database's name alone.
        let error = await #expect(throws: PostgresError.self) {
            try await answers(configuration(behind: [("/nowhere", 1), (folder, port)], ["dbname": "nowhere"]))
        }
        #expect(error?.message.contains("No such file or directory") == true)
        #expect(error?.message.contains("database \"nowhere\" does not exist") == true)
    }

    /// On a server of its own: a database that is made or dropped wakes whoever sleeps.
    @Test func aSlowOneIsWaitedForAsLongAsItMay() async throws {
        let server = try await ScratchServer.start()
        func answers(after delay: Int, within timeout: Int) async throws -> Bool {
            try await self.answers(
                server.configuration.with(
                    ["options": "-c post_auth_delay=\(delay)", "connect_timeout": "\(timeout)"]))
        }
        #expect(try await answers(after: 1, within: 30))
        let error = await #expect(throws: PostgresError.self) { try await answers(after: 20, within: 1) }
        try await server.stop()
        #expect(error?.code == .cannotConnect)
        #expect(error?.message.hasSuffix("failed: no answer within 1 s") == true)
    }

    @Test func eachAddressOfANameHasItsOwnTime() async throws {
        let silent = try SilentServer()
        let configuration = try PostgresConfiguration("host=db port=\(silent.port) connect_timeout=1 user=ann")
        let error = await #expect(throws: PostgresError.self) {
            _ = try await Attempt().connect(configuration) { _, _ in ["127.0.0.1", "127.0.0.2"] }
        }
        #expect(
            error?.message == """
                connection to server at "db" (127.0.0.1), port \(silent.port) failed: no answer within 1 s; connection to server \
                at "db" (127.0.0.2), port \(silent.port) failed: Connection refused Is the server running on that host and \
                accepting TCP/IP connections?
                """)
    }

    @Test func aNameServerThatIsSilentIsLeft() async throws {
        #expect(try NameLookup.addresses(of: "127.0.0.1", until: .now + .seconds(10)) == ["127.0.0.1"])
        let unknown = #expect(throws: PostgresError.self) {
            try NameLookup.addresses(of: "no such host", until: .now + .seconds(10))
        }
        #expect(unknown?.message.hasPrefix("could not translate host name \"no such host\" to address: ") == true)
        let gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        let silent = #expect(throws: PostgresError.self) {
            try NameLookup.addresses(of: "db", until: .now) { _ in
                gate.wait()
                return .success([])
            }
        }
        #expect(silent?.message == "no address of host \"db\" in time: no answer from the name server")
    }

    @Test func hostsAddressesAndPortsBelongTogether() {
        func hosts(_ settings: [String: String]) -> [[String?]]? {
            HostList(settings)?.hosts.map { [$0.name, $0.address, $0.port] }
        }
        #expect(hosts([:]) == [[nil, nil, nil]])
        #expect(hosts(["host": "a,b"]) == [["a", nil, nil], ["b", nil, nil]])
        #expect(hosts(["host": "a,b", "port": "1"]) == [["a", nil, "1"], ["b", nil, "1"]])
        #expect(hosts(["host": "a,b", "port": "1,2"]) == [["a", nil, "1"], ["b", nil, "2"]])
        #expect(hosts(["hostaddr": "::1,10.0.0.1", "port": "1,"]) == [[nil, "::1", "1"], [nil, "10.0.0.1", ""]])
        #expect(hosts(["host": "a,b", "hostaddr": "::1,"]) == [["a", "::1", nil], ["b", nil, nil]])
        #expect(hosts(["host": "a,b", "hostaddr": "::1"]) == nil)
        #expect(hosts(["host": "a,b", "port": "1,2,3"]) == nil)
    }

    @Test func whatDoesNotBelongTogetherIsSaidByLibpq() async throws {
        let configuration = try PostgresConfiguration("host=a,b hostaddr=::1")
        let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(configuration) }
        #expect(error?.message == "could not match 2 host names to 1 hostaddr values")
    }

    /// A place where connecting may block, as a connection is.
    private actor Attempt {
        func connect(
            _ configuration: PostgresConfiguration,
            _ lookUp: @escaping @Sendable (String, ContinuousClock.Instant) throws(PostgresError) -> [String]
        ) throws(PostgresError) {
            _ = try Link.connect(configuration, logger: nil, lookUp: lookUp)
        }
    }
}
