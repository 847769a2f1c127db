/// A setting of the server that what Merit promises rests on, whoever has set it otherwise: the server, a database or a role.
///
/// What is not here may be as it likes: it changes how fast an answer comes, what the log holds, or a form that nothing reads.
struct SessionSetting: Sendable {
    enum Handling: Sendable {
        /// Set in each session, unless it has one of these values: they promise as much, or more.
        case set(unless: [String] = [])
        /// Only an administrator may set it, or it is a choice that is not Merit's to undo: another value refuses the session.
        case required(otherwise: String)
    }

    let name: String
    let value: String
    let handling: Handling

    init(_ name: String, _ value: String, _ handling: Handling = .set()) {
        self.name = name
        self.value = value
        self.handling = handling
    }

    /// All of them, each with why.
    static let all =
        forms + limits + meanings + [
            // Those that wait for a period to be scored are told so when it is on disk, and not before.
            SessionSetting("synchronous_commit", "on", .set(unless: ["on", "remote_write", "remote_apply"])),
            SessionSetting(
                "session_replication_role", "origin",
                .required(otherwise: "triggers do not fire, and what Merit refuses, asks for and records rests on them")
            ),
            SessionSetting(
                "zero_damaged_pages", "off", .required(otherwise: "damaged pages are read as if nothing stood there")),
            SessionSetting(
                "ignore_checksum_failure", "off", .required(otherwise: "damaged pages are read as if they were sound")),
        ]

    /// In which form texts of the server come, and ours are read.
    private static let forms = [
        SessionSetting("datestyle", "ISO, YMD"),
        SessionSetting("intervalstyle", "postgres"),
        SessionSetting("extra_float_digits", "1"),
        SessionSetting("bytea_output", "hex"),
        // Names of types come back as they are compared.
        SessionSetting("quote_all_identifiers", "off"),
    ]

    /// How long anything may take: an attempt has `job_seconds`, a verb the patience of whoever called it.
    private static let limits = [
        SessionSetting("statement_timeout", "0"),
        SessionSetting("transaction_timeout", "0"),
        SessionSetting("idle_session_timeout", "0"),
        // Whoever waits for somebody's open transaction gives up its place after a minute and says so, and comes again: silence for
        // an hour would help nobody. Long enough for a table that is loaded anew, and far more than the server's own deadlock check.
        SessionSetting("lock_timeout", "60000"),
        // The server notices by itself that nobody is there any more, so that no orphan holds what others wait for.
        SessionSetting("client_connection_check_interval", "2000"),
        SessionSetting("idle_in_transaction_session_timeout", "60000"),
    ]

    /// What a statement means.
    private static let meanings = [
        // A function or operator that fits better than the server's own is called instead, wherever in the path it stands, and with
        // the rights of whoever calls: in many databases everybody may create such in schema public.
        SessionSetting("search_path", "pg_catalog, pg_temp"),
        SessionSetting("standard_conforming_strings", "on"),
        SessionSetting("transform_null_equals", "off"),
        SessionSetting("array_nulls", "on"),
        // Claims, fences and guards look at what was committed when a lock was got.
        SessionSetting("default_transaction_isolation", "read committed"),
        SessionSetting("default_transaction_deferrable", "off"),
        // Rows would be missing at random.
        SessionSetting("gin_fuzzy_search_limit", "0"),
        // Schema merit is made of tables whose rows can be changed and locked.
        SessionSetting("default_table_access_method", "heap"),
        // An error would end the session.
        SessionSetting("exit_on_error", "off"),
        // Functions would fail for what is a mere warning.
        SessionSetting("plpgsql.extra_errors", "none"),
        // Views could not be read.
        SessionSetting("restrict_nonsystem_relation_kind", ""),
    ]
}

extension SessionSetting {
    /// One statement that sets all of them, for the session or for the transaction that has just begun; then what refuses a
    /// session, and which backend serves it.
    ///
    /// Not as start-up options: pgbouncer refuses those that it does not know. A setting that the server does not have is left out.
    /// Every name says its schema, because the path is not known to be sound before the answer is there.
    static func statement(forTransaction isLocal: Bool) -> String {
        let settings = all.compactMap { $0.assignment(isLocal) }
        if isLocal { return "SELECT \(settings.joined(separator: ", "))" }
        let demands = demanded.map { "pg_catalog.current_setting('\($0.name)', true)" }
        return "SELECT \((SessionState.columns + demands + settings).joined(separator: ", "))"
    }

    /// Those that refuse a session.
    static let demanded = all.filter { if case .required = $0.handling { true } else { false } }

    private func assignment(_ isLocal: Bool) -> String? {
        guard case .set(let kept) = handling else { return nil }
        let current = "pg_catalog.current_setting('\(name)', true)"
        let isKept = ([value] + kept).map { " OR \(current) OPERATOR(pg_catalog.=) '\($0)'" }.joined()
        let change = "pg_catalog.set_config('\(name)', '\(value)', \(isLocal))"
        return "CASE WHEN \(current) IS NULL\(isKept) THEN NULL ELSE \(change) END"
    }
}
