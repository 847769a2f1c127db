import CLibPQ
import Logging

extension Link {
    /// Connects to the first server that takes the session, each address with a deadline of its own.
    ///
    /// A server that refuses does not end the search, unlike libpq's: one that was restored without its roles, or is full, must keep
    /// nobody away from the next.
    ///
    /// - Throws: ``PostgresError/Code/cannotConnect`` with what each said, ``PostgresError/Code/unfit``, or
    ///   ``PostgresError/Code/cancelled`` when the task is.
    static func connect(
        _ configuration: PostgresConfiguration, logger: Logger?, lookUp: @escaping LookUp = NameLookup.addresses
    ) throws(PostgresError) -> Link {
        let settings = keepalives.merging(configuration.settings) { $1 }.merging(["client_encoding": "UTF8"]) { $1 }
        let notices = NoticeSink(logger: logger)
        guard let list = HostList(HostList.effective(settings)) else {
            return try connect(settings, notices, within: .seconds(10))
        }
        var search = Search(list: list, settings: settings, notices: notices, lookUp: lookUp)
        return try search.run()
    }

    /// Finds the addresses of a host, until a deadline.
    typealias LookUp = (String, ContinuousClock.Instant) throws(PostgresError) -> [String]

    /// A peer that has vanished is noticed within 15 seconds or so; the system's own defaults take hours.
    private static let keepalives = [
        "keepalives_idle": "10", "keepalives_interval": "2", "keepalives_count": "3", "tcp_user_timeout": "15000",
    ]

    /// Connects to one address and sets the session up.
    fileprivate static func connect(
        _ settings: [String: String], _ notices: NoticeSink, within limit: Duration
    ) throws(PostgresError) -> Link {
        // Asked for here and not of libpq, to say why a server is read-only.
        let isToWrite = settings["target_session_attrs"] == "read-write"
        let settings = isToWrite ? settings.merging(["target_session_attrs": "any"]) { $1 } : settings
        guard let pointer = start(settings) else { throw PostgresError(.cannotConnect, "out of memory") }
        notices.attach(to: pointer)
        do throws(PostgresError) {
            let attempt = ConnectionAttempt(pointer: pointer, limit: limit, isToWrite: isToWrite)
            let backend = try attempt.run()
            guard let link = Link(pointer, backend: backend, notices: notices) else {
                throw PostgresError(.cannotConnect, "out of memory or open files")
            }
            return link
        } catch {
            PQfinish(pointer)
            throw error
        }
    }

    /// Begins to connect: libpq's own part of it that does not wait.
    static func start(_ settings: [String: String]) -> OpaquePointer? {
        // The strings must live through the call only: libpq copies them.
        withCStrings(Array(settings.keys)) { keywords in
            withCStrings(Array(settings.values)) { values in
                PQconnectStartParams(keywords, values, 0)
            }
        }
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        var bytes: [CChar] = []
        let offsets = strings.map { string in
            defer { bytes.append(contentsOf: string.utf8CString) }
            return bytes.count
        }
        return bytes.withUnsafeBufferPointer { buffer in
            body(offsets.map { offset in buffer.baseAddress.map { $0 + offset } } + [nil])
        }
    }
}

/// The way through the hosts of a list.
private struct Search {
    let list: HostList
    let settings: [String: String]
    let notices: NoticeSink
    let lookUp: Link.LookUp
    let deadline = HostList.lastDeadline
    var failures: [PostgresError] = []

    mutating func run() throws(PostgresError) -> Link {
        var hostsLeft = list.hosts.count * list.rounds.count
        for target in list.rounds {
            for host in list.hosts {
                let share = ContinuousClock.now + (deadline - .now) / hostsLeft
                if let link = try attempt(host, target, until: share) { return link }
                hostsLeft -= 1
            }
        }
        throw failure
    }

    /// - Returns: nil where none of its addresses takes the session.
    private mutating func attempt(
        _ host: HostList.Host, _ target: String?, until share: ContinuousClock.Instant
    ) throws(PostgresError) -> Link? {
        var addresses: [String?] = [host.address]
        do throws(PostgresError) {
            if let name = host.nameToResolve {
                addresses = try lookUp(name, min(share, .now + list.connectTimeout))
                if list.isShuffled { addresses.shuffle() }
            }
        } catch {
            try note(error)
            return nil
        }
        for (place, address) in addresses.enumerated() {
            let rest = (share - .now) / (addresses.count - place)
            do throws(PostgresError) {
                return try Link.connect(
                    settings(host, address, target), notices, within: max(.seconds(1), min(list.connectTimeout, rest)))
            } catch {
                try note(error)
            }
        }
        return nil
    }

    private func settings(_ host: HostList.Host, _ address: String?, _ target: String?) -> [String: String] {
        var settings = settings
        settings["host"] = host.name
        settings["hostaddr"] = address
        // An empty one is libpq's own default, whatever the environment says.
        settings["port"] = host.port.map { $0.isEmpty ? "5432" : $0 }
        settings["target_session_attrs"] = target
        return settings
    }

    private mutating func note(_ error: PostgresError) throws(PostgresError) {
        guard error.code != .cancelled else { throw error }
        if !failures.contains(where: { $0.message == error.message }) { failures.append(error) }
    }

    /// What each server said; a session that was refused for a setting says most.
    private var failure: PostgresError {
        guard var failure = failures.first(where: { $0.code == .unfit }) ?? failures.first else {
            return PostgresError(.cannotConnect, "the connection string names no server")
        }
        failure.message = failures.map(\.message).joined(separator: "; ")
        return failure
    }
}
