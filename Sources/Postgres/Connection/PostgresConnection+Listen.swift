import Dispatch

extension PostgresConnection {
    /// Those who wait for notifications on some channels.
    struct Listener {
        let channels: Set<String>
        let continuation: AsyncStream<PostgresNotification>.Continuation
    }

    /// Listens on channels; notifications keep coming while other statements run on the connection.
    ///
    /// A stream keeps what arrives until it is read. The session goes on listening when the stream is dropped, until it
    /// is closed. Inside a transaction LISTEN takes effect with COMMIT.
    ///
    /// - Returns: A stream that ends when the connection is closed or lost.
    /// - Throws: ``PostgresError``.
    package func listen(_ channels: [String]) async throws(PostgresError) -> AsyncStream<PostgresNotification> {
        let (stream, continuation) = AsyncStream.makeStream(of: PostgresNotification.self)
        lastListener += 1
        let number = lastListener
        listeners[number] = Listener(channels: Set(channels), continuation: continuation)
        do throws(PostgresError) {
            for channel in channels { try await script("LISTEN \(quoted(channel))") }
            try watchSocket()
        } catch {
            listeners[number] = nil
            throw error
        }
        let queue = executor.queue
        continuation.onTermination = { [weak self] _ in
            queue.async { [weak self] in self?.assumeIsolated { $0.listeners[number] = nil } }
        }
        return stream
    }

    /// Hands out the notifications that have arrived.
    func deliverNotifications(_ link: Link) {
        while let notification = link.nextNotification() {
            for listener in listeners.values where listener.channels.contains(notification.channel) {
                listener.continuation.yield(notification)
            }
        }
    }

    private func watchSocket() throws(PostgresError) {
        guard let link else { throw .closed }
        guard socketWatch == nil else { return }
        socketWatch = SocketWatch(link.socket, queue: executor.queue) { [weak self] in
            self?.assumeIsolated { $0.socketBecameReadable() }
        }
        guard socketWatch != nil else { throw PostgresError(.misuse, "the process has too many files open to listen") }
    }

    private func socketBecameReadable() {
        guard let link else { return }
        let isAlive = link.consumeInput()
        deliverNotifications(link)
        if !isAlive { disconnect() }
    }
}

/// A name as SQL quotes it.
package func quoted(_ identifier: String) -> String {
    let quote = UInt8(ascii: "\"")
    // By bytes: with an accent behind it a quotation mark is another Character, and ends the name all the same.
    return "\"\(String(decoding: identifier.utf8.flatMap { $0 == quote ? [$0, $0] : [$0] }, as: UTF8.self))\""
}

/// What another session sent by NOTIFY.
package struct PostgresNotification: Hashable, Sendable {
    package let channel: String
    package let payload: String
    /// The backend that sent it.
    package let processID: Int32
}
