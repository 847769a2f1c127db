import CLibPQ

extension PostgresConnection {
    /// Runs one statement and gives all its rows.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - parameters: Values of `$1`, `$2` …; nil is NULL.
    /// - Throws: ``PostgresError``.
    package func query(
        _ sql: String, _ parameters: (any PostgresEncodable)?...
    ) async throws(PostgresError) -> PostgresRows {
        try await query(sql, parameters: parameters)
    }

    /// Runs one statement and gives all its rows.
    package func query(
        _ sql: String, parameters: [(any PostgresEncodable)?]
    ) async throws(PostgresError) -> PostgresRows {
        try await answer(sql, PostgresParameters(parameters))
    }

    /// Runs statements one after the other that are sent together: a single round trip.
    ///
    /// They are prepared once in a session and kept there: for the texts of the program, never for such as are put together.
    ///
    /// - Returns: the rows of each.
    /// - Throws: ``PostgresError`` of the first that fails; those behind it did not run.
    package func batch(_ statements: [PostgresStatement]) async throws(PostgresError) -> [PostgresRows] {
        try await exchange { link throws(PostgresError) in try link.answers(to: statements) }
    }

    /// Runs a statement that is asked again and again: it is prepared once in a session.
    package func recurring(
        _ sql: String, _ parameters: (any PostgresEncodable)?...
    ) async throws(PostgresError) -> PostgresRows {
        let answers = try await batch([PostgresStatement(sql, parameters: parameters)])
        guard let rows = answers.first else { throw .closed }
        return rows
    }

    /// Runs one statement and gives the number of rows that it changed or returned.
    @discardableResult
    package func execute(
        _ sql: String, _ parameters: (any PostgresEncodable)?...
    ) async throws(PostgresError) -> Int {
        try await execute(sql, parameters: parameters)
    }

    /// Runs one statement and gives the number of rows that it changed or returned.
    @discardableResult
    package func execute(
        _ sql: String, parameters: [(any PostgresEncodable)?]
    ) async throws(PostgresError) -> Int {
        try await answer(sql, PostgresParameters(parameters)).affectedRows
    }

    /// Runs several statements in one go, as one transaction unless they say otherwise.
    package func script(_ sql: String) async throws(PostgresError) {
        try await script(sql, shielded: false)
    }

    func script(_ sql: String, shielded: Bool) async throws(PostgresError) {
        try await exchange(shielded: shielded) { link throws(PostgresError) in
            try link.sendScript(sql)
            _ = try link.answer()
        }
    }

    /// Folds the rows of a statement into a value, one by one; no more than a few are in memory at a time.
    ///
    /// - Parameters:
    ///   - initial: What there is before the first row.
    ///   - sql: One statement.
    ///   - parameters: Values of `$1`, `$2` …; nil is NULL.
    ///   - body: Runs on the connection's queue. What it throws stops the statement on the server, which fails a
    ///     transaction that is under way.
    /// - Throws: ``PostgresError``, or what `body` throws.
    package func reduceRows<State: Sendable>(
        into initial: State, _ sql: String, parameters: [(any PostgresEncodable)?] = [],
        body: @Sendable (inout State, PostgresRow) throws -> Void
    ) async throws -> State {
        var state = initial
        let parameters = PostgresParameters(parameters)
        let outcome: Result<Void, any Error> = try await exchange { link throws(PostgresError) in
            try link.send(sql, parameters)
            return try link.forEachRow { row in try body(&state, row) }
        }
        try outcome.get()
        return state
    }

    /// Sets the rows of a statement aside.
    ///
    /// - Throws: ``PostgresError``.
    package func spool(_ sql: String, parameters: [(any PostgresEncodable)?]) async throws -> RowSpool {
        try await reduceRows(into: RowSpool(), sql, parameters: parameters) { rows, row in try rows.append(row) }
    }

    private func answer(
        _ sql: String, _ parameters: PostgresParameters
    ) async throws(PostgresError) -> PostgresRows {
        try await exchange { link throws(PostgresError) in
            try link.send(sql, parameters)
            return PostgresRows(try link.answer())
        }
    }
}
