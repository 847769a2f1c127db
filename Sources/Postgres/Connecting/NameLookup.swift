import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Finds the addresses of a host: a call of the system's that blocks as long as it likes.
enum NameLookup {
    /// All addresses of `name`, as numbers, in the system's order.
    ///
    /// - Throws: ``PostgresError/Code/cannotConnect`` where there is none, or no answer before the deadline;
    ///   ``PostgresError/Code/cancelled``.
    static func addresses(of name: String, until deadline: ContinuousClock.Instant) throws(PostgresError) -> [String] {
        try addresses(of: name, until: deadline, resolve: resolve)
    }

    static func addresses(
        of name: String, until deadline: ContinuousClock.Instant,
        resolve: @escaping @Sendable (String) -> Result<[String], PostgresError>
    ) throws(PostgresError) -> [String] {
        let answer = Answer()
        // A queue of its own: the system's have no more threads than there are cores, and this may block them all.
        DispatchQueue(label: "merit.postgres.lookup").async { answer.give(resolve(name)) }
        while !answer.isGiven(within: .milliseconds(50)) {
            guard !Task.isCancelled else { throw .cancelled }
            guard ContinuousClock.now < deadline else {
                throw PostgresError(
                    .cannotConnect, "no address of host \"\(name)\" in time: no answer from the name server")
            }
        }
        return try answer.take()
    }

    private final class Answer: Sendable {
        private let found = Mutex<Result<[String], PostgresError>?>(nil)
        private let signal = DispatchSemaphore(value: 0)

        func give(_ result: Result<[String], PostgresError>) {
            found.withLock { $0 = result }
            signal.signal()
        }

        func isGiven(within pause: DispatchTimeInterval) -> Bool {
            signal.wait(timeout: .now() + pause) == .success
        }

        func take() throws(PostgresError) -> [String] {
            try (found.withLock { $0 } ?? .failure(.cancelled)).get()
        }
    }

    private static func resolve(_ name: String) -> Result<[String], PostgresError> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Darwin)
            hints.ai_socktype = SOCK_STREAM
        #else
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #endif
        var first: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(name, nil, &hints, &first)
        guard status == 0 else {
            let reason = String(cString: gai_strerror(status))
            return .failure(
                PostgresError(.cannotConnect, "could not translate host name \"\(name)\" to address: \(reason)"))
        }
        defer { freeaddrinfo(first) }
        var addresses: [String] = []
        var next = first
        while let entry = next?.pointee {
            if let address = numeric(entry), !addresses.contains(address) { addresses.append(address) }
            next = entry.ai_next
        }
        return .success(addresses)
    }

    private static func numeric(_ entry: addrinfo) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { buffer in
            guard let start = buffer.baseAddress,
                getnameinfo(entry.ai_addr, entry.ai_addrlen, start, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST)
                    == 0
            else { return nil }
            return String(cString: start)
        }
    }
}
