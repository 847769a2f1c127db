import CLibPQ

extension PostgresError {
    /// The error that the server sent in `result`.
    init(_ result: borrowing ServerResult) {
        let sqlState = result.diagnostic(CLibPQDiagnosticSQLState)
        let message = result.diagnostic(CLibPQDiagnosticMessage) ?? oneLine(result.errorMessage)
        // libpq reports a broken connection as a result without SQLSTATE.
        self.init(sqlState == nil ? .connectionLost : .server, message, sqlState: sqlState)
        detail = result.diagnostic(CLibPQDiagnosticDetail)
        hint = result.diagnostic(CLibPQDiagnosticHint)
        position = result.diagnostic(CLibPQDiagnosticPosition).flatMap { Int($0) }
    }

    /// The same report for a connection that did not survive it.
    func asConnectionLoss() -> PostgresError {
        var loss = self
        loss.code = .connectionLost
        return loss
    }

    /// The same report for a statement whose task was cancelled.
    func asCancellation() -> PostgresError {
        PostgresError(.cancelled, "the statement was cancelled", sqlState: sqlState)
    }

    /// COPY was sent like any other statement.
    static let unexpectedCopy = PostgresError(.misuse, "COPY needs copyIn")

    static let cancelled = PostgresError(.cancelled, "the task was cancelled")
    static let closed = PostgresError(.connectionLost, "the connection is closed")
}

/// What libpq spreads over indented lines, in one.
func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
