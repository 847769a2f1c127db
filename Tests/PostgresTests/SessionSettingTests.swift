import Support
import Testing

@testable import Postgres

/// Whatever a role, a database or the server has set, a session is as Merit needs it, or it is refused.
@Suite(.database) struct SessionSettingTests {
    private static let otherwise = [
        "datestyle": "German", "intervalstyle": "iso_8601", "extra_float_digits": "-3", "bytea_output": "escape",
        "quote_all_identifiers": "on", "statement_timeout": "7s", "transaction_timeout": "7s",
        "idle_session_timeout": "7s", "lock_timeout": "7s", "client_connection_check_interval": "0",
        "idle_in_transaction_session_timeout": "7s", "standard_conforming_strings": "off",
        "transform_null_equals": "on",
        "array_nulls": "off", "default_transaction_isolation": "serializable", "default_transaction_deferrable": "on",
        "gin_fuzzy_search_limit": "1", "default_table_access_method": "other", "exit_on_error": "on",
        "plpgsql.extra_errors": "all", "restrict_nonsystem_relation_kind": "view", "synchronous_commit": "off",
        "search_path": "public",
    ]

    private static let set = SessionSetting.all.filter { if case .set = $0.handling { true } else { false } }

    /// Makes `setting` hold for the test's database; false where the server does not have it.
    private func impose(_ name: String, _ value: String) async throws -> Bool {
        let database = try TestDatabase.current
        return try await database.withConnection { connection in
            if !name.contains("."),
                try await connection.query("select current_setting($1, true) is null", name).one().decode(Bool.self)
            {
                return false
            }
            if name == "default_table_access_method" {
                try await connection.script("create access method other type table handler heap_tableam_handler")
            }
            try await connection.script("alter database \(database.name) set \(name) = '\(value)'")
            return true
        }
    }

    @Test(arguments: set.map(\.name)) func eachIsSet(name: String) async throws {
        let value = try #require(Self.otherwise[name], "the test imposes another value on each")
        guard try await impose(name, value) else { return }
        let wanted = try #require(Self.set.first { $0.name == name }).value
        try await TestDatabase.current.configuration().withConnection { connection in
            let (current, expected) = try await connection.query(
                "select current_setting($1), set_config($1, $2, false)", name, wanted
            ).one().decode(String.self, String.self)
            #expect(current == expected)
        }
    }

    @Test(arguments: ["remote_apply", "remote_write"]) func aStrongerPromiseStays(value: String) async throws {
        _ = try await impose("synchronous_commit", value)
        try await TestDatabase.current.withConnection { connection in
            let current = try await connection.query("show synchronous_commit").one().decode(String.self)
            #expect(current == value)
        }
    }

    @Test(arguments: [
        (
            "session_replication_role", "replica",
            "triggers do not fire, and what Merit refuses, asks for and records rests on them"
        ),
        ("zero_damaged_pages", "on", "damaged pages are read as if nothing stood there"),
        ("ignore_checksum_failure", "on", "damaged pages are read as if they were sound"),
        ("search_path", "public, pg_catalog", "objects there stand in for the server's own"),
    ])
    func eachRefusesASession(name: String, value: String, consequence: String) async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script("alter database \(database.name) set \(name) = \(value)")
        }
        let error = await #expect(throws: PostgresError.self) { try await database.withConnection { _ in } }
        let shown = name == "search_path" ? "one with public before pg_catalog" : value
        #expect(error?.code == .unfit)
        #expect(error?.message == "\(name) is \(shown), set by ALTER DATABASE \(database.name): \(consequence)")
        #expect(error?.hint == "ALTER DATABASE \(database.name) RESET \(name)")
        #expect(error?.isTransient == true, "somebody can take it back")
    }

    @Test func whoHasSetItIsSaid() async throws {
        let database = try TestDatabase.current
        let role = "role_\(database.name)"
        let name = "session_replication_role"
        try await database.withConnection { connection in
            try await connection.script("create role \(role) login superuser; alter role \(role) set \(name) = replica")
        }
        func hint(_ change: [String: String] = [:]) async throws -> String? {
            let configuration = try database.configuration(user: role).with(change)
            return await #expect(throws: PostgresError.self) { try await configuration.withConnection { _ in } }?.hint
        }
        #expect(try await hint() == "ALTER ROLE \(role) RESET \(name)")
        try await database.withConnection { connection in
            try await connection.script("alter role \(role) in database \(database.name) set \(name) = replica")
        }
        #expect(try await hint() == "ALTER ROLE \(role) IN DATABASE \(database.name) RESET \(name)")
        #expect(
            try await hint(["options": "-c \(name)=replica"])
                == "take \(name) out of options in the connection string, and out of PGOPTIONS")
        try await database.withConnection { connection in
            try await connection.script("drop owned by \(role); drop role \(role)")
        }
    }

    @Test func triggersOfALocalSessionFire() async throws {
        _ = try await impose("session_replication_role", "local")
        try await TestDatabase.current.withConnection { connection in
            let one = try await connection.query("select 1").one().decode(Int.self)
            #expect(one == 1)
        }
    }

    @Test func ofSeveralServersOneThatIsReadOnlySaysWhy() async throws {
        let database = try TestDatabase.current
        _ = try await impose("default_transaction_read_only", "on")
        let writing = try database.configuration().with(["target_session_attrs": "read-write"])
        let error = await #expect(throws: PostgresError.self) { try await writing.withConnection { _ in } }
        #expect(error?.code == .unfit)
        #expect(
            error?.message == """
                the database is read-only: default_transaction_read_only is on, set by ALTER DATABASE \(database.name)
                """)
        try await database.withConnection { connection in
            let reason = await #expect(throws: PostgresError.self) { try await connection.requireWritable() }
            #expect(reason?.message == error?.message)
        }
    }
}
