import Postgres

extension SourceDatabase {
    /// Reads on a session that is looked at meanwhile: who is in its way, and whether it and its server still hear each other.
    ///
    /// A network that is gone altogether ends the session by itself; one that keeps the connection open and lets nothing pass does not.
    func beingWatched<Value: Sendable>(
        _ connection: PostgresConnection, _ body: () async throws -> Value
    ) async throws -> Value {
        let backend = try await connection.query("select pg_backend_pid()").one().decode(Int32.self)
        let patience = silence
        let watch = PulseWatch(pace: patience, pulse: { connection.pulse }) {
            try await Self.look(at: backend, of: connection, within: patience)
        }
        async let _ = watch.run()
        do {
            return try await body()
        } catch let error as PostgresError where error.sqlState == "55P03" && error.hint == nil {
            var named = error
            named.hint = watch.obstacle
            throw named
        }
    }

    /// Asks the server what a session does that has heard nothing; breaks the connection where nothing passes.
    ///
    /// - Returns: who holds what it waits for, and since when, as far as the server tells.
    /// - Throws: where nobody can say; then the server is taken to work.
    private static func look(
        at backend: Int32, of connection: PostgresConnection, within patience: Duration
    ) async throws -> String? {
        let (isSilent, obstacle) = try await connection.configuration.withConnection { asking in
            try await asking.answering(within: patience) {
                try await asking.query(Statements.sourceSilence, backend).one().decode(Bool.self, String?.self)
            }
        }
        if isSilent { connection.sever() }
        return obstacle
    }
}
