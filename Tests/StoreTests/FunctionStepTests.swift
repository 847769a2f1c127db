import Postgres
import Schema
import Store
import Support
import Testing

/// How functions come to be as the newest program has them.
@Suite(.database(.migrated)) struct FunctionStepTests {
    /// A program that was made for a schema so many versions newer than this one's.
    private func program(_ newer: Int = 0, _ functions: SchemaFunction...) -> Migrator {
        let known = Migrator().version
        return Migrator(
            migrations: Migration.all
                + (0..<newer).map { Migration(version: known + 1 + $0, name: "more", sql: "") },
            functions: SchemaFunction.all + functions, patience: .milliseconds(200))
    }

    private func answer(_ value: Int) -> SchemaFunction {
        SchemaFunction(
            name: "answer",
            sql: "create or replace function merit.answer() returns integer language sql return \(value)")
    }

    /// Migrates by a program, and makes sure that it can work then; returns what the function says.
    private func answer(of migrator: Migrator) async throws -> String? {
        let database = try TestDatabase.current
        _ = try await database.withConnection { try await migrator.migrate($0) }
        try await database.withConnection(user: "merit_worker") { try await migrator.requireUsable($0) }
        return try await database.value("select merit.answer()::text")
    }

    @Test func aTextThatComesBackIsPutInPlaceAgain() async throws {
        #expect(try await answer(of: program(0, answer(1))) == "1")
        #expect(try await answer(of: program(1, answer(2))) == "2")
        // The older one goes on, and puts nothing of its own back.
        #expect(try await answer(of: program(0, answer(1))) == "2")
        #expect(try await answer(of: program(2, answer(1))) == "1")
        #expect(try await answer(of: program(1, answer(2))) == "1")
        #expect(try await answer(of: program(2, answer(1))) == "1")
    }

    @Test func whatStandsIsNotPutInPlaceAgainByANewerProgram() async throws {
        let database = try TestDatabase.current
        let changes = try await database.withConnection { try await program(1).migrate($0) }
        #expect(changes.functions.map(\.name) == [])
    }

    @Test func aTextOfANewerProgramStandsThoughTheOlderOneNeverHadItsOwn() async throws {
        #expect(try await answer(of: program(1, answer(2))) == "2")
        #expect(try await answer(of: program(0, answer(1))) == "2")
    }

    @Test func aNewerProgramReplacesWhatOneWithoutThisOrderPutInPlace() async throws {
        #expect(try await answer(of: program(0, answer(1))) == "1")
        try await TestDatabase.current.withConnection {
            try await $0.script(
                """
                create or replace function merit.answer() returns integer language sql return 9;
                insert into merit.schema_function (name, hash, schema_version) values ('answer', 'of a text of before', 0)
                """)
        }
        #expect(try await answer(of: program(0, answer(1))) == "1")
    }

    @Test func whatStandsForANewerProgramTooIsNotReplacedByAnOlderOne() async throws {
        #expect(try await answer(of: program(0, answer(1))) == "1")
        #expect(try await answer(of: program(2, answer(1))) == "1")
        #expect(try await answer(of: program(1, answer(2))) == "1")
    }

    private func guarding(_ table: String) -> SchemaFunction {
        SchemaFunction(
            name: "guard_\(table)_more",
            sql: """
                create or replace function merit.guard_\(table)_more() returns trigger language plpgsql as
                'begin return new; end';
                create or replace trigger guard_more before update on merit.\(table)
                    for each row execute function merit.guard_\(table)_more()
                """)
    }

    @Test func oneIsWaitedForAndTheTableOfNoOtherIsHeldMeanwhile() async throws {
        let database = try TestDatabase.current
        let migrator = program(0, guarding("evaluation"), guarding("appeal"))
        try await database.withConnection { holder in
            try await holder.script("begin; lock table merit.appeal in row exclusive mode")
            let error = await #expect(throws: SchemaError.self) {
                try await database.withConnection { try await migrator.migrate($0) }
            }
            #expect(error?.description.hasPrefix("function guard_appeal_more did not get what it needs: ") == true)
            #expect(
                try await database.column("select name from merit.schema_function where name like '%more'")
                    == ["guard_evaluation_more"])
            try await holder.script("rollback")
        }
        let changes = try await database.withConnection { try await migrator.migrate($0) }
        #expect(changes.functions.map(\.name) == ["guard_appeal_more"])
    }

    @Test func aStepThatWouldHoldAnotherUpForEverGivesWayAndBeginsAgain() async throws {
        let database = try TestDatabase.current
        // It asks for the second table when somebody who has that one asks for the first.
        let crossing = SchemaFunction(
            name: "crossing",
            sql: """
                lock table merit.evaluation in access exclusive mode;
                do $$ begin
                    while exists (select from pg_locks where relation = 'merit.appeal'::regclass and pid <> pg_backend_pid())
                        and not exists (select from pg_locks where relation = 'merit.evaluation'::regclass and not granted)
                    loop perform pg_sleep(0.01); end loop;
                end $$;
                lock table merit.appeal in access exclusive mode
                """)
        let migrator = Migrator(functions: SchemaFunction.all + [crossing])
        try await database.withConnection { holder in
            try await holder.script(
                "set deadlock_timeout = '1min'; begin; lock table merit.appeal in row exclusive mode")
            async let changes = database.withConnection { connection in
                try await connection.script("set deadlock_timeout = '1ms'")
                return try await migrator.migrate(connection)
            }
            try await holder.waitUntil(
                """
                select exists (
                    select from pg_locks
                    where relation = 'merit.evaluation'::regclass and granted and mode = 'AccessExclusiveLock')
                """)
            try await holder.script("lock table merit.evaluation in row exclusive mode; commit")
            #expect(try await changes.functions.map(\.name) == ["crossing"])
        }
    }
}
