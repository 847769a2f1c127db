import CLibPQ

extension PostgresConnection {
    /// Loads rows by `COPY … FROM STDIN (FORMAT binary)`.
    ///
    /// - Parameter body: Writes the rows; runs on the connection's queue. What it throws fails the COPY, and leaves the
    ///   connection fit for use.
    /// - Returns: How many rows were loaded.
    /// - Throws: ``PostgresError``, or what `body` throws.
    @discardableResult
    package func copyIn(_ sql: String, _ body: @Sendable (inout CopyWriter) throws -> Void) async throws -> Int {
        let outcome: Result<Int, any Error> = try await exchange { link throws(PostgresError) in
            try link.startCopy(sql, PGRES_COPY_IN)
            do {
                var writer = CopyWriter(link)
                try body(&writer)
                try writer.finish(link)
            } catch {
                // The server's own refusal, or a loss, says more than that writing failed.
                try link.failCopy(sql, because: "\(type(of: error))")
                return .failure(error)
            }
            return .success(try link.finishCopy(sql))
        }
        return try outcome.get()
    }

    /// Reads rows by `COPY … TO STDOUT (FORMAT binary)`.
    ///
    /// - Parameter body: Reads one row; runs on the connection's queue. What it throws stops the COPY.
    /// - Returns: How many rows there were.
    /// - Throws: ``PostgresError``, or what `body` throws.
    @discardableResult
    package func copyOut(_ sql: String, _ body: @Sendable (inout CopyRow) throws -> Void) async throws -> Int {
        try await copyOut(into: 0, sql) { count, row in
            try body(&row)
            count += 1
        }
    }

    /// Folds the rows of `COPY … TO STDOUT (FORMAT binary)` into a value.
    ///
    /// - Throws: ``PostgresError``, or what `body` throws.
    package func copyOut<State: Sendable>(
        into initial: State, _ sql: String, _ body: @Sendable (inout State, inout CopyRow) throws -> Void
    ) async throws -> State {
        var state = initial
        let outcome: Result<Void, any Error> = try await exchange { link throws(PostgresError) in
            try link.startCopy(sql, PGRES_COPY_OUT)
            return try link.readCopy(sql) { row in try body(&state, &row) }
        }
        try outcome.get()
        return state
    }
}
