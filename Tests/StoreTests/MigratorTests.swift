import Postgres
import Schema
import Store
import Support
import Synchronization
import Testing

@Suite struct MigratorTests {
    // Numbers may have gaps.
    private static let newest = Migration.all.last?.version ?? 0
    fileprivate static let next = newest + 1

    private let steps = Migration.all.map(\.version)

    @Test(.database(.empty)) func tenAtOnceApplyEachStepOnce() async throws {
        let database = try TestDatabase.current
        let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 1...10 {
                group.addTask { try await database.migrate() }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(applied.sorted() == steps)
        #expect(
            try await database.column("select version::text from merit.schema_migration m order by m.applied_at")
                == steps.map(String.init), "in their order, whoever applied them")
    }

    @Test(.database(.empty)) func theSecondTimeNothingIsLeftToDo() async throws {
        try await TestDatabase.current.withConnection { connection in
            let before = try await Migrator().missing(connection).migrations.map(\.version)
            let first = try await Migrator().migrate(connection).migrations.map(\.version)
            let second = try await Migrator().migrate(connection).migrations.map(\.version)
            #expect(before == steps)
            #expect(first == steps)
            #expect(second == [])
            try await Migrator().requireUsable(connection)
            let role = try await connection.query("select current_user = session_user").one().decode(Bool.self)
            #expect(role, "the connection is who it was before")
        }
    }

