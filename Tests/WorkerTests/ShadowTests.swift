import Foundation
import Postgres
import Schema
import Support
import Testing

/// A stranger fills schema `public`, where everybody may create things in databases that were made before PostgreSQL 15, with functions
/// and operators that fit better than the server's own: whoever has `public` in the path calls them, with all rights.
@Suite(.timeLimit(.minutes(20))) struct ShadowTests {
    private var trace: String {
        "select coalesce(string_agg(distinct ran_as || ': ' || what, '; '), 'nothing') from public.trace"
    }

    @Test(.database(.shadowed)) func nothingOfTheStrangersRunsWithMeritsRights() async throws {
        let database = try TestDatabase.current
        let owner = try database.configuration()
        let (hr, worker) = (
            try database.configuration(user: "merit_hr"), try database.configuration(user: "merit_worker")
        )
        let reader = try database.configuration(user: "merit_reader")
        let migrated = try await Program.run(["migrate", "--role-prefix", "merit"], database: owner)
        #expect(migrated.status == 0, "\(migrated.errors)")
        let installed = try await Program.run(["source", "install"], database: owner)
        #expect(installed.status == 0, "\(installed.errors)")
        // What the test itself prepares by hand is not to be caught.
        try await owner.withConnection {
            try await $0.script(
                "alter role current_user in database \(database.name) set search_path = pg_catalog, pg_temp")
            try await $0.script(Scripts.grantSource)
        }
        try await SmallCompany.september(in: database)
        try await database.work()
        #expect(try await database.line(SmallCompany.status).hasPrefix("scored 1"))
        try await SmallCompany.rate("ann", 10, source: "self", in: database)
        // A worker as it is started, and the verbs of people.
        let run = try await Program.run(["worker", "--until-idle"], database: worker)
        #expect(run.status == 0, "\(run.errors)")
        for verb in [
            ["verify", "--period", "2026-09"], ["explain", "--period", "2026-09", "--employee", "ann"],
            ["jobs", "list"], ["jobs", "workers"],
            ["period", "status"], ["period", "score", "2026-09", "--dry-run"], ["source", "check"],
            ["template", "list"],
        ] {
            let outcome = try await Program.run(
                verb, database: hr, environment: ["MERIT_SOURCE_URL": reader.conninfo])
            #expect([0, 3].contains(outcome.status), "\(verb): \(outcome.errors)")
        }
        _ = try await Program.run(["doctor"], database: worker)
        #expect(try await database.line(trace) == "nothing")
        #expect(try await database.line("select is_called::text from public.caught") == "false")
    }

    /// A cast would be called without a name to look up: nobody makes one between types that are not their own.
    @Test(.database(.shadowed)) func aStrangerMakesNoCast() async throws {
        let database = try TestDatabase.current
        _ = try await Program.run(["migrate", "--role-prefix", "merit"], database: try database.configuration())
        try await database.withConnection {
            try await $0.script("create function public.cast_of(text) returns bigint language sql return 1")
        }
        try await database.withConnection(user: "merit_hr") { stranger in
            let error = await #expect(throws: PostgresError.self) {
                try await stranger.script(
                    "create cast (text as bigint) with function public.cast_of(text) as implicit")
            }
            #expect(error?.message.contains("must be owner of type") == true, "\(error?.message ?? "")")
        }
    }

    /// What the test above would find.
    @Test(.database(.shadowed)) func whoLooksNamesUpInPublicRunsThem() async throws {
        let database = try TestDatabase.current
        try await database.withConnection {
            try await $0.script(
                "set search_path = public; select pg_catalog.pg_typeof(make_interval(secs => 1)), 1.5 * 2")
        }
        #expect(try await database.line(trace) != "nothing")
    }
}

extension DatabaseTemplate {
    /// Nothing but a stranger's functions and operators in schema `public`, which everybody may call.
    fileprivate static let shadowed = DatabaseTemplate("shadowed") { configuration in
        let shadows = try String(contentsOf: Repository.file("Tests/Support/Hostile/shadows.sql"), encoding: .utf8)
        try await configuration.withConnection { try await $0.script(shadows) }
    }
}
