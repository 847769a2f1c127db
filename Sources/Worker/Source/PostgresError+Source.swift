import Postgres

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
