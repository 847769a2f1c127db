import Foundation
import Postgres
import ScratchServer
import Subprocess
import Support
import Testing

/// From an empty database to the first scored month in one command, by somebody who is no superuser, on a server that asks for passwords.
@Suite(.timeLimit(.minutes(20))) struct InitTests {
    /// A server of which only the administrator is let in without a password, and a database of somebody's who may create roles, or may not.
    private func running(
        mayCreateRoles: Bool, _ body: (ScratchServer, PostgresConfiguration) async throws -> Void
    ) async throws {
        try await ScratchServer.running { server in
            try await server.configuration.withConnection { connection in
                try await connection.script(
                    "create role boss login \(mayCreateRoles ? "createrole" : "nocreaterole") password 'b:o\\ss'")
                try await connection.script("create database desk owner boss")
            }
            let rules = "local all postgres trust\nlocal all boss trust\nlocal all all scram-sha-256\n"
            try rules.write(toFile: "\(server.folder)/data/pg_hba.conf", atomically: false, encoding: .utf8)
            try await server.configuration.withConnection { try await $0.script("select pg_reload_conf()") }
            let desk = try server.configuration.with(["dbname": "desk", "user": "boss", "password": "b:o\\ss"])
            // What was read anew holds for connections from then on.
            try await server.configuration.withConnection { connection in
                try await connection.script("create role stranger login")
                let stranger = try desk.with(["user": "stranger"])
                while await isLetIn(stranger) {
                    try await Task.sleep(for: .milliseconds(20))
                }
                try await connection.script("drop role stranger")
            }
            try await body(server, desk)
        }
    }

    private func isLetIn(_ configuration: PostgresConfiguration) async -> Bool {
        do {
            try await configuration.withConnection { _ in }
            return true
        } catch {
            return false
        }
    }

    private func fill(_ desk: PostgresConfiguration, as name: String) async throws {
        try await desk.withConnection { try await Desk.fill(name, $0) }
    }

    private func start(_ desk: PostgresConfiguration, _ passfile: String, _ more: String...) async throws
        -> Program.Outcome
    {
        try await Program.run(
            ["init", "--time-zone", "Europe/Berlin", "--period", "2026-09", "--passfile", passfile] + more,
            database: desk)
    }

    private func rights(of path: String) async throws -> String {
        let outcome = try await run(
            .name("stat"), arguments: ["-c", "%a", path], output: .string(limit: 100), error: .discarded)
        return outcome.standardOutput
    }

    @Test(arguments: ["chatwoot", "glpi", "odoo", "osticket", "zammad"])
    func anEmptyDatabaseToTheFirstScoredMonth(_ name: String) async throws {
        try await running(mayCreateRoles: true) { server, desk in
            try await fill(desk, as: name)
            let passfile = "\(server.folder)/passfile"
            // In an encoding of somebody else's.
            try "other:5432:db:me:grün\n".write(toFile: passfile, atomically: false, encoding: .isoLatin1)
            let begun = ContinuousClock.now
            let outcome =
                ["glpi", "osticket"].contains(name)
                ? try await start(desk, passfile, "--adapter", name, "--desk-time-zone", "UTC")
                : try await start(desk, passfile, "--adapter", name)
            if GuideTime.isTold { print("init \(name): \(ContinuousClock.now - begun)") }
            #expect(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
            let typed = outcome.output.split(separator: "\n").filter { $0.hasPrefix("$ ") }
            #expect(typed.count == 8, "\(typed)")
            let lines = try String(contentsOfFile: passfile, encoding: .isoLatin1).split(separator: "\n")
            // Somebody else's line, and before it three logins by the socket and by the name that libpq has for it.
            #expect(lines.count == 7 && lines.last == "other:5432:db:me:grün")
            #expect(try await rights(of: passfile) == "600\n")
            for line in lines.dropLast() {
                let password = line.split(separator: ":").last ?? ""
                #expect(!outcome.output.contains(password) && !outcome.errors.contains(password))
            }
            try await desk.with(["user": "postgres"]).withConnection { connection in
                let (status, scored) = try await connection.query(
                    "select status, (select count(*) from merit.current_result where total is not null) from merit.appraisal_period"
                ).one().decode(String.self, Int64.self)
                #expect(status == "scored" && scored > 0)
                let supers = try await connection.query(
                    "select rolname::text from pg_roles where rolname ~ '^(merit|boss)' and (rolsuper or rolbypassrls)"
                ).decode(String.self)
                #expect(supers == [])
            }
            // Again: nothing is done twice, and the passwords stay.
            let again = try await start(desk, passfile, "--adapter", name)
            #expect(again.status == 0, "\(again.errors)")
            for words in [
                "schema merit is there", "nothing to create", "is published already", "period 2026-09 is there",
            ] {
                #expect(again.output.contains(words), "\(words)")
            }
            #expect(try String(contentsOfFile: passfile, encoding: .isoLatin1).split(separator: "\n") == lines)
            let zone = try await desk.with(["user": "postgres"]).withConnection {
                try await $0.query("select time_zone from merit_source.adapter").one().decode(String.self)
            }
            #expect(zone == "UTC", "what was chosen stays")
        }
    }

    /// Whoever has no help desk yet gets tables, and is told what is next.
    @Test func tables() async throws {
        try await running(mayCreateRoles: true) { server, desk in
            let passfile = "\(server.folder)/passfile"
            try FileManager.default.createDirectory(atPath: "\(server.folder)/kept", withIntermediateDirectories: false)
            // The server removes its folder as another user.
            defer { try? FileManager.default.removeItem(atPath: "\(server.folder)/kept") }
            try "other:5432:db:me:secret\n".write(
                toFile: "\(server.folder)/kept/passwords", atomically: false, encoding: .utf8)
            try FileManager.default.createSymbolicLink(
                atPath: "\(server.folder)/link", withDestinationPath: "kept/passwords")
            try FileManager.default.createSymbolicLink(
                atPath: passfile, withDestinationPath: "\(server.folder)/link")
            let secured = try desk.with(["sslmode": "prefer", "application_name": "first hour"])
            let outcome = try await start(secured, passfile, "--adapter", "tables")
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("\nafter-sales@3: published\n"))
            #expect(outcome.output.contains("\nemployee has nobody yet: fill it"))
            let asked = outcome.output.split(separator: "\n").filter { $0.contains("dbname=desk") }
            #expect(!asked.isEmpty && asked.allSatisfy { $0.contains("application_name='first hour' sslmode=prefer") })
            #expect(!outcome.output.contains("b:o"))
            // The link is where it was, and what it leads to has the passwords.
            #expect(
                try FileManager.default.destinationOfSymbolicLink(atPath: passfile) == "\(server.folder)/link")
            #expect(
                try String(contentsOfFile: "\(server.folder)/kept/passwords", encoding: .utf8).split(separator: "\n")
                    .count
                    == 7)
            // What somebody took out of use stays so, and keeps nothing else from being looked at again.
            let retired = try await Program.run(
                ["template", "retire", "after-sales"], database: desk.with(["user": "postgres"]))
            #expect(retired.status == 0, "\(retired.errors)")
            let again = try await start(secured, passfile, "--adapter", "tables")
            #expect(again.status == 0, "\(again.errors)")
            #expect(
                again.output.contains(
                    "\nafter-sales@3: is retired and stays so; another is named by --template\n"), "\(again.output)")
        }
    }

    /// A password that holds and stands nowhere would be lost.
    @Test func passwordsThatCannotBeWrittenDownAreNotGiven() async throws {
        try await running(mayCreateRoles: true) { server, desk in
            let passfile = "\(server.folder)/nowhere/passfile"
            let outcome = try await start(desk, passfile, "--adapter", "tables")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("the passfile \(passfile) cannot be written"), "\(outcome.errors)")
            let given = try await desk.with(["user": "postgres"]).withConnection {
                try await $0.query(
                    "select rolname::text from pg_authid where rolname like 'merit%' and rolpassword is not null"
                ).decode(String.self)
            }
            #expect(given == [])
        }
    }

    /// Where roles may not be created, an administrator is told what to run, and that is enough.
    @Test func anAdministratorIsAsked() async throws {
        try await running(mayCreateRoles: false) { server, desk in
            try await fill(desk, as: "zammad")
            let passfile = "\(server.folder)/passfile"
            let refused = try await start(desk, passfile, "--adapter", "zammad")
            #expect(refused.status == 1)
            let statements = refused.errors.split(separator: "\n").filter { $0.hasSuffix(";") }.joined(separator: "\n")
            #expect(statements.hasPrefix("create role merit_owner login;\n"), "\(refused.errors)")
            try await desk.with(["user": "postgres"]).withConnection { connection in
                try await connection.script(statements)
                for role in ["worker", "reader", "hr"] {
                    try await connection.script("alter role merit_\(role) password 'given'")
                }
            }
            let unknown = try await start(desk, passfile, "--adapter", "zammad")
            #expect(unknown.status == 1)
            #expect(unknown.errors.contains("merit_worker cannot log in: "), "\(unknown.errors)")
            let lines = ["worker", "reader", "hr"].map { "*:*:*:merit_\($0):given\n" }.joined()
            #expect(
                FileManager.default.createFile(
                    atPath: passfile, contents: Data(lines.utf8), attributes: [.posixPermissions: 0o600]))
            let outcome = try await start(desk, passfile, "--adapter", "zammad")
            #expect(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
            #expect(outcome.output.contains(" scored "), "\(outcome.output)")
        }
    }

    @Test(
        .database,
        arguments: [
            (["--adapter", "zamad"], "there is no adapter \"zamad\"; did you mean zammad?"),
            (["--adapter", "zammad", "--credit", "winner"], "there is no credit \"winner\""),
            (["--adapter", "zammad", "--period", "2026-13"], "\"2026-13\" is no month; 2026-10 is one"),
            (["--adapter", "zammad"], "give --time-zone: nobody is there to ask"),
            ([], "give --adapter: nobody is there to ask"),
            (
                ["--adapter", "zammad", "--time-zone", "Berlin"],
                "there is no time zone \"Berlin\"; Asia/Shanghai is one"
            ),
        ])
    func refusals(arguments: [String], words: String) async throws {
        let outcome = try await Program.run(["init"] + arguments, database: try TestDatabase.current.configuration())
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
}
