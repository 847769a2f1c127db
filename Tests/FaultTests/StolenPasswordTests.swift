import Foundation
import Postgres
import ScratchServer
import Subprocess
import Support
import Testing

/// What docs/security.md says to do when a password is known to somebody else, while workers run.
@Suite(.tags(.fault), .timeLimit(.minutes(20))) struct StolenPasswordTests {
    /// A server that asks Merit's worker and reader for passwords, and a passfile that tells them.
    private func withPasswords(
        _ body: (_ owner: PostgresConfiguration, _ setPassword: (String) async throws -> Void, _ passfile: URL)
            async throws -> Void
    ) async throws {
        let passfile = FileManager.default.temporaryDirectory.appending(path: "merit-\(UUID()).pgpass")
        defer { try? FileManager.default.removeItem(at: passfile) }
        try await ScratchServer.running { server in
            let owner = server.configuration
            for verb in [["migrate"], ["source", "install"]] {
                let outcome = try await Program.run(verb, database: owner)
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            func setPassword(_ password: String) async throws {
                try await owner.withConnection {
                    try await $0.script(
                        "alter role merit_worker password '\(password)'; alter role merit_reader password '\(password)'"
                    )
                }
            }
            try await setPassword("first")
            let rules = URL(filePath: "\(server.folder)/data/pg_hba.conf")
            let given = try String(contentsOf: rules, encoding: .utf8)
            let handle = try FileHandle(forWritingTo: rules)
            try handle.write(contentsOf: Data("local all merit_worker,merit_reader scram-sha-256\n\(given)".utf8))
            try handle.close()
            try await owner.withConnection { try await $0.script("select pg_reload_conf()") }
            // The server reads its rules a moment later.
            while try await accepts(owner, nil) { try await Task.sleep(for: .milliseconds(10)) }
            try await body(owner, setPassword, passfile)
        }
    }

    private func write(_ password: String, to passfile: URL) {
        _ = FileManager.default.createFile(
            atPath: passfile.path(), contents: Data("*:*:*:*:\(password)\n".utf8),
            attributes: [.posixPermissions: 0o600])
    }

    private func accepts(_ owner: PostgresConfiguration, _ password: String?) async throws -> Bool {
        let worker = try owner.with(
            ["user": "merit_worker", "passfile": "/dev/null"].merging(password.map { ["password": $0] } ?? [:]) { $1 })
        do {
            try await worker.withConnection { try await $0.script("select") }
            return true
        } catch let error as PostgresError where error.code == .cannotConnect {
            return false
        }
    }

    @Test func aChangedPasswordEndsTheThiefAndNotTheWorker() async throws {
        try await withPasswords { owner, setPassword, passfile in
            write("first", to: passfile)
            let worker = try owner.with(["user": "merit_worker"])
            let status = try await Program.run(
                ["worker"], database: worker, environment: ["PGPASSFILE": passfile.path()]
            ) { program in
                try await program.log.wait(for: "worker is ready")
                let thief = try await PostgresConnection.connect(try worker.with(["password": "first"]))
                try await thief.script("select from merit.result")
                // The steps of the documentation.
                try await setPassword("second")
                try await owner.withConnection {
                    try await $0.script(
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'merit_worker'")
                }
                let lost = await #expect(throws: PostgresError.self) {
                    try await thief.script("select from merit.result")
                }
                #expect(lost?.isConnectionLoss == true)
                #expect(try await !accepts(owner, "first"))
                try await program.log.wait(for: "password authentication failed for user \\\"merit_worker\\\"")
                write("second", to: passfile)
                try await owner.with(["user": "merit_hr"]).withConnection {
                    try await $0.script(
                        "insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('2020-01', '2020-01-01', '2020-01-31', 'UTC')"
                    )
                }
                try await program.log.wait(for: "job begins")
                try program.send(.terminate)
            }
            #expect(status == .exited(0))
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
            _ = try await database.ask("2020-01", from: "2020-01-01", to: "2020-01-31")
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
