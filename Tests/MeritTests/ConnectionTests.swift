import Postgres
import Subprocess
import Support
import Testing

/// The program and its servers: some are silent, and some are not fit to work on.
@Suite(.database(.sourced), .timeLimit(.minutes(20))) struct ConnectionTests {
    private func ask() async throws {
        let database = try TestDatabase.current
        try await database.configuration().publish(shipped: ["service-desk-measured"])
        try await database.withConnection(user: "merit_hr") { connection in
            try await connection.script(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                values ('2020-01', '2020-01-01', '2020-01-31', 'UTC')
                """)
        }
    }

    private var isAnswered: String {
        "select count(*) = 0 from merit.job where state in ('available', 'running')"
    }

    @Test(arguments: [false, true]) func aFirstHostThatIsSilentIsLeft(dropsPackets: Bool) async throws {
        let database = try TestDatabase.current
        try await ask()
        let silent = try SilentServer(dropsPackets: dropsPackets)
        let worker = try database.configuration(user: "merit_worker")
        let folder = try await database.withConnection {
            try await $0.query("show unix_socket_directories").one().decode(String.self)
        }
        let both = try worker.with(
            ["host": "127.0.0.1,\(folder)", "port": "\(silent.port),5432", "connect_timeout": "1"])

        let reader = try both.with(["user": "merit_reader"])
        let verb = try await Program.run(["period", "status"], database: both)
        #expect(verb.status == 0, "\(verb.errors)")
        let check = try await Program.run(
            ["source", "check"], database: worker, environment: ["MERIT_SOURCE_URL": reader.conninfo])
        #expect(check.status == 0, "\(check.errors) \(check.output)")
        let outcome = try await Program.run(
            ["worker", "--until-idle", "--direct-database", both.conninfo, "--source-database", reader.conninfo],
            database: both)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(!outcome.errors.contains("no connection"), "\(outcome.errors)")
        try await database.withConnection { connection in
            let isAnswered = try await connection.query(isAnswered).one().decode(Bool.self)
            #expect(isAnswered)
        }
    }

    @Test(arguments: [
        (
            "session_replication_role = replica",
            "session_replication_role is replica, set by ALTER DATABASE %: triggers do not fire"
        ),
        (
            "default_transaction_read_only = on",
            "the database is read-only: default_transaction_read_only is on, set by ALTER DATABASE %"
        ),
    ])
    func aWorkerWaitsUntilASettingIsTakenBack(setting: String, reason: String) async throws {
        let database = try TestDatabase.current
        try await ask()
        let name = setting.split(separator: " ")[0]
        let administrator = try database.configuration().withDatabase("postgres")
        try await administrator.withConnection { try await $0.script("alter database \(database.name) set \(setting)") }
        let worker = try database.configuration(user: "merit_worker")
        let status = try await Program.run(["worker", "--until-idle"], database: worker) { program in
            try await program.log.wait(for: "the database does not let the worker work; trying again")
            let lines = await program.log.lines
            #expect(lines.contains { $0.contains(reason.replacing("%", with: database.name)) }, "\(lines)")
            #expect(lines.contains { $0.contains("ALTER DATABASE \(database.name) RESET \(name)") }, "\(lines)")
            try await administrator.withConnection {
                try await $0.script("alter database \(database.name) reset \(name)")
            }
        }
        #expect(status == .exited(0))
        try await database.withConnection { connection in
            let isAnswered = try await connection.query(isAnswered).one().decode(Bool.self)
            #expect(isAnswered)
        }
    }

    @Test func aVerbSaysWhoseSettingKeepsItFromWriting() async throws {
        let database = try TestDatabase.current
        try await database.withConnection {
            try await $0.script(
                "alter role merit_hr in database \(database.name) set default_transaction_read_only = on")
        }
        let outcome = try await Program.run(
            ["period", "open", "2026-10", "--from", "2026-10-01", "--to", "2026-10-31", "--time-zone", "UTC"],
            database: try database.configuration(user: "merit_hr"))
        #expect(outcome.status == 1)
        let origin = "ALTER ROLE merit_hr IN DATABASE \(database.name)"
        #expect(
            outcome.errors == """
                merit: the database is read-only: default_transaction_read_only is on, set by \(origin)
                when whoever set it is content (a full disk is a common reason): \(origin) RESET default_transaction_read_only

                """)
    }
}
