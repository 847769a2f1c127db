import Postgres

extension PostgresConfiguration {
    /// All that was given but passwords and where they are kept, as a person types it: `host=db dbname=hr user=bob sslmode=verify-full`.
    var withoutSecrets: String {
        // As libpq reads it: keyword='value', with \ before ' and \. An accent behind a quote is no part of it.
        let settings = masked.matches(of: #/([a-z_]+)='((?:[^'\\]|\\.)*)'/#.matchingSemantics(.unicodeScalar))
            .map { (keyword: String($0.1), value: String($0.2)) }
            // The last one is Merit's own.
            .filter { pair in
                !["password", "sslpassword", "passfile", "fallback_application_name"].contains(pair.keyword)
            }
        let order = ["host", "hostaddr", "port", "dbname", "user", "service"]
        let named = order.flatMap { keyword in settings.filter { $0.keyword == keyword } }
        return (named + settings.filter { !order.contains($0.keyword) }).map { keyword, value in
            let isPlain = !value.isEmpty && !value.contains { $0 == "'" || $0 == "\\" || $0.isWhitespace }
            return "\(keyword)=\(isPlain ? value : "'\(value)'")"
        }.joined(separator: " ")
    }
}
