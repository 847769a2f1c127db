import CLibPQ
import Dispatch
import Synchronization

/// Asks the server to stop the statement that a connection is waiting for.
///
/// `@unchecked Sendable`: the one pointer is set in `init` and freed in `deinit`; PQcancel may be called on it from any thread,
/// and the mutex lets no request go out once the statement it was meant for has ended.
final class Canceller: @unchecked Sendable {
    private struct State {
        var running: UInt64?
        var cancelled: UInt64?
        var counter: UInt64 = 0
    }

    private let request: OpaquePointer?
    private let state = Mutex(State())

    init(_ connection: OpaquePointer) {
        request = PQgetCancel(connection)
    }

    deinit {
        PQfreeCancel(request)
    }

    /// A number for a statement that may be cancelled from now on.
    func prepare() -> UInt64 {
        state.withLock { state in
            state.counter += 1
            return state.counter
        }
    }

    /// The statement is about to be sent; false where it was cancelled before.
    func begin(_ statement: UInt64) -> Bool {
        state.withLock { state in
            guard state.cancelled != statement else { return false }
            state.running = statement
            return true
        }
    }

    /// The statement has ended; true where a request went out for it.
    func end(_ statement: UInt64) -> Bool {
        state.withLock { state in
            state.running = nil
            return state.cancelled == statement
        }
    }

    /// Never blocks the caller: PQcancel makes a connection of its own.
    func cancel(_ statement: UInt64) {
        DispatchQueue.global(qos: .utility).async { [self] in
            state.withLock { state in
                state.cancelled = statement
                guard state.running == statement else { return }
                var reason = [CChar](repeating: 0, count: 256)
                PQcancel(request, &reason, Int32(reason.count))
            }
        }
    }

    /// Stops the statement that is running, from the thread that waits for it.
    func interrupt() {
        var reason = [CChar](repeating: 0, count: 256)
        PQcancel(request, &reason, Int32(reason.count))
    }
}
