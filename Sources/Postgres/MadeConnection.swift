import CLibPQ
import Dispatch
import Synchronization

/// A connection between being made and being owned by an actor.
///
/// `@unchecked Sendable`: it is not copyable, so exactly one holder can use or close the pointer at any time.
struct MadeConnection: ~Copyable, @unchecked Sendable {
    private let handle: OpaquePointer

    private init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQfinish(handle)
    }

    consuming func take() -> OpaquePointer {
        let handle = handle
        discard self
        return handle
    }
}

extension PostgresConnection {
    /// Connects; a host that does not answer is given up after `connect_timeout` (10 seconds where it is not set).
    ///
    /// - Throws: ``PostgresError`` with the code `cannotConnect` and libpq's reasons, one for each host.
    package static func connect(_ configuration: PostgresConfiguration) async throws -> PostgresConnection {
        try Task.checkCancellation()
        let gaveUp = Flag()
        let made = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<PostgresConnection, any Error>) in
                DispatchQueue.global().async {
                    continuation.resume(
                        with: Result { try PostgresConnection(adopting: MadeConnection.make(configuration, until: gaveUp)) })
                }
            }
        } onCancel: {
            gaveUp.raise()
        }
        return made
    }
}

/// Raised once, seen by all.
final class Flag: Sendable {
    private let raised = Atomic(false)

    var isRaised: Bool { raised.load(ordering: .relaxed) }

    func raise() {
        raised.store(true, ordering: .relaxed)
    }
}

extension MadeConnection {
    /// What every session of Merit relies on, unless the connection string says otherwise.
    private static let defaults = [
        "client_encoding": "UTF8", "connect_timeout": "10", "tcp_user_timeout": "15000",
        "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3",
    ]

    /// Decimals of floating columns in their shortest writing; a dead client is noticed while a statement runs.
    private static let session = "set extra_float_digits = 1; set client_connection_check_interval = '1s'"

    static func make(_ configuration: PostgresConfiguration, until gaveUp: Flag) throws -> MadeConnection {
        let settings = defaults.merging(configuration.settings) { _, set in set }
        let handle = settings.keys.sorted().withCStrings { keywords in
            settings.keys.sorted().map { settings[$0] ?? "" }.withCStrings { values in
                PQconnectStartParams(keywords, values, 0)
            }
        }
        guard let handle else { throw PostgresError(.cannotConnect, "libpq has no memory for a connection") }
        let made = MadeConnection(handle)
        let limit = ContinuousClock.now + .seconds(max(2, Int(settings["connect_timeout"] ?? "") ?? 10))
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard state != PGRES_POLLING_FAILED, PQstatus(handle) != CONNECTION_BAD else {
                throw PostgresError(.cannotConnect, reason(handle))
            }
            guard !gaveUp.isRaised else { throw CancellationError() }
            guard ContinuousClock.now < limit else {
                throw PostgresError(.cannotConnect, "no answer from \(configuration) within connect_timeout")
            }
            var socket = pollfd(
                fd: PQsocket(handle), events: Int16(state == PGRES_POLLING_READING ? POLLIN : POLLOUT), revents: 0)
            // In slices, so that a cancelled task does not wait for a host that is silent.
            if poll(&socket, 1, 100) != 0 { state = PQconnectPoll(handle) }
        }
        merit_silence_notices(handle)
        let prepared = PQexec(handle, session)
        defer { PQclear(prepared) }
        guard PQresultStatus(prepared) == PGRES_COMMAND_OK else {
            throw PostgresError(.cannotConnect, reason(handle))
        }
        return made
    }

    private static func reason(_ handle: OpaquePointer) -> String {
        let lines = String(cString: PQerrorMessage(handle)).split(whereSeparator: \.isNewline)
        return lines.map { $0.trimmingPrefix { $0.isWhitespace } }.joined(separator: "; ")
    }
}

extension [String] {
    /// Calls `body` with the strings as C has them, and a null pointer behind the last.
    func withCStrings<Value>(_ body: ([UnsafePointer<CChar>?]) -> Value) -> Value {
        let bytes = map { ContiguousArray($0.utf8CString) }
        func descend(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> Value {
            guard index < bytes.count else { return body(pointers + [nil]) }
            return bytes[index].withUnsafeBufferPointer { descend(index + 1, pointers + [$0.baseAddress]) }
        }
        return descend(0, [])
    }
}
