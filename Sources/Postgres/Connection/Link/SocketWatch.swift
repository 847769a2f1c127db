import Dispatch

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Says when a socket can be read, until it is dropped.
final class SocketWatch {
    private let source: any DispatchSourceRead

    /// - Parameters:
    ///   - socket: Watched through a copy of its descriptor, because a source must be gone before its descriptor is
    ///     closed, and libpq closes its own whenever it likes.
    ///   - queue: Where `handler` runs.
    /// - Returns: Nil where the process has too many files open.
    init?(_ socket: Int32, queue: DispatchQueue, handler: @escaping @Sendable () -> Void) {
        let copy = dup(socket)
        guard copy >= 0 else { return nil }
        source = DispatchSource.makeReadSource(fileDescriptor: copy, queue: queue)
        source.setEventHandler(handler: handler)
        source.setCancelHandler { close(copy) }
        source.activate()
    }

    deinit {
        source.cancel()
    }
}
