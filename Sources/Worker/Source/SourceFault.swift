import Postgres

/// What is wrong with the source, and how to mend it.
///
/// What is to be asked for then is for whoever reads the source to say.
package struct SourceFault: Error, Hashable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    /// What the server says against reading the source, for people who can mend it.
    init(_ error: PostgresError, schema: String) {
        let advice =
            switch error.sqlState {
            // What it takes was found out where it was read.
            case "42501" where error.hint != nil: ""
            case _ where error.isFaultOfRow && error.hint != nil: ""
            case "42501": "give the role that reads the source the right (merit source check says by which GRANT)"
            case "25006":
                "a view of the source writes something when it is read, such as a sequence; let it only read"
            case _ where error.isFaultOfRow: FailingRows.unknown
            default: "mend the view or table that it names (merit source check reads a sample of each)"
            }
        self.init("reading the source failed: \(error)" + (advice.isEmpty ? "" : "; \(advice)"))
    }
}

extension PostgresError {
    /// What the source itself must be mended for: trying again cannot help.
    ///
    /// Classes: feature not supported, cardinality, data exception, SQL and external routines, access rule and syntax, foreign
    /// data, PL/pgSQL; and a view that writes, which a read-only snapshot refuses.
    var isFaultOfSource: Bool {
        guard code == .server, let sqlState, !Self.statesOfOthers.contains(sqlState) else { return false }
        return sqlState == "25006" || Self.classesOfSource.contains { sqlState.hasPrefix($0) }
    }

    /// Of the class foreign data, what foreign-data wrappers say where another server fails or is away: the general error, no execution,
    /// no reply, no connection.
    private static let statesOfOthers: Set = ["HV000", "HV00L", "HV00M", "HV00N"]

    private static let classesOfSource = ["0A", "21", "22", "2F", "38", "39", "42", "HV", "P0"]
}
