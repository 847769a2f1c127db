import CLibPQ

extension PostgresConnection {
    /// Runs one statement and returns its rows, all of them.
    ///
    /// A task that is cancelled meanwhile has the server stop the statement.
    package func query(_ sql: String, _ parameters: (any PostgresEncodable)?...) async throws -> PostgresRows {
        try await query(sql, parameters)
    }

    /// Runs one statement and returns its rows, all of them.
    package func query(_ sql: String, _ parameters: [(any PostgresEncodable)?]) async throws -> PostgresRows {
        PostgresRows(result: try await run { try $0.send(sql, parameters) })
    }

    /// Runs one statement; returns how many rows it changed.
    @discardableResult
    package func execute(_ sql: String, _ parameters: (any PostgresEncodable)?...) async throws -> Int {
        try await query(sql, parameters).result.affected
    }

    /// Runs a statement that is prepared the first time the connection meets it, under `name`.
    package func query(
        prepared name: String, _ sql: String, _ parameters: (any PostgresEncodable)?...
    ) async throws -> PostgresRows {
        PostgresRows(result: try await run { try $0.sendPrepared(name, sql, parameters) })
    }

    /// Runs several statements that return nothing of interest, in one transaction unless they say otherwise.
    package func script(_ sql: String) async throws {
        _ = try await run { connection in
            guard PQsendQuery(try connection.open(), sql) == 1 else { throw connection.lost() }
        }
    }

    /// Runs one statement and folds its rows into `initial`, one by one as they come, whatever their number.
    package func reduce<Value: Sendable>(
        _ sql: String, _ parameters: [(any PostgresEncodable)?], into initial: Value,
        _ body: @Sendable (inout Value, PostgresRow) throws -> Void
    ) async throws -> Value {
        var value = initial
        _ = try await run { connection in
            try connection.send(sql, parameters)
            PQsetSingleRowMode(try connection.open())
        } row: { result in
            try body(&value, PostgresRow(result: result, position: 0))
        }
        return value
    }

    /// Sends something, waits for all there is to come, and returns the last answer.
    ///
    /// - Parameter row: takes each row of single-row mode.
    func run(
        _ send: (isolated PostgresConnection) throws -> Void, row: (ResultHandle) throws -> Void = { _ in }
    ) async throws -> ResultHandle {
        let statement = canceller.prepare()
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            guard canceller.begin(statement) else { throw CancellationError() }
            defer {
                if canceller.end(statement) { isDoubtful = true }
                deliverNotifications()
            }
            do {
                try send(self)
                return try drain(row)
            } catch let error as PostgresError where error.sqlState == "57014" && Task.isCancelled {
                throw CancellationError()
            }
        } onCancel: {
            canceller.cancel(statement)
        }
    }

    /// The same where a cancelled task must not be in the way, such as for a ROLLBACK.
    func runToTheEnd(_ sql: String) throws {
        guard PQsendQuery(try open(), sql) == 1 else { throw lost() }
        _ = try drain { _ in }
    }

    func send(_ sql: String, _ parameters: [(any PostgresEncodable)?]) throws {
        let handle = try open()
        let sent = Parameters(parameters).withPointers { types, values, lengths, formats in
            PQsendQueryParams(handle, sql, Int32(parameters.count), types, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
    }

    private func sendPrepared(_ name: String, _ sql: String, _ parameters: [(any PostgresEncodable)?]) throws {
        let handle = try open()
        let parameters = Parameters(parameters)
        if !prepared.contains(name) {
            let sent = parameters.withPointers { types, _, _, _ in
                PQsendPrepare(handle, name, sql, Int32(parameters.count), types)
            }
            guard sent == 1 else { throw lost() }
            _ = try drain { _ in }
            prepared.insert(name)
        }
        let sent = parameters.withPointers { _, values, lengths, formats in
            PQsendQueryPrepared(handle, name, Int32(parameters.count), values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
    }

    /// Takes every answer until there is none, so that the connection is free again; then throws the first error.
    private func drain(_ row: (ResultHandle) throws -> Void) throws -> ResultHandle {
        let handle = try open()
        var last: ResultHandle?
        var failure: (any Error)?
        while let pointer = PQgetResult(handle) {
            let result = ResultHandle(pointer)
            switch result.status {
            case PGRES_SINGLE_TUPLE:
                guard failure == nil else { continue }
                do {
                    try row(result)
                } catch {
                    failure = error
                    // What is still to come is not wanted any more.
                    canceller.interrupt()
                    isDoubtful = true
                }
            case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE:
                failure = failure ?? PostgresError(result, isLost: PQstatus(handle) == CONNECTION_BAD)
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                return result
            default:
                last = result
            }
        }
        if let failure { throw failure }
        guard let last else { throw lost() }
        return last
    }

    /// What libpq says of a connection that does not work any more.
    func lost() -> PostgresError {
        let message = handle.map { String(cString: PQerrorMessage($0)) } ?? "the connection was closed"
        return PostgresError(.connectionLost, message.split(whereSeparator: \.isNewline).joined(separator: "; "))
    }
}
