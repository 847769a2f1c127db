import CLibPQ
import Logging

/// One libpq connection and the calls on it, all of them blocking.
///
/// Belongs to one ``PostgresConnection`` and is touched on that connection's queue only.
final class Link {
    let pointer: OpaquePointer
    let cancellation: StatementCancellation
    /// What the server calls the statements that this session has prepared.
    var preparedStatements: [PreparedKey: String] = [:]
    private let notices: NoticeSink

    /// A statement with other types of parameters is another one to the server.
    struct PreparedKey: Hashable {
        let statement: PostgresStatement
        let types: [UInt32]
    }

    /// Takes over a connection that stands.
    private init?(_ pointer: OpaquePointer, notices: NoticeSink) {
        guard let handle = CancelHandle(pointer) else { return nil }
        self.pointer = pointer
        self.notices = notices
        cancellation = StatementCancellation(handle, socket: PQsocket(pointer))
    }

    deinit {
        PQfinish(pointer)
    }

    var isLost: Bool { PQstatus(pointer) == CONNECTION_BAD }
    var transactionStatus: PGTransactionStatusType { PQtransactionStatus(pointer) }
    var socket: Int32 { PQsocket(pointer) }
    var processID: Int32 { PQbackendPID(pointer) }

    /// Reads what has arrived without waiting; false where the connection turns out to be lost.
    ///
    /// Reads on until nothing is left: the end of a connection stands behind the server's farewell, and a dispatch source
    /// reports both but once.
    func consumeInput() -> Bool {
        while !isLost, Readiness.wait(socket, forWriting: false, milliseconds: 0) {
            guard PQconsumeInput(pointer) == 1 else { return false }
        }
        return !isLost
    }

    /// The next notification that has arrived.
    func nextNotification() -> PostgresNotification? {
        guard let notification = PQnotifies(pointer) else { return nil }
        defer { PQfreemem(notification) }
        return PostgresNotification(
            channel: String(cString: notification.pointee.relname),
            payload: String(cString: notification.pointee.extra),
            processID: notification.pointee.be_pid)
    }

    /// What libpq itself complains about.
    func failure(_ sql: String? = nil) -> PostgresError {
        PostgresError(isLost ? .connectionLost : .misuse, oneLine(String(cString: PQerrorMessage(pointer))), sql: sql)
    }
}

extension Link {
    /// Connects and waits for it, no longer than the configuration says.
    ///
    /// - Throws: ``PostgresError/Code/cannotConnect``, or ``PostgresError/Code/cancelled`` when the task is.
    static func connect(
        _ configuration: PostgresConfiguration, logger: Logger?
    ) throws(PostgresError) -> Link {
        guard let pointer = start(configuration) else { throw PostgresError(.cannotConnect, "out of memory") }
        let notices = NoticeSink(logger: logger)
        notices.attach(to: pointer)
        do throws(PostgresError) {
            try poll(pointer, timeout: configuration.connectTimeout)
            guard PQparameterStatus(pointer, "client_encoding").map({ String(cString: $0) }) == "UTF8" else {
                throw PostgresError(.cannotConnect, "the session does not use UTF-8")
            }
        } catch {
            PQfinish(pointer)
            throw error
        }
        guard let link = Link(pointer, notices: notices) else {
            PQfinish(pointer)
            throw PostgresError(.cannotConnect, "out of memory")
        }
        return link
    }

    /// A peer that has vanished is noticed within a minute or so; the system's own defaults take hours.
    private static let keepalives = [
        "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "60000",
    ]

    private static func start(_ configuration: PostgresConfiguration) -> OpaquePointer? {
        let settings = keepalives.merging(configuration.settings) { $1 }.merging(["client_encoding": "UTF8"]) { $1 }
        // The strings must live through the call only: libpq copies them.
        return withCStrings(Array(settings.keys)) { keywords in
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

    private static func poll(_ pointer: OpaquePointer, timeout: Duration) throws(PostgresError) {
        let deadline = ContinuousClock.now + timeout
        guard PQstatus(pointer) != CONNECTION_BAD else { throw connectFailure(pointer) }
        // The first wait is for writing, as libpq's manual says.
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard !Task.isCancelled else { throw .cancelled }
            guard ContinuousClock.now < deadline else {
                throw PostgresError(.cannotConnect, "no connection within \(timeout): no answer from the server")
            }
            // Readiness ends the wait; the slice only bounds how late a cancellation is seen.
            guard Readiness.wait(PQsocket(pointer), forWriting: state == PGRES_POLLING_WRITING, milliseconds: 100)
            else { continue }
            state = PQconnectPoll(pointer)
            guard state != PGRES_POLLING_FAILED else { throw connectFailure(pointer) }
        }
    }

    private static func connectFailure(_ pointer: OpaquePointer) -> PostgresError {
        PostgresError(.cannotConnect, oneLine(String(cString: PQerrorMessage(pointer))))
    }
}
