import CLibPQ

/// The servers that a configuration names, one after the other.
///
/// libpq goes from one to the next by itself, but only where it may block: `PQconnectPoll` waits for a silent one for ever. So each
/// is tried on its own here, with a deadline of its own.
struct HostList {
    struct Host: Equatable {
        /// A name, or a folder of sockets; nil for libpq's default.
        var name: String?
        /// Where the name is given beside, it is not looked up.
        var address: String?
        var port: String?

        /// A name that an address has to be found for.
        var nameToResolve: String? {
            guard let name, address == nil, !name.isEmpty, !name.hasPrefix("/"), !name.hasPrefix("@") else {
                return nil
            }
            return name
        }
    }

    private(set) var hosts: [Host]
    /// What libpq is told of `target_session_attrs` in each round through the hosts; nil: nothing.
    let rounds: [String?]
    let connectTimeout: Duration
    let isShuffled: Bool

    /// - Parameter settings: what libpq makes of a configuration; see ``effective(_:)``.
    /// - Returns: nil where hosts, addresses and ports do not fit together: libpq says best why.
    init?(_ settings: [String: String]) {
        let names = Self.parts(settings["host"])
        let addresses = Self.parts(settings["hostaddr"])
        let ports = Self.parts(settings["port"])
        let count = max(addresses.count, names.count, 1)
        guard [0, count].contains(names.count), [0, count].contains(addresses.count),
            [0, 1, count].contains(ports.count)
        else { return nil }
        hosts = (0..<count).map { place in
            Host(
                name: names.isEmpty ? nil : names[place],
                address: addresses.isEmpty || addresses[place].isEmpty ? nil : addresses[place],
                port: ports.isEmpty ? nil : ports[ports.count == 1 ? 0 : place])
        }
        let target = settings["target_session_attrs"]
        // As libpq does: any server will do where none is a standby.
        rounds = target == "prefer-standby" && count > 1 ? ["standby", "any"] : [target]
        connectTimeout = Self.connectTimeout(settings["connect_timeout"])
        isShuffled = settings["load_balance_hosts"] == "random"
        if isShuffled { hosts.shuffle() }
    }

    private static func parts(_ list: String?) -> [String] {
        guard let list, !list.isEmpty else { return [] }
        return list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    /// How long one address may take.
    private static func connectTimeout(_ text: String?) -> Duration {
        guard let seconds = text.flatMap({ Int($0) }), seconds > 0 else { return .seconds(10) }
        return .seconds(min(seconds, longest))
    }

    /// How long all addresses may take together, in seconds: longer, and whoever looks on takes the worker for dead.
    private static let longest = 60

    /// When connecting is given up altogether.
    static var lastDeadline: ContinuousClock.Instant { .now + .seconds(longest) }
}

extension HostList {
    /// What libpq makes of `settings`, with what environment, service file and its own defaults say beside.
    ///
    /// libpq tells that of a connection only: this one is refused for a value that no version of it knows, before it looks for a
    /// server.
    static func effective(_ settings: [String: String]) -> [String: String] {
        let pointer = Link.start(settings.merging(["sslmode": "none of them"]) { $1 })
        defer { PQfinish(pointer) }
        guard let pointer, let options = PQconninfo(pointer) else { return settings }
        defer { PQconninfoFree(options) }
        var effective: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { effective[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return effective
    }
}
