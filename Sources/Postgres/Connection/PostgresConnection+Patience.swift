import Synchronization

extension PostgresConnection {
    /// Waits for an answer, but not for ever: one that does not come is a connection that is lost.
    ///
    /// - Parameters:
    ///   - question: What was asked, for the error.
    ///   - why: Says what the server knows of who is in the way; asked when most of the time is over.
    /// - Throws: ``PostgresError/Code/connectionLost`` when `patience` is over, or what `ask` throws.
    package nonisolated func answering<Answer: Sendable>(
        within patience: Duration, to question: String = "what was asked",
        why: @escaping @Sendable () async -> String? = { nil },
        _ ask: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        let verdict = Verdict()
        return try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask {
                do {
                    return try await ask()
                } catch let error as PostgresError where error.isConnectionLoss {
                    throw verdict.told.withLock { $0 } ?? error
                }
            }
            group.addTask {
                try await Task.sleep(for: patience * 3 / 4)
                let reason = await why()
                verdict.reason.withLock { $0 = reason }
                return nil
            }
            group.addTask {
                try await Task.sleep(for: patience)
                let reason = verdict.reason.withLock { $0.map { ": \($0)" } ?? "" }
                let error = PostgresError(
                    .connectionLost, "no answer within \(Self.words(patience)) to \(question)\(reason)")
                verdict.told.withLock { $0 = error }
                self.sever()
                return nil
            }
            defer { group.cancelAll() }
            while let answer = try await group.next() {
                if let answer { return answer }
            }
            throw CancellationError()
        }
    }

    /// Limits each statement that follows, until the end of the transaction or savepoint: on the server, where ``answering(within:to:why:_:)``
    /// limits how long its answer is waited for.
    ///
    /// - Parameters:
    ///   - locks: how long it waits for what others hold; nil: as before.
    ///   - statements: how long it takes at all; nil: as before.
    package func limit(locks: Duration? = nil, statements: Duration? = nil) async throws(PostgresError) {
        let limits = [("lock_timeout", locks), ("statement_timeout", statements)].compactMap { name, limit in
            limit.map { "set local \(name) = '\($0.milliseconds)ms'" }
        }
        try await script(limits.joined(separator: "; "))
    }

    private static func words(_ time: Duration) -> String {
        time.components.attoseconds == 0 ? "\(time.components.seconds) s" : "\(time.milliseconds) ms"
    }

    /// What those who wait for one answer tell each other.
    private final class Verdict: Sendable {
        let reason = Mutex<String?>(nil)
        /// The error that stands for a connection that was severed here.
        let told = Mutex<PostgresError?>(nil)
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
