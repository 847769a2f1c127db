import CLibPQ
package import Logging
import Synchronization

/// One connection to a server.
///
/// Every call on it runs on a queue of its own where libpq may block, so that one statement and its answers are never
/// interleaved with another's. What spans several calls — a transaction, a session's settings — belongs to whoever holds
/// the connection: take it from a ``PostgresPool`` or share it with nobody.
///
/// A cancelled task stops its statement on the server, and the call throws ``PostgresError/Code/cancelled``.
package actor PostgresConnection {
    package nonisolated let configuration: PostgresConfiguration
    nonisolated let executor = ConnectionExecutor()
    let logger: Logger?
    /// Nil before the connection stands and when it is closed or lost.
    var link: Link?
    var listeners: [Int: Listener] = [:]
    var lastListener = 0
    var socketWatch: SocketWatch?
    /// False where a cancel request is still under way and might hit a later statement.
    var isSettled = true
    /// The same as the link's, for those who look on while a statement runs.
    private nonisolated let running = Mutex<StatementCancellation?>(nil)

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init(_ configuration: PostgresConfiguration, logger: Logger?) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Connects and sets the session up: UTF-8, and all that ``SessionSetting`` lists.
    ///
    /// The time zone is the server's or the configuration's.
    ///
    /// - Parameters:
    ///   - configuration: Where to. Each address of each host has `connect_timeout` seconds to answer, 10 unless given.
    ///     All addresses share one minute; a silent one may not use up the time of the rest.
    ///   - logger: Takes the server's warnings, at debug.
    /// - Throws: ``PostgresError/Code/cannotConnect``, ``PostgresError/Code/unfit`` where a setting refuses the session, or
    ///   ``PostgresError/Code/cancelled`` when the task is.
    package static func connect(
        _ configuration: PostgresConfiguration, logger: Logger? = nil
    ) async throws(PostgresError) -> PostgresConnection {
        let connection = PostgresConnection(configuration, logger: logger)
        try await connection.open()
        return connection
    }

    /// The backend that serves this connection, as in `pg_stat_activity`; 0 when the connection is closed or found lost.
    package var processID: Int32 { link?.processID ?? 0 }

    /// True behind a transaction pooler: what belongs to a session, such as LISTEN or a lock, is lost there.
    package var isPooled: Bool { link?.isPooled ?? false }

    /// Odd while a statement waits for the server; rises with every statement and every row that goes over the connection.
    ///
    /// If two reads give the same odd number, nothing arrived between them.
    package nonisolated var pulse: UInt64 { running.withLock { $0?.pulse ?? 0 } }

    /// Breaks the connection under the statement that runs, which throws ``PostgresError/Code/connectionLost``; does
    /// nothing where none runs.
    package nonisolated func sever() {
        running.withLock { $0?.giveUp() }
    }

    /// Ends the session; streams of notifications end with it.
    ///
    /// Closing twice does no harm.
    package func close() {
        disconnect()
    }

    private func open() throws(PostgresError) {
        let link = try Link.connect(configuration, logger: logger)
        self.link = link
        running.withLock { $0 = link.cancellation }
    }

    func disconnect() {
        socketWatch = nil
        link = nil
        for listener in listeners.values { listener.continuation.finish() }
        listeners = [:]
    }
}

extension PostgresConnection {
    /// Runs one statement with all its answers, from the first byte sent to the last one read.
    ///
    /// - Parameters:
    ///   - shielded: True for statements that a cancelled task must still finish, such as ROLLBACK; where the server does not answer
    ///     even those any more, the connection is given up.
    ///   - body: Sends and reads; leaves nothing unread.
    /// - Throws: What `body` throws, told apart: cancelled by this task, connection lost, or the server's refusal.
    func exchange<Success>(
        shielded: Bool = false, _ body: (Link) throws(PostgresError) -> Success
    ) async throws(PostgresError) -> Success {
        guard let link else { throw .closed }
        guard isSettled else {
            throw PostgresError(.connectionLost, "the connection may not be used after a cancellation that got stuck")
        }
        let cancellation = link.cancellation
        let ticket = cancellation.begin()
        let result = await withTaskCancellationHandler {
            attempt(shielded: shielded, link, body)
        } onCancel: {
            if shielded { cancellation.limit(ticket) } else { cancellation.request(ticket) }
        }
        let outcome = cancellation.end(ticket)
        isSettled = outcome.isSettled
        settle(link)
        guard case .failure(let error) = result, outcome.wasRequested else { return try result.get() }
        let wasStopped = error.sqlState == "57014" || error.code == .connectionLost
        throw wasStopped ? error.asCancellation() : error
    }

    private func attempt<Success>(
        shielded: Bool, _ link: Link, _ body: (Link) throws(PostgresError) -> Success
    ) -> Result<Success, PostgresError> {
        do throws(PostgresError) {
            guard shielded || !Task.isCancelled else { throw .cancelled }
            return .success(try body(link))
        } catch {
            return .failure(error)
        }
    }

    /// Hands out what arrived beside the answers, and lets go of a connection that is lost.
    private func settle(_ link: Link) {
        deliverNotifications(link)
        if link.isLost { disconnect() }
    }
}
