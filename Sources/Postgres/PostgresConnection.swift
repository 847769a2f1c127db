import CLibPQ
import Dispatch

/// One session of a PostgreSQL server.
///
/// Each call is carried out whole on the connection's own queue, so two tasks never mix their messages; but an actor is
/// re-entrant between calls: who runs several statements that belong together takes the connection for himself, from a
/// ``PostgresPool`` or by being the only one to know it.
package actor PostgresConnection {
    private let executor: QueueExecutor
    let canceller: Canceller
    /// Nil once it is closed.
    var handle: OpaquePointer?
    /// A cancel request may still be on its way to the server.
    var isDoubtful = false
    var prepared: Set<String> = []
    var listener: AsyncStream<PostgresNotification>.Continuation?
    var listening: (any DispatchSourceRead)?

    /// The server process at the other end, as the server announced it; a pooler announces its own.
    package nonisolated let backendPID: Int32
    package nonisolated let serverVersion: Int32

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Where libpq's calls for this connection are made.
    nonisolated var queue: DispatchQueue { executor.queue }

    /// Takes over a connection that was made.
    init(adopting made: consuming MadeConnection) {
        let handle = made.take()
        executor = QueueExecutor(label: "postgres \(PQbackendPID(handle))")
        canceller = Canceller(handle)
        backendPID = PQbackendPID(handle)
        serverVersion = PQserverVersion(handle)
        self.handle = handle
    }

    isolated deinit {
        shut()
    }

    /// Whether the connection can be used for something else: not lost, not in a transaction, nothing on its way.
    var isReusable: Bool {
        guard let handle, !isDoubtful else { return false }
        return PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE
    }

    package func close() {
        shut()
    }

    func shut() {
        stopListening()
        if let handle { PQfinish(handle) }
        handle = nil
    }

    /// The open connection.
    func open() throws(PostgresError) -> OpaquePointer {
        guard let handle else { throw PostgresError(.connectionLost, "the connection was closed") }
        return handle
    }
}
