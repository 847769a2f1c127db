import Foundation
import Postgres
import Support
import Testing

/// A function with its owner's rights is called by somebody who has put other objects before the server's own, everywhere that they may:
/// none of them runs with these rights.
@Suite(.database(.definers), .timeLimit(.minutes(20))) struct DefinerTests {
    private static let roles = ["merit_worker", "merit_hr", "merit_dashboard", "merit_reader", "merit_owner"]

    @Test(arguments: roles) func nothingOfTheCallersRunsWithTheOwnersRights(role: String) async throws {
        try await asMember(of: role) { caller, attempts in
            for attempt in attempts {
                let springs = try await caller.springs(attempt)
                #expect(!springs, "\(attempt)")
            }
        }
    }

    /// The same attempts with one function at a time looking names up where its caller says: each is reached, and told.
    @Test func whatIsPlantedSpringsWhereNamesAreLookedUp() async throws {
        let database = try TestDatabase.current
        try await database.run("alter database \(database.name) set track_functions = 'all'")
        let functions = try await database.column(
            """
            select proname::text from pg_proc
            where pronamespace = 'merit'::regnamespace and prosecdef and prosqlbody is null order by 1
            """
        ).compactMap { $0 }
        var unsprung = functions
        for role in Self.roles {
            let sprung = try await sprung(of: unsprung, as: role)
            unsprung.removeAll(where: sprung.contains)
        }
        // These name nothing that something planted can stand in for, or are refused before it is called.
        let unmoved = [
            "add_peers", "drop_peers", "note_appeal", "note_change", "note_changed_evaluations",
            "note_given_evaluations",
        ]
        #expect(unsprung == unmoved)
        let called = try await database.column(
            "select funcname::text from pg_stat_user_functions where schemaname = 'merit'")
        #expect(functions.filter { !called.contains($0) } == [], "nothing is tried that calls these")
    }

    /// Those of some functions that something planted runs in, where one at a time looks names up as its caller says.
    private func sprung(of functions: [String], as role: String) async throws -> [String] {
        let database = try TestDatabase.current
        return try await asMember(of: role) { caller, attempts in
            var sprung: [String] = []
            for function in functions {
                try await database.run("alter function merit.\(function) reset search_path")
                if try await caller.springs(anyOf: attempts) { sprung.append(function) }
                try await database.run("alter function merit.\(function) set search_path = pg_catalog, pg_temp")
            }
            return sprung
        }
    }

    /// A login of somebody's own that is a member of `role`, on a session where names lead to what it has planted; with what it tries.
    private func asMember<Value>(
        of role: String, _ body: (HostileSession, [String]) async throws -> Value
    ) async throws -> Value {
        let database = try TestDatabase.current
        let login = "\(role)_\(database.name)"
        try await database.run("create role \(login) login in role \(role)")
        // What the test itself asks is not to be caught.
        try await database.run(
            "alter role current_user in database \(database.name) set search_path = pg_catalog, pg_temp")
        let attempts = try await direct(as: login) + Self.throughTables(role)
        #expect(!attempts.contains { $0.contains("no sample") }, "a type of an argument has no sample")
        let value = try await database.withConnection(user: login) { connection in
            try await connection.script("select public.plant('pg_temp')")
            // A loop whose conditions were planted may never end.
            try await connection.script(
                "set statement_timeout = '1s'; set search_path = pg_temp, hostile, public, pg_catalog")
            let value = try await body(HostileSession(connection: connection), attempts)
            try await connection.script("select pg_catalog.pg_stat_force_next_flush()")
            return value
        }
        try await database.run("drop owned by \(login); drop role \(login)")
        return value
    }

    /// Calls of each function that the login may call, with arguments of fitting types.
    private func direct(as login: String) async throws -> [String] {
        try await TestDatabase.current.column(
            """
            with sample (type, value) as (values
                ('text', 'template'), ('text', '*'), ('bigint', '1'), ('bigint', '2'), ('integer', '1'), ('smallint', '1'),
                ('boolean', 'true'), ('boolean', 'false'), ('numeric', '1'), ('date', '2020-10-01'), ('jsonb', '{"a": null}'),
                ('timestamp with time zone', '2020-10-01'), ('text[]', '{score_period,check_template}'), ('bigint[]', '{1,2}'),
                ('boolean[]', '{true,false}'), ('merit.backend', '(1,2020-10-01)'))
            select format('select merit.%I(%s)', p.proname, string_agg(
                coalesce((
                    select format('%L::%s', case round when 0 then min(value) else max(value) end,
                        case when type like 'merit.%' then type else 'pg_catalog.' || case type
                            when 'timestamp with time zone' then 'timestamptz' when 'bigint' then 'int8' when 'integer' then 'int4'
                            when 'smallint' then 'int2' when 'boolean' then 'bool' when 'bigint[]' then 'int8[]'
                            when 'boolean[]' then 'bool[]' else type end end)
                    from sample where type = format_type(given.type, null) group by type
                ), 'no sample'), ', ' order by given.place) filter (where given.type is not null))
            from pg_proc p cross join generate_series(0, 1) round
                left join lateral unnest(p.proargtypes) with ordinality given (type, place) on true
            where pronamespace = 'merit'::regnamespace and prosecdef and prorettype <> 'trigger'::regtype
                and has_function_privilege('\(login)', p.oid, 'execute')
            group by p.oid, round
            order by 1
            """
        ).compactMap { $0 }
    }

    /// What the role may do to tables, so that triggers call the others.
    private static func throughTables(_ role: String) -> [String] {
        let allowed: [String: [RightsTests.Right]] = [
            "merit_worker": RightsTests.worker, "merit_hr": RightsTests.hr, "merit_dashboard": RightsTests.dashboard,
        ]
        return (allowed[role] ?? []).filter { $0.sqlState == nil }.map(\.statement) + (further[role] ?? [])
    }

    private static let further = [
        "merit_hr": [
            "update merit.appraisal_period set score_after = pg_catalog.now() operator(pg_catalog.+) interval '1 day'",
            "update merit.appraisal_period set status = 'cancelled'",
            "update merit.appeal set status = 'upheld', decision = 'x', decided_by = 'y'",
        ],
        "merit_worker": [
            "update merit.job set state = 'running', lease_token = 1 where state operator(pg_catalog.=) 'available'"
        ],
    ]
}

