import Postgres
import Synchronization

/// The session that an attempt has at the moment, for its worker to look at from outside.
final class AttemptSession: Sendable {
    private let connection = Mutex<PostgresConnection?>(nil)

    /// Odd while the attempt waits for the server; see ``PostgresConnection/pulse``.
    var pulse: UInt64 { connection.withLock { $0?.pulse ?? 0 } }

    /// Breaks the connection under the attempt.
    func sever() {
        connection.withLock { $0?.sever() }
    }

    /// Lets others see the session while `body` runs.
    func show<Value>(_ session: PostgresConnection, during body: () async throws -> Value) async throws -> Value {
        connection.withLock { $0 = session }
        defer { connection.withLock { $0 = nil } }
        return try await body()
    }
}
