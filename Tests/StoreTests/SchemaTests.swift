import Foundation
import Postgres
import Support
import Testing

@Suite(.database(.migrated)) struct SchemaTests {
    /// A change of the schema shows here as a change of a file that a reviewer reads.
    @Test func theSchemaIsTheOneWrittenDown() async throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
        let query = try String(contentsOf: folder.appending(path: "schema.sql"), encoding: .utf8)
        let found = try await TestDatabase.current.column(query).compactMap { $0 }.map { $0 + "\n" }.joined()
        let golden = folder.appending(path: "schema.txt")
        if ProcessInfo.processInfo.environment["TEST_GOLDEN"] == "write" {
            try found.write(to: golden, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: golden, encoding: .utf8)
        let difference = found.split(separator: "\n").difference(from: written.split(separator: "\n"))
        #expect(
            difference.isEmpty,
            "The schema is not the one in \(golden.path()). If it is meant to change, run the test again with TEST_GOLDEN=write."
        )
    }

    /// Sequences of identity columns are the column's own, and described with it.
    @Test(arguments: [
        "select nspname::text from pg_namespace where nspname in ('merit', 'merit_api') and obj_description(oid, 'pg_namespace') is null",
        """
        select relname::text from pg_class
        where relnamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and relkind in ('r', 'v', 'S') and obj_description(oid, 'pg_class') is null
            and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'i' and relkind = 'S')
        """,
        """
        select attrelid::regclass || '.' || attname from pg_attribute join pg_class c on c.oid = attrelid
        where relnamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and relkind in ('r', 'v') and attnum > 0 and not attisdropped
            and col_description(attrelid, attnum) is null
        """,
        """
        select proname::text from pg_proc
        where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and obj_description(oid, 'pg_proc') is null
        """,
        """
        select typname::text from pg_type left join pg_class c on c.oid = typrelid
        where typnamespace = 'merit'::regnamespace and typelem = 0 and coalesce(relkind, 'c') = 'c'
            and obj_description(pg_type.oid, 'pg_type') is null
        """,
    ])
    func everythingSaysWhatItHolds(undescribed: String) async throws {
        #expect(try await TestDatabase.current.column(undescribed) == [])
    }

    /// What refers to a row is looked for when that row changes or goes.
    @Test func everyReferenceHasAnIndex() async throws {
        let without = """
            select c.conname::text from pg_constraint c
            where c.contype = 'f' and c.connamespace = 'merit'::regnamespace and not exists (
                select from pg_index i cross join lateral (select (i.indkey::smallint[])[0:cardinality(c.conkey) - 1] as columns) front
                where i.indrelid = c.conrelid and front.columns @> c.conkey and front.columns <@ c.conkey)
            """
        #expect(try await TestDatabase.current.column(without) == [])
    }

    /// A trigger's function that runs with its owner's rights must not be called by others.
    @Test func nobodyIsGivenAFunctionByDefault() async throws {
        let open = """
            select p.oid::regprocedure::text from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
            where p.pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and x.grantee = 0
            """
        #expect(try await TestDatabase.current.column(open) == [])
    }
}
