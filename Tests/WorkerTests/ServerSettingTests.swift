import Postgres
import Support
import Testing

/// What a database or a role sets for other programs' sake does not reach a month.
@Suite(.database(.sourced)) struct ServerSettingTests {
    @Test(arguments: [
        "statement_timeout = '300ms'", "lock_timeout = '300ms'", "quote_all_identifiers = on",
        "default_transaction_isolation = 'serializable'", "standard_conforming_strings = off",
        "datestyle = 'German, DMY'",
        "synchronous_commit = off", "exit_on_error = on",
    ])
    func aMonthIsScoredAllTheSame(setting: String) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            // It takes longer than the limits above; and somebody holds it for longer than them when the worker comes.
            try await connection.script(
                """
                alter table merit_source.ticket rename to kept;
                create view merit_source.ticket as
                select kept.* from merit_source.kept, (select pg_sleep(0.5)) slow;
                grant select on merit_source.ticket to merit_reader;
                alter database \(database.name) set \(setting);
                """)
        }
        try await database.withConnection { holder in
            try await holder.script("begin; lock table merit_source.kept in access exclusive mode")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await database.work() }
                try await holder.script(
                    """
                    do $$ begin
                        while not exists (select from pg_locks where relation = 'merit_source.kept'::regclass and not granted) loop
                            perform pg_sleep(0.01);
                        end loop;
                        perform pg_sleep(0.5);
                    end $$;
                    commit
                    """)
                try await group.waitForAll()
            }
        }
        let (status, problem, attempts) = try await database.withConnection { connection in
            try await connection.query(
                """
                select status, problem, (select max(attempt) from merit.job where kind = 'score_period')
                from merit.appraisal_period
                """
            ).one().decode(String.self, String?.self, Int.self)
        }
        #expect(problem == nil)
        #expect(status == "scored")
        #expect(attempts == 1)
    }
}
