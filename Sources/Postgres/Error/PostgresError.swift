/// What went wrong between Merit and a PostgreSQL server.
///
/// ``description`` is fit for logs: it holds no password, no parameter and no statement. ``detail`` may quote
/// data: it is there for those who ask for it.
package struct PostgresError: Error, Sendable {
    /// What kind of failure it is; more kinds may come.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        package let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// The server refused the statement; ``PostgresError/sqlState`` says why.
        package static let server = Code("server")
        /// An open connection broke; its message says if a COMMIT was under way.
        package static let connectionLost = Code("connection lost")
        /// No connection came about.
        package static let cannotConnect = Code("cannot connect")
        /// A server was reached, and one of its settings refuses the session; see ``PostgresError/hint``.
        package static let unfit = Code("unfit session")
        /// The task that waited was cancelled.
        package static let cancelled = Code("cancelled")
        /// A value is not of the type that was asked for.
        package static let decoding = Code("decoding")
        /// A connection string or setting that libpq does not understand.
        package static let configuration = Code("configuration")
        /// COPY data that do not fit their statement.
        package static let copy = Code("copy")
        /// Rows that cannot be set aside in a temporary file, or read from it.
        package static let spool = Code("spool")
        /// A call that cannot be right: a closed pool, a transaction in a transaction.
        package static let misuse = Code("misuse")
    }

    package var code: Code
    package var message: String
    /// Five characters that PostgreSQL keeps stable over versions and languages.
    package var sqlState: String?
    package var detail: String?
    package var hint: String?
    /// Where in the statement the server saw the mistake, in characters from 1.
    package var position: Int?

    package init(_ code: Code, _ message: String, sqlState: String? = nil) {
        self.code = code
        self.message = message
        self.sqlState = sqlState
    }
}

extension PostgresError {
    /// The connection is gone; the same work may succeed on another.
    package var isConnectionLoss: Bool { code == .connectionLost }

    /// The same work may succeed when it is done again: a lost connection, be it one of the server's to another, a serialization
    /// failure, a deadlock, a lock that somebody holds for long, a server that shuts down, starts, is full or has become read-only, a
    /// setting that somebody can take back.
    package var isTransient: Bool {
        if [.connectionLost, .cannotConnect, .unfit].contains(code) { return true }
        guard code == .server, let sqlState else { return false }
        return sqlState.hasPrefix("08") || Self.transientStates.contains(sqlState)
    }

    private static let transientStates: Set<String> = [
        "25006", "40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03", "HV00N",
    ]
}

extension PostgresError: CustomStringConvertible {
    package var description: String {
        var text = message
        if let position { text += " at character \(position)" }
        if let sqlState { text += " [\(sqlState)]" }
        if let hint { text += "; \(hint)" }
        return text
    }
}
