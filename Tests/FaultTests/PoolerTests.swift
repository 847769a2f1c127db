import Postgres
import Store
import Support
import Testing

@testable import ScratchServer

/// Behind a pooler in transaction mode, a session is nobody's.
@Suite(
    .tags(.fault), .enabled(if: PgBouncer.path != nil, "skipped: pgbouncer is not installed"), .timeLimit(.minutes(20)))
struct PoolerTests {
    @Test(.database(.empty)) func threeMigrateAtOnceAndNothingIsLeftBehind() async throws {
        let database = try TestDatabase.current
        let owner = try database.configuration()
        let pooler = try await PgBouncer.start(to: owner)
        let pooled = try pooler.configuration(owner)
        let outcomes = try await withThrowingTaskGroup(of: Program.Outcome.self) { group in
            for _ in 1...3 {
                group.addTask { try await Program.run(["migrate", "--role-prefix", "merit"], database: pooled) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.map(\.status) == [0, 0, 0], "\(outcomes.map(\.errors))")
        try await owner.withConnection { connection in
            let applied = try await connection.query("select count(*)::integer from merit.schema_migration").one()
                .decode(Int.self)
            #expect(applied == Migrator().version)
            let left = try await connection.query(
                """
                select count(*)::integer from pg_locks join pg_database d on d.oid = database
                where datname = current_database() and pid <> pg_backend_pid()
                """
            ).one().decode(Int.self)
            #expect(left == 0, "a pooled session holds nothing")
        }
        // The pooler keeps its sessions, and a direct migration waits for none of them.
        let direct = try await Program.run(["migrate", "--role-prefix", "merit"], database: owner)
        #expect(direct.status == 0)
        let users = try await pooled.withConnection { connection in
            try await connection.query("select current_user::text").one().decode(String.self)
        }
        #expect(users == "postgres", "nobody acts as the schema's owner who did not ask for it")
        try await pooler.stop()
    }

    @Test(.database(.sourced)) func settingsHoldInTransactionsAndDoctorNamesTheRest() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        try await database.withConnection { connection in
            try await connection.script(
                "alter role merit_worker in database \(database.name) set statement_timeout = '5s'")
        }
        let pooler = try await PgBouncer.start(to: worker)
        let pooled = try pooler.configuration(worker)
        try await pooled.withConnection { connection in
            #expect(await connection.isPooled)
            // As if another server's session served the next statement.
            try await connection.script("reset all")
            let limits = try await connection.withTransaction { connection in
                try await connection.query(
                    "select current_setting('statement_timeout'), current_setting('lock_timeout'), current_setting('datestyle')"
                ).one().decode(String.self, String.self, String.self)
            }
            #expect(limits == ("0", "1min", "ISO, YMD"))
        }
        let outcome = try await Program.run(["doctor", "--format", "csv"], database: pooled)
        #expect(outcome.output.contains("a transaction pooler stands before the server"))
        let origin = "ALTER ROLE merit_worker IN DATABASE \(database.name)"
        #expect(
            outcome.output.contains(
                "statement_timeout is 5000, set by \(origin); behind the pooler it holds for single statements"),
            "\(outcome.output)")
        #expect(outcome.output.contains("\(origin) RESET statement_timeout; Merit sets 0"))
        // The session that it had is the next client's: it has no limits of doctor's.
        let limits = try await Shell.run(
            #"psql --no-psqlrc --tuples-only --no-align --dbname="$1" --command="select current_setting('lock_timeout'), current_setting('statement_timeout')""#,
            [pooled.conninfo], failure: "psql does not run")
        #expect(!limits.contains("5s|") && !limits.contains("30s"), "\(limits)")
        try await pooler.stop()
    }
}
