import Postgres
import Support
import Testing

@testable import Worker

/// Somebody who may define what the source reads puts code behind it.
@Suite(.database(.sourced)) struct ReaderTests {
    /// What the code tries, and what it is told where the source is read by its own login.
    static let attempts = [
        ("(select count(*) from merit.result)::text", "permission denied for schema merit"),
        ("(select string_agg(comment, ' ') from merit.evaluation)", "permission denied for schema merit"),
        ("(select merit.setting_value('job_seconds'))::text", "permission denied for schema merit"),
        ("merit_source.obey('set role merit_worker')", "permission denied to set role \"merit_worker\""),
        (
            "merit_source.obey('set session authorization merit_worker')",
            "permission denied to set session authorization"
        ),
        (
            "merit_source.obey('create temporary table kept (n integer)')",
            "cannot execute CREATE TABLE in a read-only transaction"
        ),
        ("merit_source.obey('delete from merit_source.ticket')", "permission denied for view ticket"),
        (
            "merit_source.obey('set transaction read write')",
            "cannot set transaction read-write mode inside a read-only transaction"
        ),
        ("merit_source.obey('select * from template')", "relation \"template\" does not exist"),
        ("current_setting('search_path')", ""),
    ]

    /// The company in September, whose tickets are seen through code that tries one thing and tells what came of it.
    private func spied(on attempt: String, reading source: PostgresConfiguration? = nil) async throws -> [String] {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await connection.script(
                """
                create function merit_source.obey(command text) returns text language plpgsql as
                $$ begin execute command; return 'done'; end $$;
                create function merit_source.spy() returns boolean language plpgsql volatile as $$
                begin
                    perform pg_notify('leak', coalesce(\(attempt), ''));
                    return true;
                exception when others then
                    perform pg_notify('leak', sqlerrm);
                    return true;
                end $$;
                alter table merit_source.ticket rename to kept;
                create view merit_source.ticket as select * from merit_source.kept where (select merit_source.spy());
                grant select on merit_source.ticket to merit_reader, merit_worker;
                grant usage on schema merit_source to merit_worker;
                grant select on all tables in schema merit_source to merit_worker
                """)
        }
        return try await database.withConnection { listener in
            let leaks = try await listener.listen(["leak"])
            try await database.work(source: source)
            try await listener.script("notify leak, 'over'")
            var told: [String] = []
            for await leak in leaks {
                if leak.payload == "over" { break }
                told.append(leak.payload)
            }
            return told
        }
    }

    @Test(arguments: attempts) func itReachesNothingButTheSource(attempt: String, answer: String) async throws {
        let told = try await spied(on: attempt)
        #expect(!told.isEmpty)
        #expect(
            Set(told).count == 1 && told.allSatisfy { $0.hasPrefix(answer) && (answer != "" || $0 == "") }, "\(told)")
        #expect(try await TestDatabase.current.line(SmallCompany.status).hasPrefix("scored"))
    }

    /// What an installation without that login lives with.
    @Test func theWorkersOwnLoginWouldTellIt() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        let told = try await spied(on: "(select count(*) from merit.evaluation)::text", reading: worker)
        #expect(Set(told) == ["2"])
    }

    /// Such an installation goes on as it was: functions behind its views find what they always found.
    @Test func onTheWorkersSessionNamesAreLookedUpAsTheRoleHasIt() async throws {
        let pool = PostgresPool(try TestDatabase.current.configuration(user: "merit_worker"), maximum: 1)
        let path = "select current_setting('search_path')"
        let (within, behind) = try await pool.withConnection { connection in
            let within = try await SourceDatabase(pool: pool, isShared: true).snapshot(on: connection) { snapshot in
                try await snapshot.connection.query(path).one().decode(String.self)
            }
            return (within, try await connection.query(path).one().decode(String.self))
        }
        #expect(within == "\"$user\", public")
        #expect(behind == "pg_catalog, pg_temp")
        await pool.close()
    }

    @Test func theReaderHasNoRightInSchemaMerit() async throws {
        let rights = try await TestDatabase.current.line(
            """
            select string_agg(right_of, ' ') from (select c.relname::text as right_of from pg_class c, aclexplode(c.relacl) x
            where relnamespace = 'merit'::regnamespace and x.grantee in (0, 'merit_reader'::regrole)
            union all
            select p.oid::regprocedure::text from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
            where pronamespace = 'merit'::regnamespace and x.grantee in (0, 'merit_reader'::regrole)
            union all
            select 'schema' where has_schema_privilege('merit_reader', 'merit', 'usage')
            union all
            select 'member of ' || roleid::regrole from pg_auth_members where member = 'merit_reader'::regrole) rights
            """)
        #expect(rights == "-", "\(rights)")
    }
}
