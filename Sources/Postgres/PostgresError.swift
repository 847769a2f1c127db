/// What went wrong between this program and PostgreSQL.
///
/// The description names the statement's fault, never its parameters and never a password.
package struct PostgresError: Error, Sendable, Hashable {
    package struct Code: RawRepresentable, Sendable, Hashable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The connection string is wrong.
        package static let configuration = Code(rawValue: "configuration")
        /// No connection could be made.
        package static let cannotConnect = Code(rawValue: "cannot connect")
        /// The connection was lost; whether the last statement was carried out is unknown.
        package static let connectionLost = Code(rawValue: "connection lost")
        /// The server refused a statement; the connection is usable.
        package static let server = Code(rawValue: "server")
        /// The task that waited was cancelled.
        package static let cancelled = Code(rawValue: "cancelled")
        /// A value is not what the caller expects.
        package static let decoding = Code(rawValue: "decoding")
    }

    package var code: Code
    package var message: String
    package var sqlState: String?
    package var severity: String?
    package var detail: String?
    package var hint: String?
    /// Position in the statement, in characters from 1.
    package var position: Int?
    package var context: String?
    package var schema: String?
    package var table: String?
    package var column: String?
    package var constraint: String?

    package init(_ code: Code, _ message: String, sqlState: String? = nil) {
        self.code = code
        self.message = message
        self.sqlState = sqlState
    }

    /// The connection is gone, whatever the server said before.
    package var isConnectionLoss: Bool { code == .connectionLost || code == .cannotConnect }

    /// Not the statement's fault: the same may well succeed later.
    ///
    /// Lost connection, serialization failure, deadlock, server going down or coming up, recovery conflict, a primary that
    /// became a standby, too many connections.
    package var isTransient: Bool {
        guard !isConnectionLoss, code != .cancelled else { return true }
        guard let sqlState else { return false }
        return sqlState.hasPrefix("08") || Self.transientStates.contains(sqlState)
    }

    private static let transientStates: Set<String> = [
        "40001", "40P01", "57P01", "57P02", "57P03", "57P05", "53300", "25006", "57014",
    ]
}

extension PostgresError: CustomStringConvertible {
    package var description: String {
        var text = message
        if let sqlState { text += " (SQLSTATE \(sqlState))" }
        if let detail { text += "; \(detail)" }
        if let hint { text += "; hint: \(hint)" }
        return text
    }
}