/// A session of somebody who has planted objects everywhere that they may.
private struct HostileSession {
    let connection: PostgresConnection

    /// Whether a statement, which is rolled back, lets something planted run with other rights than the login's.
    func springs(_ statement: String) async throws -> Bool {
        let before = try await count()
        try await connection.script("begin")
        do {
            try await connection.script("\(statement); set constraints all immediate")
        } catch {
            // Refused, perhaps by what it has planted itself.
            guard error.code == .server else { throw error }
        }
        try await connection.script("rollback")
        return try await count() != before
    }

    func springs(anyOf statements: [String]) async throws -> Bool {
        for statement in statements {
            let springs = try await springs(statement)
            if springs { return true }
        }
        return false
    }

    private func count() async throws -> Int {
        let (last, isCalled) = try await connection.query("select last_value, is_called from public.caught").one()
            .decode(Int.self, Bool.self)
        return isCalled ? last : 0
    }
}

extension DatabaseTemplate {
    /// Something of everything, and what a stranger has put everywhere.
    fileprivate static let definers = DatabaseTemplate("definers") { configuration in
        try await DatabaseTemplate.rights.prepare(configuration)
        try await configuration.withConnection { connection in
            try await connection.script(
                """
                insert into merit.unseen (period_id, employee_ids) values (1, '{e}');
                insert into merit.appeal (period_id, employee_id, reason) values (1, 'e', 'x');
                """)
            for file in ["shadows", "everywhere"] {
                try await connection.script(
                    String(contentsOf: Repository.file("Tests/Support/Hostile/\(file).sql"), encoding: .utf8))
            }
        }
    }
}
