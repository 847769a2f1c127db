import Dispatch

/// Holds a thread of a proxy at one place until a test has done what it wants to do there.
final class Checkpoint: Sendable {
    private let arrivals: AsyncStream<Void>
    private let announce: AsyncStream<Void>.Continuation
    private let gate = DispatchSemaphore(value: 0)

    init() {
        (arrivals, announce) = AsyncStream.makeStream()
    }

    /// For the thread: says that it is here, and waits to be let through.
    func arrive() {
        announce.yield()
        gate.wait()
    }

    /// For the test: waits for the thread.
    func reached() async throws {
        for await _ in arrivals { return }
        throw CancellationError()
    }

    /// For the test: lets the thread through, or the next one that arrives.
    func release() {
        gate.signal()
    }
}
