extension PostgresError {
    /// What people can do about it, where the server's own words leave them alone.
    package var advice: String? {
        switch sqlState {
        case "55P03":
            """
            somebody's open transaction holds it; see who: select pid, usename, application_name, xact_start, query \
            from pg_stat_activity where xact_start is not null order by xact_start
            """
        case "57014":
            """
            Merit's sessions have no time limit of their own: somebody stopped the statement (pg_cancel_backend), or a limit did \
            that a pooler, a function or a foreign server sets; the server's log says which
            """
        case "57P01":
            "somebody ended the session (pg_terminate_backend), a takeover did, or the server was shut down; the server's log says which"
        case "25P03", "57P05", "25P04":
            "a time limit of the server or of a pooler ended the session; its log says which"
        case "53300":
            "the server is full: raise max_connections, or put a pooler before other programs"
        default: nil
        }
    }

    /// Its description, and what people can do about it.
    package var explained: String {
        guard hint == nil, let advice else { return description }
        return "\(self); \(advice)"
    }
}
