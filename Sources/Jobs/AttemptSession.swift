import Postgres
import Synchronization

/// The session of an attempt: leased when it is first needed, and looked at by the worker from outside.
final class AttemptSession: Sendable {
    /// Where it is leased, and others for what is asked beside it.
    let pool: PostgresPool
    private let leased = Mutex<PostgresConnection?>(nil)
    /// Its server process, known without the session, which may be busy; 0 where none is leased.
    private let process = Atomic<Int32>(0)

    init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Odd while the attempt waits for the server; see ``PostgresConnection/pulse``.
    var pulse: UInt64 { leased.withLock { $0?.pulse ?? 0 } }

    /// Who holds what it waits for, and since when, asked on another session; nil where nobody does, or none is leased.
    func obstacle() async throws -> String? {
        let processID = process.load(ordering: .relaxed)
        guard processID != 0 else { return nil }
        return try await pool.withConnection { connection in
            try await connection.query(Statements.waitsFor, processID).one().decode(String?.self)
        }
    }

    /// Breaks the connection under the attempt.
    func sever() {
        leased.withLock { $0?.sever() }
    }

    /// The session; asked for by one task at a time.
    ///
    /// - Parameter begin: runs on it before anything else does.
    func connection(begin: (PostgresConnection) async throws -> Void) async throws -> PostgresConnection {
        if let connection = leased.withLock({ $0 }) { return connection }
        let connection = try await pool.lease()
        leased.withLock { $0 = connection }
        process.store(await connection.processID, ordering: .relaxed)
        try await begin(connection)
        return connection
    }

    /// Gives it back, if there is one.
    func end() async {
        process.store(0, ordering: .relaxed)
        let connection = leased.withLock { leased in
            defer { leased = nil }
            return leased
        }
        if let connection { await pool.giveBack(connection) }
    }
}
