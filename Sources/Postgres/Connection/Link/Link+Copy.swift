import CLibPQ

extension Link {
    /// Sends a COPY and waits until data may flow.
    ///
    /// - Parameter direction: `PGRES_COPY_IN` or `PGRES_COPY_OUT`.
    func startCopy(_ sql: String, _ direction: ExecStatusType) throws(PostgresError) {
        try send(sql, PostgresParameters([]))
        guard let first = PQgetResult(pointer) else { throw failure(sql) }
        let result = ServerResult(first)
        guard result.status != direction else { return }
        let refusal =
            result.status == PGRES_FATAL_ERROR
            ? PostgresError(result, sql: sql)
            : PostgresError(
                .misuse, "expected COPY … \(direction == PGRES_COPY_IN ? "FROM STDIN" : "TO STDOUT")", sql: sql)
        if result.status == PGRES_COPY_IN { _ = PQputCopyEnd(pointer, "not wanted") }
        discardAnswers()
        throw isLost ? refusal.asConnectionLoss() : refusal
    }

    /// Ends a COPY into the server and gives the number of rows.
    func finishCopy(_ sql: String) throws(PostgresError) -> Int {
        guard PQputCopyEnd(pointer, nil) == 1 else { throw failure(sql) }
        return try answer(to: sql).affectedRows
    }

    /// Fails a COPY into the server.
    ///
    /// - Parameter reason: What the server is to write into its log.
    /// - Throws: What ended the COPY where that is not this failure: a refusal that came before, or a lost connection.
    func failCopy(_ sql: String, because reason: String) throws(PostgresError) {
        guard PQputCopyEnd(pointer, reason) == 1 else { throw failure(sql) }
        do throws(PostgresError) {
            _ = try answer(to: sql)
        } catch  where error.sqlState == "57014" && !error.isConnectionLoss {
            return
        }
    }

    /// Hands the rows of a COPY out of the server to `body`.
    ///
    /// - Returns: What `body` threw; the COPY has then been stopped on the server.
    func readCopy(
        _ sql: String, _ body: (inout CopyRow) throws -> Void
    ) throws(PostgresError) -> Result<Void, any Error> {
        var decoder = CopyDecoder()
        var buffer: UnsafeMutablePointer<CChar>?
        while case let length = PQgetCopyData(pointer, &buffer, 0), length > 0 {
            defer { PQfreemem(buffer) }
            cancellation.beat()
            do {
                let message = UnsafeRawBufferPointer(start: buffer, count: Int(length))
                if var row = try decoder.row(in: message) { try body(&row) }
            } catch {
                abandon()
                return .failure(error)
            }
        }
        _ = try answer(to: sql)
        return .success(())
    }
}
