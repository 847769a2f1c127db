import CLibPQ
import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Asks the server to stop the statement that runs on one connection, and never the next one.
///
/// `PQcancel` names a connection, not a statement, and blocks until the server has passed the signal on, for ever where
/// the server is silent. So requests travel on a thread of their connection's own, start only while their own statement
/// runs, and ``end(_:)`` waits for those on their way.
/// A signal that arrives before the statement is ignored by the server: the request is repeated until the statement ends.
final class StatementCancellation: Sendable {
    /// What became of the requests to cancel one statement.
    struct Outcome {
        let wasRequested: Bool
        /// False where a request is still on its way and might hit a later statement.
        let isSettled: Bool
    }

    private struct State {
        var lastTicket: UInt64 = 0
        var running: UInt64?
        var wasRequested = false
        /// Nil when the connection is finished.
        var socket: Int32?
    }

    private static let firstPause = DispatchTimeInterval.milliseconds(50)
    private static let laterPause = DispatchTimeInterval.milliseconds(500)
    /// A server that does not answer a cancelled statement in this time is given up with its connection.
    private static let patience = DispatchTimeInterval.seconds(10)
    private static let settleTime = DispatchTimeInterval.seconds(5)

    /// Serial, so that it has a thread whatever else is blocked: the system's own queues have no more than there are cores.
    private static let deadlines = DispatchQueue(label: "merit.postgres.deadlines", qos: .utility)

    private let signals = DispatchQueue(label: "merit.postgres.signals", qos: .utility)
    private let handle: CancelHandle
    private let state: Mutex<State>
    private let inFlight = DispatchGroup()
    /// Odd while a statement runs; rises with every statement and every row.
    private let progress = Atomic<UInt64>(0)

    /// - Parameter socket: Kept as a copy of its descriptor, because libpq closes its own in the middle of a call when the connection
    ///   breaks, and its number may mean another file then.
    /// - Returns: Nil where the process has too many files open.
    init?(_ handle: CancelHandle, socket: Int32) {
        let copy = dup(socket)
        guard copy >= 0 else { return nil }
        self.handle = handle
        state = Mutex(State(socket: copy))
    }

    deinit {
        retire()
    }

    /// Lets go of the socket, so that it is closed with the connection.
    func retire() {
        state.withLock { state in
            if let socket = state.socket { close(socket) }
            state.socket = nil
        }
    }

    var pulse: UInt64 { progress.load(ordering: .relaxed) }

    /// Says that something arrived, or could be sent, while the statement goes on.
    func beat() {
        progress.wrappingAdd(2, ordering: .relaxed)
    }

    /// Announces a statement; the ticket stands for it until ``end(_:)``.
    func begin() -> UInt64 {
        progress.wrappingAdd(1, ordering: .relaxed)
        return state.withLock { state in
            state.lastTicket += 1
            state.running = state.lastTicket
            state.wasRequested = false
            return state.lastTicket
        }
    }

    /// Cancels a statement if it still runs; returns at once.
    ///
    /// - Parameter ticket: Which statement; whichever runs where it is nil.
    func request(_ ticket: UInt64? = nil) {
        let running: UInt64? = state.withLock { state in
            guard let running = state.running, ticket ?? running == running else { return nil }
            state.wasRequested = true
            return running
        }
        guard let running else { return }
        signals.async { self.attempt(running, then: Self.firstPause) }
        limit(running)
    }

    /// Gives a statement that must not be cancelled the time that a cancelled one has to end; returns at once.
    func limit(_ ticket: UInt64) {
        Self.deadlines.asyncAfter(deadline: .now() + Self.patience) { self.giveUp(ticket) }
    }

    /// Ends the statement of `ticket`: no request for it starts any more, and those on their way have arrived.
    func end(_ ticket: UInt64) -> Outcome {
        progress.wrappingAdd(1, ordering: .relaxed)
        let wasRequested = state.withLock { state in
            state.running = nil
            return state.wasRequested
        }
        let isSettled = !wasRequested || inFlight.wait(timeout: .now() + Self.settleTime) == .success
        return Outcome(wasRequested: wasRequested, isSettled: isSettled)
    }

    private func attempt(_ ticket: UInt64, then pause: DispatchTimeInterval) {
        let isRunning = state.withLock { state in
            guard state.running == ticket else { return false }
            inFlight.enter()
            return true
        }
        guard isRunning else { return }
        handle.send()
        inFlight.leave()
        signals.asyncAfter(deadline: .now() + pause) {
            self.attempt(ticket, then: Self.laterPause)
        }
    }

    /// Breaks the connection under a call that would otherwise wait for ever, as after a network partition.
    ///
    /// - Parameter ticket: Which statement; whichever runs where it is nil.
    func giveUp(_ ticket: UInt64? = nil) {
        state.withLock { state in
            guard let running = state.running, ticket ?? running == running, let socket = state.socket else { return }
            _ = shutdown(socket, Int32(SHUT_RDWR))
        }
    }
}

/// libpq's key to a running backend.
///
/// Unchecked, because a pointer is not `Sendable`: it is set once, `PQcancel` only reads what it points to and is
/// documented as safe from any thread, and it is freed when nobody holds it any more.
final class CancelHandle: @unchecked Sendable {
    private let pointer: OpaquePointer

    init?(_ connection: OpaquePointer) {
        guard let pointer = PQgetCancel(connection) else { return nil }
        self.pointer = pointer
    }

    deinit {
        PQfreeCancel(pointer)
    }

    /// Returns when the server has passed the signal on.
    ///
    /// A failure is ignored: whoever asked tries again.
    func send() {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { complaint in
            _ = PQcancel(pointer, complaint.baseAddress, Int32(complaint.count))
        }
    }
}
