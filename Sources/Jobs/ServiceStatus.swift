import Synchronization

/// How a service stands, for those who look at it from outside while it runs.
package final class ServiceStatus: Sendable {
    package enum Phase: Sendable, Equatable {
        /// Has no control connection; why the last try failed, if one did.
        case connecting(String?)
        /// Takes jobs.
        case serving
        /// Takes no more jobs, and ends when those that run have.
        case draining
    }

    private struct State {
        var phase = Phase.connecting(nil)
        var movedAt = ContinuousClock.now
    }

    private let state = Mutex(State())

    package init() {}

    package var phase: Phase { state.withLock(\.phase) }

    /// How long the service's loop has not come round.
    package var stillness: Duration { state.withLock { .now - $0.movedAt } }

    func enter(_ phase: Phase) {
        state.withLock { $0 = State(phase: phase) }
    }

    /// The service's loop came round.
    func move() {
        state.withLock { $0.movedAt = .now }
    }
}
