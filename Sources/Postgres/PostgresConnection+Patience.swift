extension PostgresConnection {
    /// Waits for an answer, but not for ever: one that does not come is a connection that is lost.
    ///
    /// - Throws: ``PostgresError/Code/connectionLost`` when `patience` is over, or what `ask` throws.
    package nonisolated func answering<Answer: Sendable>(
        within patience: Duration, _ ask: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await ask() }
            group.addTask {
                try await Task.sleep(for: patience)
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
}
