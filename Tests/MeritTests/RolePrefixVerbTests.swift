import Foundation
import Postgres
import ScratchServer
import Support
import Testing

/// Several Merits in one cluster, each with roles of its own, by the commands alone.
@Suite(.timeLimit(.minutes(20))) struct RolePrefixVerbTests {
    private func database(_ name: String, on server: ScratchServer, owner: String = "postgres") async throws
        -> PostgresConfiguration
    {
        try await server.configuration.withConnection { try await $0.script("create database \(name) owner \(owner)") }
        return try server.configuration.with(["dbname": name])
    }

    private func migrate(_ database: PostgresConfiguration, _ more: String...) async throws -> Program.Outcome {
        try await Program.run(["migrate"] + more, database: database)
    }

    /// What a query gives, or the state by which the server refuses it.
    private func answer(_ sql: String, _ database: PostgresConfiguration, as user: String) async throws -> [String] {
        do {
            return try await database.with(["user": user]).withConnection {
                try await $0.query(sql).decode(String.self)
            }
        } catch let error as PostgresError where error.code == .server {
            return [error.sqlState ?? ""]
        }
    }

    /// What doctor finds about the schema and its roles, as a worker calls it; what a help desk's rows are like is left aside.
    private func consult(_ database: PostgresConfiguration, _ prefix: String) async throws -> [[String]] {
        let outcome = try await Program.run(
            ["doctor", "--format", "json"], database: database.with(["user": "\(prefix)_worker"]),
            environment: ["MERIT_SOURCE_URL": database.with(["user": "\(prefix)_reader"]).conninfo])
        return try JSONDecoder().decode([[String: String?]].self, from: Data(outcome.output.utf8)).map { row in
            ["area", "state", "finding", "what to do"].map { (row[$0] ?? nil) ?? "" }
        }.filter { $0[1] != "ok" && ["connection", "version", "rights", "queue"].contains($0[0]) }
    }

    @Test func twoCompaniesShareNothing() async throws {
        try await ScratchServer.running { server in
            var companies: [(prefix: String, database: PostgresConfiguration)] = []
            for prefix in ["acme", "umbra"] {
                let database = try await database("\(prefix)_hr_records", on: server)
                try await database.withConnection { connection in
                    try await connection.script("set search_path = public")
                    for part in ["sql", "rows.sql"] {
                        try await connection.script(
                            String(
                                contentsOf: Repository.file("Tests/MeritTests/Desks/zammad.\(part)"), encoding: .utf8))
                    }
                }
                let passfile = "\(server.folder)/\(prefix)"
                let outcome = try await Program.run(
                    [
                        "init", "--role-prefix", prefix, "--adapter", "zammad", "--time-zone", "Europe/Berlin",
                        "--period",
                        "2026-09", "--passfile", passfile,
                    ], database: database)
                #expect(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
                #expect(outcome.output.contains("$ merit migrate --role-prefix \(prefix) --database "))
                #expect(outcome.output.contains("\n\(prefix)_reader may read schema merit_source\n"))
                #expect(outcome.output.contains(" user=\(prefix)_worker"))
                let users = Set(
                    try String(contentsOfFile: passfile, encoding: .utf8).split(separator: "\n").map {
                        $0.split(separator: ":")[3]
                    })
                #expect(users == ["\(prefix)_worker", "\(prefix)_reader", "\(prefix)_hr"])
                companies.append((prefix, database))
            }
            let usual = try await answer(
                "select rolname::text from pg_roles where rolname ~ '^merit'", server.configuration, as: "postgres")
            #expect(usual == [])

            for (prefix, database) in companies {
                let other = prefix == "acme" ? "umbra" : "acme"
                let scored = "select (count(total) > 0)::text from merit.current_result"
                #expect(try await answer(scored, database, as: "\(prefix)_hr") == ["true"])
                for role in ["worker", "hr", "reader", "dashboard", "person", "portal", "owner"] {
                    #expect(try await answer(scored, database, as: "\(other)_\(role)") == ["42501"], "\(role)")
                }
                #expect(
                    try await answer("select ticket_id from merit_source.ticket", database, as: "\(other)_reader")
                        == ["42501"])
                let by =
                    "select distinct applied_by || ' ' || (select string_agg(role_name, ' ') from merit.application)"
                #expect(
                    try await answer("\(by) from merit.schema_migration", database, as: "\(prefix)_hr")
                        == ["postgres \(prefix)_portal"])
                #expect(
                    try await consult(database, prefix) == [
                        ["queue", "fault", "no worker is alive", "start one: merit worker"]
                    ])

                // Nobody has to say it again, and nobody can say another.
                let again = try await migrate(database)
                #expect(again.output.hasPrefix("schema merit is at version ") && again.status == 0, "\(again.errors)")
                let contrary = try await migrate(database, "--role-prefix", other, "--status")
                #expect(contrary.status == 1)
                #expect(
                    contrary.errors.hasPrefix("merit: schema merit belongs to \(prefix)_owner, "), "\(contrary.errors)")
            }
            // A role that came to be more than it should is named with these names.
            try await server.configuration.withConnection { try await $0.script("alter role acme_hr createrole") }
            #expect(
                try await consult(companies[0].database, "acme").first
                    == ["rights", "advice", "acme_hr may create roles", "alter role acme_hr nocreaterole"])
            #expect(try await consult(companies[1].database, "umbra").count == 1)
        }
    }

    /// The usual roles are one Merit's, unless somebody says that another is to have them too.
    @Test func theRolesOfAnotherMeritAreNotTakenUnasked() async throws {
        try await ScratchServer.running { server in
            let first = try await database("first", on: server)
            #expect(try await migrate(first).status == 0)
            #expect(try await migrate(first).status == 0)
            let second = try await database("second", on: server)
            for more in [[], ["--print-roles"]] {
                let refused = try await Program.run(["migrate"] + more, database: second)
                #expect(refused.status == 1)
                #expect(
                    refused.errors == """
                        merit: merit_owner, merit_worker and so on are the roles of the Merit in first, and whoever logs in by them there \
                        could do the same here; give this one roles of its own by --role-prefix NAME, or share them by --role-prefix merit

                        """)
            }
            let begun = try await Program.run(
                ["init", "--adapter", "tables", "--time-zone", "UTC", "--passfile", "\(server.folder)/passfile"],
                database: second)
            #expect(begun.errors.contains("are the roles of the Merit in first"), "\(begun.errors)")
            #expect(
                try await answer("select coalesce(to_regnamespace('merit')::text, 'none')", second, as: "postgres") == [
                    "none"
                ])
            #expect(try await migrate(second, "--role-prefix", "merit").status == 0)

            // The sample goes where a Merit is, by the names that it has there.
            let third = try await database("third", on: server)
            #expect(try await migrate(third, "--role-prefix", "third").status == 0)
            let sample = try await Program.run(["sample"], database: third)
            #expect(sample.status == 0, "\(sample.errors)")
            #expect(
                try await answer("select (count(*) > 0)::text from merit_source.ticket", third, as: "third_reader") == [
                    "true"
                ])
            #expect(
                try await answer("select (count(*) > 0)::text from merit_source.ticket", third, as: "merit_reader")
                    == ["42501"])
        }
    }

    @Test func whoMayNotCreateSchemasIsTold() async throws {
        try await ScratchServer.running { server in
            try await server.configuration.withConnection { try await $0.script("create role lodger login createrole") }
            let desk = try await database("desk", on: server)
            let refused = try await migrate(try desk.with(["user": "lodger"]), "--role-prefix", "acme")
            #expect(refused.status == 1)
            #expect(refused.errors.contains("grant create on database desk to lodger"), "\(refused.errors)")
        }
    }

    /// Where roles may not be created, an administrator runs what is printed, and that is enough.
    @Test func anAdministratorIsTold() async throws {
        try await ScratchServer.running { server in
            try await server.configuration.withConnection { try await $0.script("create role boss login") }
            let desk = try await database("desk", on: server, owner: "boss")
            let boss = try desk.with(["user": "boss"])
            let refused = try await migrate(boss, "--role-prefix", "acme")
            #expect(refused.status == 1)
            #expect(
                refused.errors.hasSuffix(
                    "or have an administrator run what merit migrate --print-roles --role-prefix acme prints\n"),
                "\(refused.errors)")
            try await server.configuration.withConnection {
                try await $0.script("create role acme_hr login superuser")
            }
            let printed = try await migrate(boss, "--print-roles", "--role-prefix", "acme")
            #expect(
                printed.output == """
                    create role acme_owner login;
                    create role acme_worker login;
                    create role acme_reader login;
                    create role acme_dashboard login;
                    create role acme_person login;
                    create role acme_portal login;
                    alter role acme_hr nosuperuser;
                    grant acme_owner to boss;
                    grant acme_person to acme_portal;
                    grant pg_read_all_stats to acme_owner;
                    create schema merit authorization acme_owner;
                    create schema merit_api authorization acme_owner;
                    grant connect on database desk to acme_owner, acme_worker, acme_reader, acme_hr, acme_dashboard, acme_person, acme_portal;

                    """, "\(printed.errors)")
            try await desk.withConnection { try await $0.script(printed.output) }
            // The schema tells its roles from now on.
            let migrated = try await migrate(boss)
            #expect(migrated.status == 0, "\(migrated.errors)")
            #expect(
                try await answer(
                    "select distinct tableowner::text from pg_tables where schemaname = 'merit'", desk, as: "boss")
                    == ["acme_owner"])
            let later = try await migrate(boss, "--print-roles")
            // What is there already is not printed again.
            #expect(later.output.hasPrefix("grant ") && !later.output.contains("create "))
            #expect(!later.output.contains("grant acme_owner to"), "\(later.output)")
            try await desk.withConnection { try await $0.script(later.output) }
            let installed = try await Program.run(["source", "install"], database: boss)
            #expect(installed.output.hasSuffix("acme_reader may read schema merit_source\n"), "\(installed.errors)")
        }
    }

    /// The source may be where no Merit is that would tell its reader.
    @Test func whoReadsASourceOfAnotherDatabaseIsSaid() async throws {
        try await ScratchServer.running { server in
            let (merit, desk) = (try await database("hr", on: server), try await database("desk", on: server))
            let source = ["MERIT_SOURCE_URL": desk.conninfo]
            let none = try await Program.run(
                ["source", "install", "--only", "task"], database: merit, environment: source)
            #expect(
                none.output.hasSuffix(
                    "there is no role merit_reader yet: merit migrate makes it; then call this again\n"),
                "\(none.errors)")
            #expect(try await migrate(merit, "--role-prefix", "acme").status == 0)
            // Beside another Merit's: whose reader reads it the Merit knows.
            #expect(try await migrate(try await database("other", on: server)).status == 0)
            let given = try await Program.run(
                ["source", "install", "--only", "task"], database: merit, environment: source)
            #expect(given.output.hasSuffix("acme_reader may read schema merit_source\n"), "\(given.errors)")
            #expect(try await answer("select task_id::text from merit_source.task", desk, as: "acme_reader") == [])
            // A superuser's look at the source is the reader's.
            try await desk.withConnection { try await $0.script("revoke select on merit_source.task from acme_reader") }
            let check = try await Program.run(
                ["source", "check", "--format", "csv"], database: merit, environment: source)
            #expect(
                check.output.contains("acme_reader may not read merit_source.task"), "\(check.output)\(check.errors)")
        }
    }

    @Test(arguments: ["Acme", "pg_acme", "a-b"])
    func namesThatCannotBe(prefix: String) async throws {
        for verb in [["migrate"], ["init"], ["source", "install"]] {
            let outcome = try await Program.run(verb + ["--role-prefix", prefix])
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("names of roles cannot begin with \"\(prefix)\": "), "\(outcome.errors)")
        }
    }
}
