import Postgres

extension PostgresError {
    /// What the source itself must be mended for: trying again cannot help.
    ///
    /// Classes: feature not supported, cardinality, data exception, SQL and external routines, access rule and syntax, foreign
    /// data, PL/pgSQL; and a view that writes, which a read-only snapshot refuses.
    var isFaultOfSource: Bool {
        guard code == .server, let sqlState else { return false }
        return sqlState == "25006" || Self.classesOfSource.contains { sqlState.hasPrefix($0) }
    }

    private static let classesOfSource = ["0A", "21", "22", "2F", "38", "39", "42", "HV", "P0"]
}
