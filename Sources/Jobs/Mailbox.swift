import Synchronization

/// What a loop is told, in the order in which it came; what waits to be read is not put in again.
final class Mailbox<Event: Hashable & Sendable>: Sendable {
    let events: AsyncStream<Event>
    private let continuation: AsyncStream<Event>.Continuation
    private let waiting = Mutex<Set<Event>>([])

    init() {
        (events, continuation) = AsyncStream.makeStream()
    }

    func put(_ event: Event) {
        if waiting.withLock({ $0.insert(event).inserted }) { continuation.yield(event) }
    }

    /// Says that the loop has the event: the same that comes from now on is news.
    func take(_ event: Event) {
        waiting.withLock { _ = $0.remove(event) }
    }
}
