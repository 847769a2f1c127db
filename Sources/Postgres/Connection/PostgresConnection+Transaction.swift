import CLibPQ
import Logging

extension PostgresConnection {
    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws or its task is cancelled.
    ///
    /// The connection belongs to the transaction until it ends: nobody else may use it.
    ///
    /// - Parameters:
    ///   - isolation: How much it sees of others.
    ///   - readOnly: True for a transaction that writes nothing.
    /// - Throws: The first error, never that of a rollback after it. It says so where the connection broke during COMMIT, and the
    ///   outcome is unknown.
    package nonisolated func withTransaction<Success>(
        isolation: IsolationLevel = .readCommitted, readOnly: Bool = false,
        _ body: (PostgresConnection) async throws -> Success
    ) async throws -> Success {
        try await withTransaction(isolation: isolation, readOnly: readOnly, beginningWith: []) { connection, _ in
            try await body(connection)
        }
    }

    /// The same, whose first statements are sent together with its beginning: a single round trip.
    ///
    /// - Parameters:
    ///   - first: as ``batch(_:)`` takes them.
    ///   - body: is given the rows of each.
    package nonisolated func withTransaction<Success>(
        isolation: IsolationLevel = .readCommitted, readOnly: Bool = false, beginningWith first: [PostgresStatement],
        _ body: (PostgresConnection, [PostgresRows]) async throws -> Success
    ) async throws -> Success {
        let answers = try await begin(
            "BEGIN ISOLATION LEVEL \(isolation.rawValue)\(readOnly ? " READ ONLY" : "")", first)
        let success: Success
        do {
            success = try await body(self, answers)
            guard !Task.isCancelled else { throw PostgresError.cancelled }
        } catch {
            await rollBack()
            throw error
        }
        try await commit()
        return success
    }

    private func begin(
        _ sql: String, _ first: [PostgresStatement]
    ) async throws(PostgresError) -> [PostgresRows] {
        guard let link else { throw .closed }
        guard link.transactionStatus == PQTRANS_IDLE else {
            throw PostgresError(.misuse, "the connection is in a transaction already")
        }
        let isAlone = link.isPooled || first.isEmpty
        if isAlone {
            // The session of before may have been another server's.
            try await script(link.isPooled ? "\(sql); \(SessionSetting.statement(forTransaction: true))" : sql)
            if first.isEmpty { return [] }
        }
        do throws(PostgresError) {
            return isAlone
                ? try await batch(first)
                : Array(try await batch([PostgresStatement(sql, parameters: [])] + first).dropFirst())
        } catch {
            await rollBack()
            throw error
        }
    }

    /// Leaves the transaction; a failure means that the connection is lost, and the transaction with it.
    func rollBack() async {
        guard link != nil else { return }
        do throws(PostgresError) {
            try await script("ROLLBACK", shielded: true)
        } catch {
            logger?.debug("rollback failed: \(error)")
            disconnect()
        }
    }

    private func commit() async throws(PostgresError) {
        guard link?.transactionStatus != PQTRANS_INERROR else {
            // COMMIT would answer ROLLBACK without an error.
            await rollBack()
            throw PostgresError(
                .server, "the transaction was rolled back because a statement in it had failed", sqlState: "25P02")
        }
        do throws(PostgresError) {
            try await script("COMMIT", shielded: true)
        } catch {
            guard error.code == .connectionLost else { throw error }
            var loss = error
            loss.message = "the connection was lost during COMMIT, its outcome is unknown: \(error.message)"
            throw loss
        }
    }
}

/// How much a transaction sees of others that run beside it.
package enum IsolationLevel: String, Sendable, CaseIterable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
}
