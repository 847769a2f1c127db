/// Lets a test and a handler wait for each other.
struct Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func send() {
        continuation.yield()
    }

    /// Waits for one call of ``send()``; each is waited for once.
    ///
    /// - Throws: `CancellationError`.
    func wait() async throws {
        for await _ in stream { return }
        throw CancellationError()
    }
}
