import CLibPQ

extension Link {
    /// Hands the rows of the statement just sent to `body`, one at a time.
    ///
    /// - Returns: What `body` threw; the statement has then been stopped on the server.
    /// - Throws: The server's refusal, which may come after some rows.
    func forEachRow(
        _ body: (PostgresRow) throws -> Void
    ) throws(PostgresError) -> Result<Void, any Error> {
        guard PQsetSingleRowMode(pointer) == 1 else {
            discardAnswers()
            throw failure
        }
        var columns: PostgresColumns?
        while let next = PQgetResult(pointer) {
            let result = ServerResult(next)
            let status = result.status
            guard status == PGRES_SINGLE_TUPLE else {
                // The end of the rows, or a statement that has none.
                if status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY { continue }
                let error = status == PGRES_FATAL_ERROR ? PostgresError(result) : .unexpectedCopy
                if leaveCopy(status) { discardAnswers() }
                throw isLost ? error.asConnectionLoss() : error
            }
            cancellation.beat()
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
        cancellation.request()
        discardAnswers()
    }
}
