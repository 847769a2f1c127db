import CLibPQ

extension Link {
    /// Sends a COPY into the server and waits until data may flow.
    func startCopy(_ sql: String) throws(PostgresError) {
        try send(sql, PostgresParameters([]))
        guard let first = PQgetResult(pointer) else { throw failure }
        let result = ServerResult(first)
        guard result.status != PGRES_COPY_IN else { return }
        let refusal =
            result.status == PGRES_FATAL_ERROR
            ? PostgresError(result) : PostgresError(.misuse, "expected COPY … FROM STDIN")
        discardAnswers()
        throw isLost ? refusal.asConnectionLoss() : refusal
    }

    /// Ends a COPY into the server and gives the number of rows.
    func finishCopy() throws(PostgresError) -> Int {
        guard PQputCopyEnd(pointer, nil) == 1 else { throw failure }
        return try answer().affectedRows
    }

    /// Fails a COPY into the server.
    ///
    /// - Parameter reason: What the server is to write into its log.
    /// - Throws: What ended the COPY where that is not this failure: a refusal that came before, or a lost connection.
    func failCopy(because reason: String) throws(PostgresError) {
        guard PQputCopyEnd(pointer, reason) == 1 else { throw failure }
        do throws(PostgresError) {
            _ = try answer()
        } catch  where error.sqlState == "57014" && !error.isConnectionLoss {
            return
        }
    }
}
