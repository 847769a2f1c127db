import CLibPQ
import Logging

/// One libpq connection and the calls on it, all of them blocking.
///
/// Belongs to one ``PostgresConnection`` and is touched on that connection's queue only.
final class Link {
    let pointer: OpaquePointer
    let cancellation: StatementCancellation
    /// True behind a pooler that spreads the transactions of one session over several servers.
    let isPooled: Bool
    private let notices: NoticeSink
    /// Names of statements that this session has prepared, and how many names there were.
    var prepared: [PostgresStatement.Key: String] = [:]
    var lastPrepared = 0

    /// Takes over a connection that stands.
    ///
    /// - Parameter backend: which one answers there.
    /// - Returns: nil where memory or open files are used up; the connection stays whose it was then.
    init?(_ pointer: OpaquePointer, backend: Int32, notices: NoticeSink) {
        guard let handle = CancelHandle(pointer),
            let cancellation = StatementCancellation(handle, socket: PQsocket(pointer))
        else { return nil }
        self.pointer = pointer
        self.notices = notices
        self.cancellation = cancellation
        isPooled = backend != PQbackendPID(pointer)
    }

    deinit {
        cancellation.retire()
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
    var failure: PostgresError {
        PostgresError(isLost ? .connectionLost : .misuse, oneLine(String(cString: PQerrorMessage(pointer))))
    }
}
