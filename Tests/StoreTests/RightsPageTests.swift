import Foundation
import Postgres
import Support
import Testing

/// docs/rights.md says who may do what, and a change of it shows there.
@Suite(.database(.migrated)) struct RightsPageTests {
    @Test func theRightsAreThoseWrittenDown() async throws {
        let found = try await found()
        let page = Repository.file("docs/rights.md")
        let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: Self.mark)
        try #require(parts.count == 2, "the page says where the tables begin: \(Self.mark)")
        if ProcessInfo.processInfo.environment["TEST_GOLDEN"] == "write" {
            try (parts[0] + Self.mark + found).write(to: page, atomically: true, encoding: .utf8)
            return
        }
        let difference = found.split(separator: "\n").difference(from: parts[1].split(separator: "\n"))
        #expect(
            difference.isEmpty,
            "Rights are not those of docs/rights.md. If they are meant to change, run the test again with TEST_GOLDEN=write."
        )
    }

    private static let mark = "<!-- What follows is written by RightsPageTests, with TEST_GOLDEN=write. -->\n"

    private func found() async throws -> String {
        let query = try String(contentsOf: Repository.file("Tests/StoreTests/Golden/rights.sql"), encoding: .utf8)
        return try await TestDatabase.current.column(query).compactMap { $0 }.joined(separator: "\n") + "\n"
    }

    @Test(arguments: [
        "grant select on merit.event to public", "grant update (points) on merit.evaluation to merit_dashboard",
        "grant truncate on merit.event to merit_hr", "revoke select on merit.event from merit_hr",
        "grant select on merit.grade_now to merit_dashboard", "grant execute on function merit.cancel to public",
        "grant execute on function merit.record_event to merit_hr",
        "alter function merit.quarter_start security definer",
        "grant usage on sequence merit.event_event_id_seq to merit_hr", "grant create on schema merit to merit_hr",
        "grant usage on schema merit to merit_reader", "grant create on schema public to public",
        "revoke usage on type merit.backend from public", "alter table merit.event owner to merit_worker",
        "alter view merit.grade_count owner to merit_hr", "alter function merit.record_event owner to merit_hr",
        "alter default privileges for role merit_owner in schema merit grant select on tables to public",
        "create table merit.further (n integer)",
        "create function merit.further() returns void language sql return null",
    ])
    func aRightThatChangesShows(change: String) async throws {
        let before = try await found()
        try await TestDatabase.current.run(change)
        #expect(try await found() != before)
    }

    /// A function whose text is read when it is called looks names up by a path of its own, temporary objects last; so does each that runs
    /// with its owner's rights.
    @Test func noFunctionLooksNamesUpWhereItsCallerSays() async throws {
        #expect(try await TestDatabase.current.column(Self.loose) == [])
        // It would be found.
        for change in ["merit.cancel reset search_path", "merit.guard_evaluation set search_path = public, pg_temp"] {
            try await TestDatabase.current.run("alter function \(change)")
        }
        #expect(try await TestDatabase.current.column(Self.loose).count == 2)
    }

    private static let loose = """
        select oid::regprocedure::text from pg_proc
        where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and (prosecdef or prosqlbody is null)
            and not coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false)
        """

    /// Whoever may connect and nothing more, and whoever reads the source, is refused everywhere.
    @Test(arguments: [nil, "merit_reader"]) func whoHasNoBusinessHereGetsNothing(role: String?) async throws {
        let database = try TestDatabase.current
        let login = role ?? "stranger_\(database.name)"
        if role == nil { try await database.run("create role \(login) login") }
        let attempts = try await database.column(
            """
            select format('select from %s', oid::regclass) from pg_class
            where relnamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and relkind in ('r', 'v', 'S')
            union all
            -- Of a plain null a strict function is not called at all, and nobody's right to call it is looked at.
            select format('select %s.%I(%s)', pronamespace::regnamespace, proname, (
                select string_agg(format('(select null::%s)', format_type(type, null)), ', ') from unnest(proargtypes) type))
            from pg_proc
            where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and prorettype <> 'trigger'::regtype
            """)
        #expect(attempts.count > 60)
        #expect(try await reached(attempts.compactMap { $0 }, as: login) == [])
        // Where there is a way, it is found; and who may come into the schema may call none of its functions for that.
        try await database.run(
            "grant usage on schema merit to \(login); grant select on merit.event, merit.lease_token to \(login)")
        let found = try await reached(attempts.compactMap { $0 }, as: login).sorted()
        #expect(found == ["select from merit.event", "select from merit.lease_token"])
        if role == nil { try await database.run("drop owned by \(login); drop role \(login)") }
    }

    private func reached(_ attempts: [String], as login: String) async throws -> [String] {
        try await TestDatabase.current.withConnection(user: login) { connection in
            var reached: [String] = []
            for attempt in attempts {
                do {
                    try await connection.script(attempt)
                    reached.append(attempt)
                } catch let error as PostgresError where error.sqlState == "42501" {
                    continue
                }
            }
            return reached
        }
    }
}
