#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Waiting for a socket.
enum Readiness {
    /// True when the socket can be read or written, or has failed; false when the time is over.
    static func wait(_ socket: Int32, forWriting: Bool, milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: socket, events: Int16(forWriting ? POLLOUT : POLLIN), revents: 0)
        return poll(&entry, 1, milliseconds) != 0
    }
}
