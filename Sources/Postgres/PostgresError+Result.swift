import CLibPQ

extension PostgresError {
    /// The error of a failed statement. A server that ends the session says so first: that is a loss with a SQLSTATE.
    init(_ result: ResultHandle, isLost: Bool) {
        func field(_ code: Int32) -> String? {
            PQresultErrorField(result.pointer, code).map { String(cString: $0) }
        }
        let whole = PQresultErrorMessage(result.pointer).map { String(cString: $0) } ?? ""
        let sqlState = field(MERIT_DIAG_SQLSTATE)
        let code: Code = isLost || sqlState == nil ? .connectionLost : .server
        self.init(
            code, field(MERIT_DIAG_MESSAGE) ?? whole.split(whereSeparator: \.isNewline).joined(separator: "; "),
            sqlState: sqlState)
        severity = field(MERIT_DIAG_SEVERITY)
        detail = field(MERIT_DIAG_DETAIL)
        hint = field(MERIT_DIAG_HINT)
        position = field(MERIT_DIAG_POSITION).flatMap(Int.init)
        context = field(MERIT_DIAG_CONTEXT)
        schema = field(MERIT_DIAG_SCHEMA)
        table = field(MERIT_DIAG_TABLE)
        column = field(MERIT_DIAG_COLUMN)
        constraint = field(MERIT_DIAG_CONSTRAINT)
    }
}
