package import Logging
import Synchronization

/// Connections that are lent one task at a time.
///
/// Those who wait are served in the order in which they came. A connection that comes back lost, dirty or in doubt is
/// closed and replaced by a new one for the next who asks.
package final class PostgresPool: Sendable {
    package let configuration: PostgresConfiguration
    private let logger: Logger?
    private let ledger: Mutex<LeaseLedger>
    /// Whether it was said that others can read what goes over the connections.
    private let hasWarned = Atomic(false)

    /// - Parameters:
    ///   - maximum: How many connections may be open at a time; at least 1.
    ///   - logger: Is told, once, where they cross a network without TLS; takes the server's warnings, at debug.
    package init(_ configuration: PostgresConfiguration, maximum: Int, logger: Logger? = nil) {
        precondition(maximum > 0, "a pool needs room for a connection")
        self.configuration = configuration
        self.logger = logger
        ledger = Mutex(LeaseLedger(maximum: maximum))
    }

    /// Lends a connection to `body`, which must not keep it.
    ///
    /// - Throws: ``PostgresError/Code/cannotConnect``, ``PostgresError/Code/cancelled`` when the task is while it waits,
    ///   ``PostgresError/Code/misuse`` when the pool is closed, or what `body` throws.
    package func withConnection<Success>(
        _ body: (PostgresConnection) async throws -> Success
    ) async throws -> Success {
        let connection = try await lease()
        do {
            let success = try await body(connection)
            await giveBack(connection)
            return success
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    /// Closes the connections that nobody holds, and the others when they come back.
    ///
    /// Those who wait get an error.
    package func close() async {
        let (idle, waiters) = ledger.withLock { $0.close() }
        for waiter in waiters { waiter.resume(returning: .failure(Self.closed)) }
        for connection in idle { await connection.close() }
    }

    /// Closes the connections that nobody holds: whoever has left a server needs none that lead there, and one that is silent
    /// would show it only after a wait for each.
    package func closeIdle() async {
        for connection in ledger.withLock({ $0.takeIdle() }) { await connection.close() }
    }

    /// Connections that are open, or about to be.
    package var openCount: Int { ledger.withLock(\.openCount) }
    /// Connections that wait to be lent.
    package var idleCount: Int { ledger.withLock(\.idleCount) }
    /// Tasks that wait for a connection.
    package var waiterCount: Int { ledger.withLock(\.waiterCount) }

    private static let closed = PostgresError(.misuse, "the pool is closed")

    /// Lends a connection until ``giveBack(_:)``; where a scope can say how long, use ``withConnection(_:)``.
    ///
    /// - Throws: as ``withConnection(_:)``.
    package func lease() async throws(PostgresError) -> PostgresConnection {
        if let connection = try await wait() {
            if await connection.isReady() { return connection }
            await connection.close()
        }
        do throws(PostgresError) {
            let connection = try await PostgresConnection.connect(configuration, logger: logger)
            if let logger, await connection.transport == .plain, !hasWarned.exchange(true, ordering: .relaxed) {
                logger.warnOfPlainTransport(to: configuration)
            }
            return connection
        } catch {
            handOn(nil)
            throw error
        }
    }

    /// Takes back what ``lease()`` lent.
    package func giveBack(_ connection: PostgresConnection) async {
        guard await connection.restore(), !ledger.withLock({ $0.isClosed }) else {
            await connection.close()
            return handOn(nil)
        }
        handOn(connection)
    }

    /// Gives a connection, or the right to open one, to whoever has waited longest.
    private func handOn(_ connection: PostgresConnection?) {
        ledger.withLock { $0.handOn(connection) }?.resume(returning: .success(connection))
    }

    /// A connection that was idle, or nil for the right to open one.
    private func wait() async throws(PostgresError) -> PostgresConnection? {
        let number = ledger.withLock { $0.nextNumber() }
        let grant = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let decided: LeaseLedger.Grant? = ledger.withLock { ledger in
                    // The handler below either finds the waiter or ran before this line.
                    if Task.isCancelled { return .failure(.cancelled) }
                    if ledger.isClosed { return .failure(Self.closed) }
                    return ledger.admit(number, continuation)
                }
                if let decided { continuation.resume(returning: decided) }
            }
        } onCancel: {
            ledger.withLock { $0.withdraw(number) }?.resume(returning: .failure(.cancelled))
        }
        return try grant.get()
    }
}
