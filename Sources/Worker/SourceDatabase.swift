import Foundation
import Measures
package import Postgres
import Statements

/// The database that holds `merit_source`; it may be another one than the one that holds `merit`.
package struct SourceDatabase: Sendable {
    package let pool: PostgresPool
    package let schema: String
    /// Whether it is the database that holds `merit`, so that a session of that one can read it.
    let isShared: Bool
    /// Of this machine.
    private let cores: Int
    /// How long a session may hear nothing before its server is asked what it does.
    private let silence: Duration

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

    /// Reads everything in `body` from one snapshot, with days and times in `timeZone`.
    ///
    /// - Parameters:
    ///   - end: where it is past, the instant that a standby must have reached.
    ///   - own: the session to read on where the databases are one; a session of the pool otherwise.
    package func snapshot<Value: Sendable>(
        timeZone: String = "UTC", reaching end: PostgresTimestamp? = nil, on own: PostgresConnection? = nil,
        _ body: (SourceSnapshot) async throws -> Value
    ) async throws -> Value {
        if let own, isShared { return try await snapshot(timeZone: timeZone, reaching: end, of: own, body) }
        return try await pool.withConnection { connection in
            try await snapshot(timeZone: timeZone, reaching: end, of: connection) { snapshot in
                let backend = try await connection.query("select pg_backend_pid()").one().decode(Int32.self)
                async let _ = SourceWatch(connection: connection, backend: backend, patience: silence).run()
                return try await body(snapshot)
            }
        }
    }

    private func snapshot<Value: Sendable>(
        timeZone: String, reaching end: PostgresTimestamp?, of connection: PostgresConnection,
        _ body: (SourceSnapshot) async throws -> Value
    ) async throws -> Value {
        let instant = try await SourceInstant.read(from: connection)
        if let end { try instant.check(reaching: end) }
        return try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
            let cores = await connection.transport == .local ? Int32(cores) : nil
            try await connection.execute(Statements.beginSnapshot, timeZone, cores, !isShared)
            let catalog = try await SourceCatalog(reading: schema, from: connection)
            return try await body(
                SourceSnapshot(connection: connection, schema: schema, catalog: catalog, instant: instant))
        }
    }
}

extension SourceCatalog {
    init(reading schema: String, from connection: PostgresConnection) async throws {
        var relations: [String: SourceRelation] = [:]
        for row in try await connection.query(Statements.sourceColumns, schema) {
            let (relation, column, type, isEnum, isBytewise) = try row.decode(
                String.self, String.self, String.self, Bool.self, Bool.self)
            relations[relation, default: SourceRelation(name: relation, columns: [])].columns
                .append((column, ColumnType(formatType: type, isEnum: isEnum, isBytewise: isBytewise)))
        }
        self.init(relations: relations)
    }
}
