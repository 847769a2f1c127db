import Foundation
import Postgres
import Support
import Testing

/// docs/rights.md says who may do what, and a change of it shows there.
@Suite(.database(.migrated)) struct RightsPageTests {
    @Test func theRightsAreThoseWrittenDown() async throws {
        let query = try String(contentsOf: Repository.file("Tests/StoreTests/Golden/rights.sql"), encoding: .utf8)
        let found = try await TestDatabase.current.column(query).compactMap { $0 }.joined(separator: "\n") + "\n"
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

    /// A function whose text is read when it is called looks names up by a path of its own, temporary objects last; so does each that runs
    /// with its owner's rights.
    @Test func noFunctionLooksNamesUpWhereItsCallerSays() async throws {
        let loose = """
            select oid::regprocedure::text from pg_proc
            where pronamespace = 'merit'::regnamespace and (prosecdef or prosqlbody is null)
                and not coalesce(proconfig @> array['search_path=pg_catalog, pg_temp'], false)
            """
        #expect(try await TestDatabase.current.column(loose) == [])
    }

    /// Whoever may connect and nothing more, and whoever reads the source, is refused everywhere.
    @Test(arguments: [nil, "merit_reader"]) func whoHasNoBusinessHereGetsNothing(role: String?) async throws {
        let database = try TestDatabase.current
        let login = role ?? "stranger_\(database.name)"
        if role == nil { try await database.run("create role \(login) login") }
        let attempts = try await database.column(
            """
            select format('select from merit.%I', relname) from pg_class
            where relnamespace = 'merit'::regnamespace and relkind in ('r', 'v', 'S')
            union all
            select format('select merit.%I(%s)', proname, (
                select string_agg(format('null::%s', format_type(type, null)), ', ') from unnest(proargtypes) type))
            from pg_proc where pronamespace = 'merit'::regnamespace and prorettype <> 'trigger'::regtype
            """)
        let reached = try await database.withConnection(user: login) { connection in
            var reached: [String] = []
            for attempt in attempts.compactMap({ $0 }) {
                do {
                    try await connection.script(attempt)
                    reached.append(attempt)
                } catch let error as PostgresError where error.sqlState == "42501" {
                    continue
                }
            }
            return reached
        }
        #expect(attempts.count > 60)
        #expect(reached == [])
        if role == nil { try await database.run("drop role \(login)") }
    }
}
