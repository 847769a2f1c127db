/// Who has set a setting of the server, and how it is taken back.
package struct SettingOrigin: CustomStringConvertible, Sendable {
    private let source: String
    private let role: String
    private let database: String

    /// One row: where its value comes from, the role and the database of the session, as SQL writes them.
    static func statement(_ name: String) -> String {
        """
        SELECT source, pg_catalog.quote_ident(session_user), pg_catalog.quote_ident(pg_catalog.current_database()) \
        FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) '\(name)'
        """
    }

    /// - Parameter row: what ``statement(_:)`` answers.
    init(_ row: [String]) {
        (source, role, database) = row.count == 3 ? (row[0], row[1], row[2]) : ("", "", "")
    }

    package var description: String {
        switch source {
        case "database": "ALTER DATABASE \(database)"
        case "user": "ALTER ROLE \(role)"
        case "database user": "ALTER ROLE \(role) IN DATABASE \(database)"
        case "global": "ALTER ROLE ALL"
        case "client": "the connection string or PGOPTIONS"
        case "session": "this session"
        case "configuration file", "command line", "environment variable": "the server's \(source)"
        default: "the server"
        }
    }

    /// What an administrator does about it.
    package func advice(_ name: String) -> String {
        switch source {
        case "database", "user", "database user", "global": "\(self) RESET \(name)"
        case "client": "take \(name) out of options in the connection string, and out of PGOPTIONS"
        case "session": "a pooler keeps it: reset \(name) there (server_reset_query_always), or restart the pooler"
        default: "set \(name) back in \(self), and select pg_reload_conf()"
        }
    }
}

extension PostgresConnection {
    /// Who has set a setting.
    package func origin(of setting: String) async throws(PostgresError) -> SettingOrigin {
        let (source, role, database) = try await query(SettingOrigin.statement(setting)).one()
            .decode(String.self, String.self, String.self)
        return SettingOrigin([source, role, database])
    }
}
