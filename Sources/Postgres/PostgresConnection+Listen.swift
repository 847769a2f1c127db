import CLibPQ
import Dispatch

/// What a NOTIFY said.
package struct PostgresNotification: Sendable, Hashable {
    package let channel: String
    package let payload: String
}

extension PostgresConnection {
    /// Listens to channels; the stream ends when the connection is lost or closed.
    ///
    /// The connection goes on to take statements meanwhile; a second call replaces the first one's stream.
    package func listen(_ channels: [String]) async throws -> AsyncStream<PostgresNotification> {
        for channel in channels {
            try await execute("listen \"\(channel.replacing("\"", with: "\"\""))\"")
        }
        stopListening()
        let (stream, continuation) = AsyncStream<PostgresNotification>.makeStream()
        listener = continuation
        let source = DispatchSource.makeReadSource(fileDescriptor: PQsocket(try open()), queue: queue)
        source.setEventHandler { [weak self] in self?.assumeIsolated { $0.read() } }
        source.activate()
        listening = source
        deliverNotifications()
        return stream
    }

    /// Takes what has come while no statement runs.
    private func read() {
        guard let handle else { return }
        if PQconsumeInput(handle) == 0 || PQstatus(handle) == CONNECTION_BAD {
            stopListening()
        } else {
            deliverNotifications()
        }
    }

    func deliverNotifications() {
        guard let handle, let listener else { return }
        while let notification = PQnotifies(handle) {
            listener.yield(
                PostgresNotification(
                    channel: String(cString: notification.pointee.relname),
                    payload: notification.pointee.extra.map { String(cString: $0) } ?? ""))
            PQfreemem(notification)
        }
        if PQstatus(handle) == CONNECTION_BAD { stopListening() }
    }

    func stopListening() {
        listening?.cancel()
        listening = nil
        listener?.finish()
        listener = nil
    }
}
