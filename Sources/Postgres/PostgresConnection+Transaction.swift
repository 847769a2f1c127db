/// What a transaction sees of others.
package enum IsolationLevel: String, Sendable {
    case readCommitted = "read committed"
    case repeatableRead = "repeatable read"
    case serializable
}

extension PostgresConnection {
    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// The caller has the connection for himself meanwhile.
    ///
    /// - Throws: what `body` throws; a rollback that fails as well does not hide it. Where the connection is lost at COMMIT,
    ///   nobody knows whether the transaction took place.
    package nonisolated func withTransaction<Value>(
        isolation: IsolationLevel = .readCommitted, readOnly: Bool = false,
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await execute("begin isolation level \(isolation.rawValue)\(readOnly ? " read only" : "")")
        do {
            let value = try await body(self)
            try await execute("commit")
            return value
        } catch {
            await rollBack()
            throw error
        }
    }

    /// Where it fails the connection is lost, and the transaction with it.
    private func rollBack() {
        try? runToTheEnd("rollback")
    }
}
