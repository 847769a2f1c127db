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
            try link.startCopy(sql)
            do {
                var writer = CopyWriter(link)
                try body(&writer)
                try writer.finish(link)
            } catch {
                // The server's own refusal, or a loss, says more than that writing failed.
                try link.failCopy(because: "\(type(of: error))")
                return .failure(error)
            }
            return .success(try link.finishCopy())
        }
        return try outcome.get()
    }
}