    @Test(.database(.empty)) func aDatabaseThatCannotHoldAllTextsIsRefused() async throws {
        let database = try TestDatabase.current
        let name = "\(database.name)_ascii"
        try await database.withConnection {
            try await $0.script("create database \(name) encoding 'SQL_ASCII' template template0 locale 'C'")
        }
        let error = await #expect(throws: SchemaError.self) {
            try await database.configuration().with(["dbname": name]).withConnection {
                try await Migrator().migrate($0)
            }
        }
        #expect(error?.description.contains("encoded in SQL_ASCII, and schema merit needs UTF8") == true)
        try await database.withConnection { try await $0.script("drop database \(name)") }
    }

    @Test(.database(.migrated)) func theOwnerMigratesFromThenOn() async throws {
        let database = try TestDatabase.current
        #expect(try await database.migrate(adding: "create table merit.more ()", as: "merit_owner") == [Self.next])
        #expect(
            try await database.value("select applied_by from merit.schema_migration where version = \(Self.next)")
                == "merit_owner"
        )
    }

    @Test(.database(.migrated), arguments: ["merit_worker", "merit_hr"])
    func othersMayAskButNotMigrate(user: String) async throws {
        let database = try TestDatabase.current
        #expect(try await database.migrate(as: user) == [])
        let error = await #expect(throws: SchemaError.self) { try await database.migrate(adding: "", as: user) }
        #expect(
            error?.description == """
                schema merit is brought up to date by its owner, and this connection may not act as it: permission denied \
                to set role "merit_owner"; run merit migrate as merit_owner, or as a member of it
                """)
    }

    @Test(.database(.migrated)) func theFirstMigrationTakesRights() async throws {
        let database = try TestDatabase.current
        let role = "nobody_\(database.name)"
        try await database.run("create role \(role) login; drop schema merit cascade")
        let error = await #expect(throws: SchemaError.self) { try await database.migrate(as: role) }
        // The roles are there already: they belong to the whole server, which other tests share.
        let isNewer =
            try await database.value("select current_setting('server_version_num')::integer >= 160000") == "true"
        let reason = isNewer ? "permission denied to grant role" : "must have admin option on role"
        #expect(
            error?.description == """
                the first migration creates roles and the schema, and this connection may not: \(reason) "merit_owner"; run merit \
                migrate once as a superuser, or as a role with CREATEROLE that may create schemas in this database; or have an \
                administrator run what merit migrate --print-roles prints
                """)
        try await database.run("drop role \(role)")
    }

    @Test(.database(.migrated)) func whoMayCreateRolesAndSchemasNeedsNoSuperuser() async throws {
        let database = try TestDatabase.current
        let role = "creator_\(database.name)"
        try await database.run(
            """
            drop schema merit, merit_api cascade;
            create role \(role) login createrole;
            grant create on database \(database.name) to \(role)
            """)
        #expect(try await database.migrate(as: role) == steps)
        #expect(
            try await database.column("select distinct tableowner::text from pg_tables where schemaname = 'merit'")
                == ["merit_owner"])
        try await database.run("drop owned by \(role); drop role \(role)")
    }

    @Test(.database(.migrated)) func aStepThatFailsLeavesNothingBehind() async throws {
        let database = try TestDatabase.current
        let error = await #expect(throws: PostgresError.self) {
            try await database.migrate(adding: "create table merit.half (); create table merit.half ()")
        }
        #expect(error?.message == "relation \"half\" already exists")
        #expect(try await database.value("select to_regclass('merit.half')") == nil)
        #expect(try await database.value("select max(version) from merit.schema_migration") == "\(Self.newest)")
        #expect(try await database.migrate(adding: "create table merit.half ()") == [Self.next])
    }

    @Test(.database(.migrated)) func aNewerSchemaThatBreaksThisProgramIsRefused() async throws {
        let database = try TestDatabase.current
        _ = try await database.migrate(adding: "-- breaking\ncreate table merit.other ()")
        let sentence =
            "schema merit is at version \(Self.next) (step \(Self.next)), which this program (version \(Self.newest)) must not work on; use a newer merit"
        let migrating = await #expect(throws: SchemaError.self) { try await database.migrate() }
        #expect(migrating?.description == sentence)
        let using = await #expect(throws: SchemaError.self) {
            try await database.withConnection { try await Migrator().requireUsable($0) }
        }
        #expect(using?.description == sentence)
    }

    @Test(.database(.migrated)) func aNewerSchemaThatBreaksNothingIsFine() async throws {
        let database = try TestDatabase.current
        _ = try await database.migrate(adding: "create table merit.other ()")
        #expect(try await database.migrate() == [])
        try await database.withConnection { try await Migrator().requireUsable($0) }
    }

    @Test(.database(.migrated), arguments: [(1, ""), (2, "s")])
    func anOutdatedSchemaIsNotUsable(missing: Int, plural: String) async throws {
        let newer = Migrator(
            migrations: Migration.all
                + (Self.next...Self.newest + missing).map { Migration(version: $0, name: "", sql: "") })
        let error = await #expect(throws: SchemaError.self) {
            try await TestDatabase.current.withConnection(user: "merit_worker") { try await newer.requireUsable($0) }
        }
        #expect(
            error?.description
                == "schema merit lacks \(missing) migration\(plural) up to version \(Self.newest + missing); run: merit migrate"
        )
    }

    @Test(.database(.migrated)) func aFunctionIsPutInPlaceWhenItsTextChanges() async throws {
        let database = try TestDatabase.current
        func migrator(_ answers: Int...) -> Migrator {
            Migrator(
                functions: SchemaFunction.all
                    + answers.map {
                        SchemaFunction(
                            name: "answer",
                            sql: "create or replace function merit.answer() returns integer language sql return \($0)")
                    })
        }
        func answer(of migrator: Migrator) async throws -> String? {
            _ = try await database.withConnection { try await migrator.migrate($0) }
            return try await database.value("select merit.answer()::text")
        }
        #expect(try await answer(of: migrator(1)) == "1")
        let error = await #expect(throws: SchemaError.self) {
            try await database.withConnection(user: "merit_worker") { try await migrator(2).requireUsable($0) }
        }
        #expect(
            error?.description
                == "schema merit has older functions than this program: answer; run: merit migrate")
        #expect(try await answer(of: migrator(2)) == "2")
        // The program of the version before goes on, and puts nothing of its own back.
        #expect(try await answer(of: migrator(1)) == "2")
        try await database.withConnection(user: "merit_worker") { try await migrator(1).requireUsable($0) }
    }

    /// What anybody who may connect can hold for ever.
    @Test(.database(.migrated)) func aStrangerHoldsNothingUp() async throws {
        let database = try TestDatabase.current
        let role = "stranger_\(database.name)"
        try await database.run("create role \(role) login")
        try await database.withConnection(user: role) { stranger in
            try await stranger.script(
                """
                begin;
                select pg_advisory_lock(hashtext('merit migrations')), pg_advisory_lock(0), pg_advisory_lock(1, 0);
                """)
            for table in ["schema_migration", "schema_function", "setting"] {
                try await stranger.script("savepoint try")
                await #expect(throws: PostgresError.self) {
                    try await stranger.script("lock table merit.\(table) in access share mode")
                }
                try await stranger.script("rollback to savepoint try")
            }
            #expect(try await database.migrate(adding: "create table merit.more ()") == [Self.next])
        }
        // Of those who may read the table, nobody can lock it so that a step would wait.
        for user in ["merit_worker", "merit_hr"] {
            let error = await #expect(throws: PostgresError.self) {
                try await database.withConnection(user: user) {
                    try await $0.script("begin; lock table merit.schema_migration in row exclusive mode")
                }
            }
            #expect(error?.sqlState == "42501")
        }
        try await database.run("drop role \(role)")
    }

    @Test(.database(.migrated)) func whoIsWaitedForIsSaidAndNotForEver() async throws {
        let database = try TestDatabase.current
        let told = Told()
        try await database.withConnection(user: "merit_hr") { holder in
            let processID = await holder.processID
            try await holder.script("set application_name = 'desk'; begin; select from merit.appraisal_period")
            let migrator = Migrator(
                migrations: Migration.all
                    + [
                        Migration(version: Self.next, name: "", sql: "alter table merit.appraisal_period add more text")
                    ],
                patience: .milliseconds(100))
            let error = await #expect(throws: SchemaError.self) {
                try await database.withConnection { try await migrator.migrate($0) { told.add($0) } }
            }
            let who = "process \(processID) of merit_hr (desk) holds merit.appraisal_period since "
            #expect(told.sentences.map { $0.hasPrefix("migration \(Self.next) waits: \(who)") } == [true])
            #expect(error?.description.hasPrefix("migration \(Self.next) did not get what it needs: \(who)") == true)
            try await holder.script("rollback")
        }
        #expect(try await database.migrate(adding: "alter table merit.appraisal_period add more text") == [Self.next])
    }

    @Test(.database(.empty)) func anEmptyDatabaseIsNotUsable() async throws {
        let error = await #expect(throws: SchemaError.self) {
            try await TestDatabase.current.withConnection { try await Migrator().requireUsable($0) }
        }
        #expect(
            error?.description
                == "schema merit lacks \(Migration.all.count) migrations up to version \(Self.newest); run: merit migrate"
        )
    }
}

/// What a migration says while it waits.
private final class Told: Sendable {
    private let said = Mutex<[String]>([])

    var sentences: [String] { said.withLock(\.self) }

    func add(_ sentence: String) {
        said.withLock { $0.append(sentence) }
    }
}

extension TestDatabase {
    /// Applies what is missing of the shipped steps, and one more that only a test knows; returns what was applied.
    fileprivate func migrate(adding sql: String? = nil, as user: String? = nil) async throws -> [Int] {
        let more =
            sql.map { [Migration(version: MigratorTests.next, name: "step \(MigratorTests.next)", sql: $0)] } ?? []
        return try await withConnection(user: user) { connection in
            try await Migrator(migrations: Migration.all + more).migrate(connection).migrations.map(\.version)
        }
    }
}
