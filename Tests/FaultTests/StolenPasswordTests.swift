import Foundation
import Postgres
import ScratchServer
import Subprocess
import Support
import Testing

/// What docs/security.md says to do when a password is known to somebody else, while workers run.
@Suite(.tags(.fault), .timeLimit(.minutes(20))) struct StolenPasswordTests {
    private static let roles = ["merit_worker", "merit_reader", "merit_hr", "merit_dashboard", "merit_owner"]

    /// A server that asks Merit's roles for passwords, and a passfile that tells the workers' ones.
    private func withPasswords(
        _ body: (_ owner: PostgresConfiguration, _ passfile: URL) async throws -> Void
    ) async throws {
        let passfile = FileManager.default.temporaryDirectory.appending(path: "merit-\(UUID()).pgpass")
        defer { try? FileManager.default.removeItem(at: passfile) }
        try await ScratchServer.running { server in
            let owner = server.configuration
            try await Company.prepare(owner)
            for role in Self.roles { try await setPassword("first", of: role, owner) }
            let rules = URL(filePath: "\(server.folder)/data/pg_hba.conf")
            let given = try String(contentsOf: rules, encoding: .utf8)
            let handle = try FileHandle(forWritingTo: rules)
            let asked = Self.roles.joined(separator: ",")
            try handle.write(contentsOf: Data("local all \(asked) scram-sha-256\n\(given)".utf8))
            try handle.close()
            try await owner.withConnection { try await $0.script("select pg_reload_conf()") }
            // The server reads its rules a moment later.
            while try await accepts(owner, nil) { try await Task.sleep(for: .milliseconds(10)) }
            try await body(owner, passfile)
        }
    }

    private func setPassword(_ password: String, of role: String, _ owner: PostgresConfiguration) async throws {
        try await owner.withConnection { try await $0.script("alter role \(role) password '\(password)'") }
    }

    private func write(_ passwords: [String: String], to passfile: URL) {
        let lines = passwords.map { "*:*:*:\($0.key):\($0.value)\n" }.joined()
        _ = FileManager.default.createFile(
            atPath: passfile.path(), contents: Data(lines.utf8), attributes: [.posixPermissions: 0o600])
    }

    private func accepts(
        _ owner: PostgresConfiguration, _ password: String?, as role: String = "merit_worker"
    ) async throws -> Bool {
        let login = try owner.with(
            ["user": role, "passfile": "/dev/null"].merging(password.map { ["password": $0] } ?? [:]) { $1 })
        do {
            try await login.withConnection { try await $0.script("select") }
            return true
        } catch let error as PostgresError where error.code == .cannotConnect {
            return false
        }
    }

    /// Asks for a month, as HR's programs do, whoever HR is by now.
    private func ask(_ label: String, _ owner: PostgresConfiguration) async throws {
        try await owner.withConnection {
            try await $0.script(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                values ('\(label)', '\(label)-01', '\(label)-31', 'Asia/Shanghai')
                """)
        }
    }

    @Test func aChangedPasswordEndsTheThiefAndNotTheWorker() async throws {
        try await withPasswords { owner, passfile in
            write(["*": "first"], to: passfile)
            let worker = try owner.with(["user": "merit_worker"])
            let status = try await Program.run(
                ["worker"], database: worker, environment: ["PGPASSFILE": passfile.path()]
            ) { program in
                try await program.log.wait(for: "worker is ready")
                let thief = try await PostgresConnection.connect(try worker.with(["password": "first"]))
                try await thief.script("select from merit.result")
                // The steps of the documentation.
                try await setPassword("second", of: "merit_worker", owner)
                try await end("merit_worker", owner)
                let lost = await #expect(throws: PostgresError.self) {
                    try await thief.script("select from merit.result")
                }
                #expect(lost?.isConnectionLoss == true)
                #expect(try await !accepts(owner, "first"))
                try await program.log.wait(for: "password authentication failed for user \\\"merit_worker\\\"")
                write(["merit_worker": "second", "merit_reader": "first"], to: passfile)
                try await ask("2026-05", owner)
                try await program.log.wait(for: "job begins")
                try program.send(.terminate)
            }
            #expect(status == .exited(0))
        }
    }

    /// Functions that run with the rights of `merit_owner` need no login of it; what others have not committed is undone.
    @Test(arguments: [
        (
            "merit_hr",
            "insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('half', '2026-03-01', '2026-03-31', 'UTC')"
        ),
        ("merit_dashboard", "select from merit.grade_count"),
        ("merit_owner", "update merit.setting set value = '7' where name = 'max_attempts'"),
    ])
    func workersGoOnWithoutTheLoginsOfOthers(role: String, doing: String) async throws {
        try await withPasswords { owner, passfile in
            write(["*": "first"], to: passfile)
            let status = try await Program.run(
                ["worker"], database: try owner.with(["user": "merit_worker"]),
                environment: ["PGPASSFILE": passfile.path()]
            ) { program in
                try await program.log.wait(for: "worker is ready")
                let thief = try await PostgresConnection.connect(
                    try owner.with(["user": role, "password": "first"]))
                try await thief.script("begin; \(doing)")
                try await owner.withConnection { try await $0.script("alter role \(role) nologin") }
                try await end(role, owner)
                let lost = await #expect(throws: PostgresError.self) { try await thief.script("commit") }
                #expect(lost?.isConnectionLoss == true)
                #expect(try await !accepts(owner, "first", as: role))
                try await ask("2026-05", owner)
                try await expectScored("2026-05", owner)
                #expect(await !program.log.lines.contains { $0.contains("authentication") || $0.contains("warning") })
                try program.send(.terminate)
            }
            #expect(status == .exited(0))
            try await owner.withConnection { connection in
                let left = try await connection.query(
                    """
                    select (select count(*) from merit.appraisal_period where label = 'half')
                        + (select count(*) from merit.setting where name = 'max_attempts' and value = '7')
                    """
                ).one().decode(Int.self)
                #expect(left == 0)
            }
        }
    }

    /// Without the login that reads, nothing is scored and no try is lost; leases and duties go on.
    @Test func withoutTheReaderAScoringWaits() async throws {
        try await withPasswords { owner, passfile in
            write(["*": "first"], to: passfile)
            let reader = try owner.with(["user": "merit_reader"])
            let status = try await Program.run(
                ["worker"], database: try owner.with(["user": "merit_worker"]),
                environment: ["PGPASSFILE": passfile.path(), "MERIT_SOURCE_URL": reader.conninfo]
            ) { program in
                try await ask("2026-05", owner)
                try await expectScored("2026-05", owner)
                let thief = try await PostgresConnection.connect(try reader.with(["password": "first"]))
                try await setPassword("second", of: "merit_reader", owner)
                try await end("merit_reader", owner)
                let lost = await #expect(throws: PostgresError.self) { try await thief.script("select") }
                #expect(lost?.isConnectionLoss == true)
                try await ask("2026-10", owner)
                try await program.log.wait(for: "password authentication failed for user \\\"merit_reader\\\"")
                try await owner.withConnection {
                    try await $0.waitUntil(
                        """
                        select job.state <> 'running' and attempt = 0 and retries > 0
                            and last_error like '%password authentication failed for user "merit_reader"%'
                        from merit.job join merit.appraisal_period on period_id = subject_id
                        where job.kind = 'score_period' and label = '2026-10'
                        """)
                    try await $0.waitUntil(
                        "select bool_and(locked and seen_at > clock_timestamp() - interval '10 seconds') from merit.worker_session"
                    )
                }
                write(["merit_worker": "first", "merit_reader": "second"], to: passfile)
                try await expectScored("2026-10", owner)
                try program.send(.terminate)
            }
            #expect(status == .exited(0))
        }
    }

    private func end(_ role: String, _ owner: PostgresConfiguration) async throws {
        try await owner.withConnection {
            try await $0.script("select pg_terminate_backend(pid) from pg_stat_activity where usename = '\(role)'")
        }
    }

    /// Waits until a period has ended, and expects that it is scored.
    private func expectScored(_ label: String, _ owner: PostgresConfiguration) async throws {
        try await owner.withConnection { connection in
            let period = "from merit.appraisal_period where label = '\(label)'"
            try await connection.waitUntil("select status in ('scored', 'failed') \(period)")
            let outcome = try await connection.query("select concat_ws(': ', status, problem) \(period)").one().decode(
                String.self)
            #expect(outcome == "scored")
        }
    }

    /// What a login of its own is for: it is closed, and the others go on.
    @Test(.database(.sourced)) func aLoginOfItsOwnIsClosed() async throws {
        let database = try TestDatabase.current
        let login = "worker_\(database.name)"
        try await database.withConnection { try await $0.script("create role \(login) login in role merit_worker") }
        let worker = try database.configuration(user: login)
        let reader = try database.configuration(user: "merit_reader")
        let status = try await Program.run(
            ["worker"], database: worker, environment: ["MERIT_SOURCE_URL": reader.conninfo]
        ) { program in
            try await program.log.wait(for: "worker is ready")
            _ = try await database.ask("2026-05", from: "2026-05-01", to: "2026-05-31")
            try await program.log.wait(for: "job begins")
            try await database.withConnection {
                try await $0.script(
                    "alter role \(login) nologin; select pg_terminate_backend(pid) from pg_stat_activity where usename = '\(login)'"
                )
            }
            try await program.log.wait(for: "is not permitted to log in")
            let next = try await Program.run(
                ["worker", "--until-idle"], database: try database.configuration(user: "merit_worker"))
            #expect(next.status == 0, "\(next.errors)")
            try program.send(.terminate)
        }
        #expect(status == .exited(0))
        try await database.withConnection { try await $0.script("drop role \(login)") }
    }

    /// What somebody with the worker's password can do, and how it shows.
    @Test(.database(.company)) func falseFiguresOfAStolenWorkerShow() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        let run = try await Program.run(["worker", "--until-idle"], database: worker)
        #expect(run.status == 0, "\(run.errors)")
        try await database.withConnection(user: "merit_worker") {
            try await $0.script(
                """
                insert into merit.result
                select (jsonb_populate_record(r, jsonb_build_object('revision', r.revision + 1, 'total', '99.99', 'grade', 'A'))).*
                from merit.result r where status = 'scored' order by period_id, employee_id limit 1
                """)
        }
        let verified = try await Program.run(["verify", "--period", "2026-07"], database: worker)
        #expect(verified.status == 3)
        #expect(verified.output.contains("99.99"), "\(verified.output)")
    }
}
