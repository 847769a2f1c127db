import CLibPQ

extension Link {
    /// Hands the rows of the statement just sent to `body`, one at a time.
    ///
    /// - Returns: What `body` threw; the statement has then been stopped on the server.
    /// - Throws: The server's refusal, which may come after some rows.
    func forEachRow(
        of sql: String, _ body: (PostgresRow) throws -> Void
    ) throws(PostgresError) -> Result<Void, any Error> {
        guard PQsetSingleRowMode(pointer) == 1 else {
            discardAnswers()
            throw failure(sql)
        }
        var columns: PostgresColumns?
        while let next = PQgetResult(pointer) {
            let result = ServerResult(next)
            // The end of the rows, or a refusal.
            guard result.status == PGRES_SINGLE_TUPLE else {
                guard result.status == PGRES_FATAL_ERROR else { continue }
                let error = PostgresError(result, sql: sql)
                discardAnswers()
                throw isLost ? error.asConnectionLoss() : error
            }
            let names = columns ?? PostgresColumns(result)
            columns = names
            do {
                try body(PostgresRow(storage: RowStorage(result, columns: names), index: 0))
            } catch {
                abandon()
                return .failure(error)
            }
        }
        return .success(())
    }

    /// Stops the statement that runs and forgets what it still sends.
    func abandon() {
        cancellation.sendNow()
        discardAnswers()
    }
}
