import Appraisal
import Foundation
import Jobs
import Measures
package import Postgres

/// The database that holds `merit_source`; it may be another one than the one that holds `merit`.
package struct SourceDatabase: Sendable {
    package let pool: PostgresPool
    package let schema: String
    /// Whether it is the database that holds `merit`, so that a session of that one can read it.
    let isShared: Bool
    /// Of this machine.
    private let cores: Int
    /// How long a session may hear nothing before its server is asked what it does.
    let silence: Duration
    /// Is told which relation is being read, where that takes longer than a moment; nil: what was read is worked with.
    var tell: @Sendable (String?) async -> Void = { _ in }

    /// - Parameters:
    ///   - schema: the schema that holds the source.
    ///   - isShared: whether it is the database that holds `merit`: then a job reads on the session that is known to do its
    ///     work, and that a takeover ends.
    ///   - cores: of this machine, which is the server's where that is reached by a socket.
    ///   - silence: how long a session of the pool may hear nothing before its server is asked what it does.
    package init(
        pool: PostgresPool, schema: String = "merit_source", isShared: Bool = false,
        cores: Int = ProcessInfo.processInfo.processorCount, silence: Duration = .seconds(5)
    ) {
        self.pool = pool
        self.schema = schema
        self.isShared = isShared
        self.cores = cores
        self.silence = silence
    }

    /// The same, where the progress of a job shows what is being read.
    func reading(for attempt: Attempt) -> SourceDatabase {
        var source = self
        source.tell = { relation in
            // Nothing rests on it; whoever lost the lease finds out otherwise.
            try? await attempt.reportBeside(stage: relation == nil ? "scoring" : "measuring", what: relation)
        }
        return source
    }

    /// How often a person's command reads again what was replaced while it was read.
    private static let readings = 3

    /// Reads everything in `body` from one snapshot, with days and times in `timeZone`.
    ///
    /// - Parameters:
    ///   - end: where it is past, the instant that a standby must have reached.
    ///   - own: the session of the job that reads, and the one to read on where the databases are one; nil: somebody waits for the
    ///     answer, and `body` is run again where the first reading is of no use.
    /// - Throws: `NotNow` where a relation was replaced while it was read, so that what was read may never have been there.
    package func snapshot<Value: Sendable>(
        timeZone: String = "UTC", reaching end: PostgresTimestamp? = nil, on own: PostgresConnection? = nil,
        _ body: (SourceSnapshot) async throws -> Value
    ) async throws -> Value {
        var changed: [String] = []
        for _ in 0..<(own == nil ? Self.readings : 1) {
            let reading =
                if let own, isShared {
                    try await read(timeZone: timeZone, reaching: end, of: own, body)
                } else {
                    try await pool.withConnection { try await watched(timeZone: timeZone, reaching: end, of: $0, body) }
                }
            switch reading {
            case .whole(let value): return value
            case .torn(let relations): changed = relations
            }
        }
        throw NotNow(
            """
            while it was read, somebody emptied and refilled, rewrote, swapped or redefined \(changed.joined(separator: ", ")), so that \
            what was read may never have been there; it is read again (where this comes back, see what replaces it, and when: a nightly \
            load, VACUUM FULL, REFRESH MATERIALIZED VIEW)
            """)
    }

    /// What came of reading once.
    private enum Reading<Value: Sendable>: Sendable {
        case whole(Value)
        /// These relations were replaced meanwhile.
        case torn([String])
    }

    /// The same on a session of the pool, which nobody else listens to.
    private func watched<Value: Sendable>(
        timeZone: String, reaching end: PostgresTimestamp?, of connection: PostgresConnection,
        _ body: (SourceSnapshot) async throws -> Value
    ) async throws -> Reading<Value> {
        try await read(timeZone: timeZone, reaching: end, of: connection) { snapshot in
            try await beingWatched(connection) { try await body(snapshot) }
        }
    }

    private func read<Value: Sendable>(
        timeZone: String, reaching end: PostgresTimestamp?, of connection: PostgresConnection,
        _ body: (SourceSnapshot) async throws -> Value
    ) async throws -> Reading<Value> {
        let instant = try await SourceInstant.read(from: connection)
        if let end { try instant.check(reaching: end) }
        var shape: [String: [String]]?
        do {
            let (value, state) = try await within(timeZone, at: instant, on: connection) { snapshot in
                shape = snapshot.catalog.shape
                return (try await body(snapshot), try await SourceState.read(by: connection))
            }
            let changed = try await state.changed(on: connection)
            return changed.isEmpty ? .whole(value) : .torn(changed)
        } catch let failure as FailedReading {
            if let torn = try await redefined(since: shape, on: connection) { return .torn(torn) }
            let found = try await within(timeZone, at: instant, on: connection) { snapshot in
                try await beingWatched(connection) { try await snapshot.failingRows(of: failure) }
            }
            throw failure.explained(by: found)
        } catch let error as PostgresError where error.isFaultOfSource {
            if let torn = try await redefined(since: shape, on: connection) { return .torn(torn) }
            throw try await advised(error, on: connection)
        }
    }

    /// One state of the source, for the time of `body`.
    private func within<Value>(
        _ timeZone: String, at instant: SourceInstant, on connection: PostgresConnection,
        _ body: (SourceSnapshot) async throws -> Value
    ) async throws -> Value {
        try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
            let cores = await connection.transport == .local ? Int32(cores) : nil
            try await connection.execute(Statements.beginSnapshot, timeZone, cores, !isShared)
            let catalog = try await SourceCatalog(reading: schema, from: connection)
            return try await body(
                SourceSnapshot(
                    connection: connection, schema: schema, catalog: catalog, instant: instant, tell: tell))
        }
    }

    /// The relations that are not as they were: a statement that was made for the columns of before says nothing about those of now.
    private func redefined(
        since shape: [String: [String]]?, on connection: PostgresConnection
    ) async throws -> [String]? {
        let now = try await SourceCatalog(reading: schema, from: connection).shape
        guard let shape, shape != now else { return nil }
        let names = Set(shape.keys).union(now.keys).filter { shape[$0] != now[$0] }
        return names.sorted().map { "\(schema).\($0)" }
    }
}

extension SourceDatabase {
    /// A refusal, with the statement that mends it, for the role that was refused.
    private func advised(_ error: PostgresError, on connection: PostgresConnection) async throws -> PostgresError {
        guard error.sqlState == "42501", error.hint == nil else { return error }
        let rights = try await SourceRights(on: schema, from: connection)
        var advised = error
        advised.hint =
            rights.advice() ?? (rights.isComplete ? SourceRights.adviceInside : rights.grants(isShared: isShared))
        return advised
    }
}
