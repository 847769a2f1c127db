extension PostgresConnection {
    /// A setting that Merit sets in its sessions, and that somebody sets otherwise for whoever does not.
    package struct LapsedSetting: Sendable {
        package let name: String
        /// What holds where Merit has not set it.
        package let value: String
        package let wanted: String
        package let origin: SettingOrigin
    }

    /// Settings that lapse where a pooler gives a single statement to a session of its own making.
    package func lapsedSettings() async throws -> [LapsedSetting] {
        let names = SessionSetting.all.map(\.name)
        // In a transaction, all that Merit sets is set.
        let rows = try await withTransaction { connection in
            try await connection.query(
                """
                SELECT name, reset_val, setting, quote_ident(session_user), quote_ident(current_database()),
                    coalesce((
                        SELECT CASE WHEN setrole = 0 THEN 'database' WHEN setdatabase = 0 THEN 'user' ELSE 'database user' END
                        FROM pg_db_role_setting, unnest(setconfig) config
                        WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
                            AND setrole IN (0, session_user::regrole) AND lower(split_part(config, '=', 1)) = lower(name)
                        ORDER BY setrole <> 0 DESC, setdatabase <> 0 DESC LIMIT 1), '')
                FROM pg_settings
                WHERE lower(name) = ANY($1) AND reset_val <> setting AND reset_val IS DISTINCT FROM boot_val
                ORDER BY name
                """, names)
        }
        return try rows.map { row in
            let (name, value, wanted, role, database, source) = try row.decode(
                String.self, String.self, String.self, String.self, String.self, String.self)
            return LapsedSetting(
                name: name, value: value, wanted: wanted, origin: SettingOrigin([source, role, database]))
        }
    }
}
