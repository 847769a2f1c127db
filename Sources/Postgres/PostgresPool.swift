import CLibPQ

/// Up to `maximum` connections, each lent to one holder at a time; who comes first is served first.
package actor PostgresPool {
    private let configuration: PostgresConfiguration
    private let maximum: Int
    private var idle: [PostgresConnection] = []
    /// Lent out, or being made for somebody.
    private var lent = 0
    private var isClosed = false
    private var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
    private var tickets: UInt64 = 0

    package init(_ configuration: PostgresConfiguration, maximum: Int) {
        self.configuration = configuration
        self.maximum = maximum
    }

    /// Lends a connection for the time of `body`.
    ///
    /// It goes back to the pool as it is between transactions; one that is lost, or left in a transaction, is closed.
    package nonisolated func withConnection<Value>(
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await take()
        do {
            let value = try await body(connection)
            await giveBack(connection)
            return value
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    /// Closes what is idle, and what is lent as it comes back; nobody is served any more.
    package func close() async {
        isClosed = true
        for waiter in waiting { waiter.continuation.resume(throwing: Self.closed) }
        waiting = []
        for connection in idle { await connection.close() }
        idle = []
    }

    private func take() async throws -> PostgresConnection {
        try await waitForTurn()
        do {
            while let connection = idle.popLast() {
                if await connection.isAlive() { return connection }
                await connection.close()
            }
            return try await PostgresConnection.connect(configuration)
        } catch {
            endTurn()
            throw error
        }
    }

    private func giveBack(_ connection: PostgresConnection) async {
        if await connection.isReusable, !isClosed {
            idle.append(connection)
        } else {
            await connection.close()
        }
        endTurn()
    }

    /// Returns when the caller may hold a connection.
    private func waitForTurn() async throws {
        guard !isClosed else { throw Self.closed }
        if lent < maximum && waiting.isEmpty {
            lent += 1
            return
        }
        tickets += 1
        let ticket = tickets
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                if Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    waiting.append((ticket, continuation))
                }
            }
        } onCancel: {
            Task { await self.leave(ticket) }
        }
    }

    /// The next in line takes over the turn, which stays counted.
    private func endTurn() {
        if waiting.isEmpty {
            lent -= 1
        } else {
            waiting.removeFirst().continuation.resume()
        }
    }

    private func leave(_ ticket: UInt64) {
        guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiting.remove(at: index).continuation.resume(throwing: CancellationError())
    }

    private static let closed = PostgresError(.configuration, "the pool of connections is closed")
}

extension PostgresConnection {
    /// Whether an idle connection still has a server at the other end: a look at the socket, not a round trip.
    func isAlive() -> Bool {
        isReusable && PQconsumeInput(handle) == 1 && isReusable
    }
}
