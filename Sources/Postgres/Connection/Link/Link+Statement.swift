import CLibPQ

extension Link {
    /// Sends one statement with its parameters; results come in binary.
    func send(_ sql: String, _ parameters: PostgresParameters) throws(PostgresError) {
        try requireNoNull(in: sql)
        let accepted = parameters.withPointers { count, values, lengths in
            let binary = [Int32](repeating: 1, count: Int(count))
            return PQsendQueryParams(pointer, sql, count, parameters.types, values, lengths, binary, 1)
        }
        guard accepted == 1 else { throw sendFailure }
    }

    /// Sends several statements at once, without parameters.
    func sendScript(_ sql: String) throws(PostgresError) {
        try requireNoNull(in: sql)
        guard PQsendQuery(pointer, sql) == 1 else { throw sendFailure }
    }

    /// The last answer to what was sent, or its first error; either way everything has been read after it.
    func answer() throws(PostgresError) -> ServerResult {
        var answer: ServerResult?
        var failure: PostgresError?
        while let next = PQgetResult(pointer) {
            let result = ServerResult(next)
            let status = result.status
            if status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE {
                if failure == nil { failure = PostgresError(result) }
            } else if status == PGRES_COPY_IN || status == PGRES_COPY_OUT {
                if failure == nil { failure = .unexpectedCopy }
                guard leaveCopy(status) else { throw self.failure }
            } else {
                answer = consume result
            }
        }
        if let failure { throw isLost ? failure.asConnectionLoss() : failure }
        guard let answer = answer.take() else { throw self.failure }
        return answer
    }

    /// Reads and forgets everything that answers the last statement.
    func discardAnswers() {
        while let next = PQgetResult(pointer) {
            let result = ServerResult(next)
            guard leaveCopy(result.status) else { return }
        }
    }

    /// Ends a COPY that nobody wants; false where the connection did not survive it.
    func leaveCopy(_ status: ExecStatusType) -> Bool {
        if status == PGRES_COPY_IN, PQputCopyEnd(pointer, "not wanted") != 1 { return false }
        if status == PGRES_COPY_OUT {
            var buffer: UnsafeMutablePointer<CChar>?
            while PQgetCopyData(pointer, &buffer, 0) > 0 { PQfreemem(buffer) }
        }
        return !isLost
    }

    /// Why a statement could not be sent: where the server has hung up, its farewell says more than libpq.
    private var sendFailure: PostgresError {
        var farewell: PostgresError?
        while let next = PQgetResult(pointer) {
            let result = ServerResult(next)
            if farewell == nil { farewell = PostgresError(result) }
        }
        let failure = farewell ?? self.failure
        return isLost ? failure.asConnectionLoss() : failure
    }

    func requireNoNull(in sql: String) throws(PostgresError) {
        // To C the statement would end there.
        guard !sql.utf8.contains(0) else {
            throw PostgresError(.misuse, "a statement holds a null character")
        }
    }
}
