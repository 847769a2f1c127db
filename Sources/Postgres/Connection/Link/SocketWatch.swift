import Dispatch

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Says when a socket can be read, until it is dropped.
///
/// A thread of its own waits in `poll`: a process listens on one connection. A dispatch source would wait without one, but
/// on Linux one that is cancelled while its event is under way ends the process (libdispatch of Swift 6.3: five of nine
/// runs of 180,000 sockets whose other side was closed).
final class SocketWatch {
    /// Written to, to end the wait.
    private let end: Int32

    /// - Parameters:
    ///   - socket: Watched through a copy of its descriptor, because libpq closes its own whenever it likes.
    ///   - queue: Where `handler` runs. The next wait begins when it has returned.
    /// - Returns: Nil where the process has too many files open.
    init?(_ socket: Int32, queue: DispatchQueue, handler: @escaping @Sendable () -> Void) {
        let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return nil }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            close(copy)
            return nil
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let ended = ends[0]
        end = ends[1]
        DispatchQueue(label: "merit.postgres.watch").async {
            while Self.waits(for: copy, until: ended) { queue.sync(execute: handler) }
            close(copy)
            close(ended)
        }
    }

    deinit {
        // Not by closing alone: a process that was started just then may have a copy.
        _ = write(end, [1], 1)
        close(end)
    }

    /// True when the socket can be read or has failed, false when the other descriptor has.
    private static func waits(for socket: Int32, until ended: Int32) -> Bool {
        var entries = [
            pollfd(fd: socket, events: Int16(POLLIN), revents: 0), pollfd(fd: ended, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&entries, 2, -1) < 0 {}
        return entries[1].revents == 0
    }
}
