import CLibPQ

extension PostgresConnection {
    /// Sends rows by `COPY … FROM STDIN (FORMAT BINARY)`.
    ///
    /// - Parameter body: writes the rows; where it throws, nothing is stored and the connection stays usable.
    /// - Returns: how many rows were stored.
    package func copyIn(_ sql: String, _ body: @Sendable (inout CopyWriter) throws -> Void) async throws -> Int {
        try await run { connection in
            try connection.startCopy(sql, PGRES_COPY_IN)
            let handle = try connection.open()
            do {
                var writer = CopyWriter(handle)
                try body(&writer)
                try writer.finish()
            } catch {
                // Tells the server to forget the rows; its own complaint about that is of no interest.
                if PQputCopyEnd(handle, "the sender gave up") == 1 {
                    while let pointer = PQgetResult(handle) { PQclear(pointer) }
                }
                throw error
            }
        }.affected
    }

    /// Takes rows by `COPY … TO STDOUT (FORMAT BINARY)` and folds them into `initial`.
    ///
    /// - Parameter body: reads the cells of one row; where it throws, the rest is thrown away.
    package func copyOut<Value: Sendable>(
        _ sql: String, into initial: Value, _ body: @Sendable (inout Value, inout CopyRow) throws -> Void
    ) async throws -> Value {
        var value = initial
        _ = try await run { connection in
            try connection.startCopy(sql, PGRES_COPY_OUT)
            try connection.receive { try body(&value, &$0) }
        }
        return value
    }

    private func startCopy(_ sql: String, _ expected: ExecStatusType) throws {
        let handle = try open()
        guard PQsendQuery(handle, sql) == 1, let pointer = PQgetResult(handle) else { throw lost() }
        let result = ResultHandle(pointer)
        guard result.status == expected else {
            while let pointer = PQgetResult(handle) { PQclear(pointer) }
            guard result.status == PGRES_FATAL_ERROR else {
                throw PostgresError(.server, "the statement is no COPY in that direction")
            }
            throw PostgresError(result, isLost: PQstatus(handle) == CONNECTION_BAD)
        }
    }

    private func receive(_ body: (inout CopyRow) throws -> Void) throws {
        let handle = try open()
        var isFirst = true
        var failure: (any Error)?
        while true {
            var buffer: UnsafeMutablePointer<CChar>?
            let length = PQgetCopyData(handle, &buffer, 0)
            guard length > 0, let buffer else {
                if length == -2 && failure == nil { failure = lost() }
                break
            }
            defer { PQfreemem(buffer) }
            guard failure == nil else { continue }
            do {
                let bytes = UnsafeRawBufferPointer(start: buffer, count: Int(length))
                guard var row = try CopyRow(bytes, isFirst: isFirst) else { continue }
                try body(&row)
                isFirst = false
            } catch {
                failure = error
                canceller.interrupt()
                isDoubtful = true
            }
        }
        if let failure {
            while let pointer = PQgetResult(handle) { PQclear(pointer) }
            throw failure
        }
    }
}
