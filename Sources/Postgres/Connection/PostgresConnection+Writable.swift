extension PostgresConnection {
    /// Makes sure that the session can write.
    ///
    /// - Throws: ``PostgresError/Code/unfit``, with why it cannot and what to do.
    package func requireWritable() async throws(PostgresError) {
        let (isReadOnly, isStandby) = try await query(
            "SELECT current_setting('transaction_read_only') = 'on', pg_is_in_recovery()"
        ).one().decode(Bool.self, Bool.self)
        guard isReadOnly else { return }
        throw isStandby ? .standby : .readOnly(by: try await origin(of: "default_transaction_read_only"))
    }
}

extension PostgresError {
    /// Whether a session was refused for being on a standby, by ``PostgresConnection/requireWritable()``.
    package var isOfStandby: Bool { code == .unfit && message == Self.standby.message }

    static var standby: PostgresError {
        var error = PostgresError(.unfit, "the server is a standby, which takes no writes")
        error.hint =
            "name the primary, or all servers (host=db1,db2): of several, the one is taken that can be written to"
        return error
    }

    static func readOnly(by origin: SettingOrigin) -> PostgresError {
        var error = PostgresError(
            .unfit, "the database is read-only: default_transaction_read_only is on, set by \(origin)")
        error.hint =
            "when whoever set it is content (a full disk is a common reason): \(origin.advice("default_transaction_read_only"))"
        return error
    }
}
