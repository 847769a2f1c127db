import Foundation
import Postgres
import Schema
import Store
import Support
import Synchronization
import Testing

/// Other names for roles, for several Merits in one cluster.
@Suite struct RolePrefixTests {
    @Test func onlyWholeNamesOfRolesBecomeOthers() throws {
        let text = """
            grant select on merit.worker_session to merit_worker, merit_hr;
            raise 'a member of merit_hr.' using hint = 'merit_person''s, or (merit_portal), 由merit_owner建立';
            create schema merit_api; merit_source.ticket; merit_hr_suite; my_merit_hr; merit_dashboards
            """
        #expect(
            try RoleNames(prefix: "acme").rendered(text) == """
                grant select on merit.worker_session to acme_worker, acme_hr;
                raise 'a member of acme_hr.' using hint = 'acme_person''s, or (acme_portal), 由acme_owner建立';
                create schema merit_api; merit_source.ticket; merit_hr_suite; my_merit_hr; merit_dashboards
                """)
        #expect(RoleNames.standard.rendered(text) == text)
    }

    @Test(arguments: ["a", "acme", "acme_2", String(repeating: "x", count: 53)])
    func whatNamesCanBeginWith(prefix: String) throws {
        let names = try RoleNames(prefix: prefix)
        #expect(Set(names.all).count == 7 && names.all.allSatisfy { $0.hasPrefix("\(prefix)_") && $0.utf8.count <= 63 })
    }

    @Test(arguments: [
        "", "Acme", "2acme", "_a", "a-b", "a b", "a\"b", "公司", "pg", "pg_acme", String(repeating: "x", count: 54),
    ])
    func whatNamesCannotBeginWith(prefix: String) {
        let error = #expect(throws: RefusedPrefix.self) { try RoleNames(prefix: prefix) }
        #expect(error?.description.hasPrefix("names of roles cannot begin with \"\(prefix)\": ") == true)
    }

    /// The schema is the one written down, and nothing in it names a role of another Merit.
    @Test(.database(.empty)) func theSchemaIsTheSameButForTheNames() async throws {
        try await Merit.running { merit in
            #expect(try await merit.migrate().migrations.count == Migration.all.count)
            let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
            let query = try String(contentsOf: folder.appending(path: "schema.sql"), encoding: .utf8)
            let found = try await merit.database.column(merit.names.rendered(query)).compactMap { $0 }.joined(
                separator: "\n")
            let written = try String(contentsOf: folder.appending(path: "schema.txt"), encoding: .utf8)
            let difference = found.replacing("\(merit.names.prefix)_", with: "merit_").split(separator: "\n")
                .difference(
                    from: written.split(separator: "\n"))
            #expect(difference.isEmpty, "\(difference)")
            let others = try await merit.database.column(
                """
                select text from (
                        select p.oid::regprocedure::text, prosrc from pg_proc p
                        where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace)
                        union all
                        select description, description from pg_description
                    ) known (text, body)
                where body ~ '\\mmerit_(owner|worker|reader|hr|dashboard|person|portal)\\M'
                """)
            #expect(others == [])
            let owners = try await merit.database.column(
                """
                select distinct owner::regrole::text from (
                    select relowner from pg_class where relnamespace in ('merit'::regnamespace, 'merit_api'::regnamespace)
                    union all
                    select proowner from pg_proc where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace)
                ) thing (owner)
                """)
            #expect(owners == [merit.names.owner])
        }
    }

    /// After the first time nobody has to say the names again, and nobody can say others.
    @Test(.database(.empty)) func theNamesStand() async throws {
        try await Merit.running { merit in
            let database = merit.database
            _ = try await merit.migrate()
            let next = SchemaFunction(
                name: "answer",
                sql: """
                    create or replace function merit.answer() returns text language sql return 'ask merit_hr';
                    grant execute on function merit.answer to merit_worker
                    """)
            let newer = Migrator(
                migrations: Migration.all + [
                    Migration(
                        version: 1 + (Migration.all.last?.version ?? 0), name: "more", sql: "create table merit.more ()"
                    )
                ], functions: SchemaFunction.all + [next])
            let again = try await database.withConnection(user: merit.names.owner) { try await Migrator().migrate($0) }
            #expect(again.isEmpty)
            let changes = try await database.withConnection(user: merit.names.owner) { try await newer.migrate($0) }
            #expect(changes.named.map { $0.split(separator: " ").last } == ["more", "answer"])
            #expect(try await database.value("merit.answer()", as: merit.names.worker) == "ask \(merit.names.hr)")
            // What is remembered is the text that is shipped, so that nothing is put in place again.
            try await database.withConnection(user: merit.names.worker) { try await newer.requireUsable($0) }
            #expect(
                try await database.value("select tableowner from pg_tables where tablename = 'more'")
                    == merit.names.owner)
            for other in [RoleNames.standard, try RoleNames(prefix: "other")] {
                let error = await #expect(throws: SchemaError.self) {
                    try await database.withConnection { try await Migrator(roles: other).migrate($0) }
                }
                #expect(
                    error?.description == """
                        schema merit belongs to \(merit.names.owner), and its roles were named with the first migration; they cannot begin \
                        with \(other.prefix): leave --role-prefix out
                        """)
            }
            let stranger = await #expect(throws: SchemaError.self) {
                try await database.withConnection(user: merit.names.hr) {
                    try await Migrator(functions: SchemaFunction.all + [SchemaFunction(name: "x", sql: "")]).migrate($0)
                }
            }
            #expect(
                stranger?.description.hasSuffix("run merit migrate as \(merit.names.owner), or as a member of it")
                    == true)
        }
    }

    /// What is there by these names and would be more, or less, than Merit's is not taken for Merit's.
    @Test(.database(.empty)) func rolesThatAreOtherThanMeritMakesThemAreNotTaken() async throws {
        try await Merit.running { merit in
            let (names, database) = (merit.names, merit.database)
            try await database.run(
                """
                create role \(names.hr) login superuser; create role \(names.worker) nologin; create role \(names.person) login createrole;
                create role \(names.portal) login bypassrls; create role \(names.owner) login createrole;
                create role \(names.reader) login bypassrls
                """)
            let error = await #expect(throws: SchemaError.self) { try await merit.migrate() }
            let mending = """
                alter role \(names.hr) nosuperuser;
                alter role \(names.person) nocreaterole;
                alter role \(names.portal) nobypassrls;
                alter role \(names.worker) login;
                """
            #expect(
                error?.description == """
                    roles are there already and are not what Merit's should be: \(names.hr) is a superuser, to whom nothing can be refused; \
                    \(names.person) may create roles; \(names.portal) reads past row-level security; \(names.worker) cannot log in. Mend that \
                    as an administrator, or take other names by --role-prefix NAME:
                    \(mending)
                    """)
            #expect(try await database.value("select to_regnamespace('merit')") == nil)
            try await database.run(mending)
            #expect(try await merit.migrate().migrations.count == Migration.all.count)

            // Where Merit is there, it goes on, and says it.
            try await database.run("alter role \(names.hr) createrole")
            let told = Said()
            let more = Migrator(functions: SchemaFunction.all + [SchemaFunction(name: "x", sql: "select")])
            _ = try await database.withConnection { try await more.migrate($0) { told.add($0) } }
            #expect(told.sentences == ["\(names.hr) may create roles; alter role \(names.hr) nocreaterole"])
        }
    }

    @Test(.database(.empty)) func aSchemaOfSomebodyElsesIsNotTaken() async throws {
        let database = try TestDatabase.current
        try await database.run("create schema merit")
        let error = await #expect(throws: SchemaError.self) {
            try await database.withConnection { try await Migrator().migrate($0) }
        }
        #expect(
            error?.description == """
                schema merit belongs to postgres, and Merit's to a role such as merit_owner, whose name tells those of its other roles; \
                give it back: alter schema merit owner to merit_owner
                """)
    }
}

/// What a migration says.
private final class Said: Sendable {
    private let said = Mutex<[String]>([])

    var sentences: [String] { said.withLock(\.self) }

    func add(_ sentence: String) {
        said.withLock { $0.append(sentence) }
    }
}

/// A Merit whose roles nobody else has, and which are gone behind it: they belong to the server, not to the test's database.
private struct Merit {
    let database: TestDatabase
    let names: RoleNames

    static func running(_ body: (Merit) async throws -> Void) async throws {
        let database = try TestDatabase.current
        let merit = Merit(database: database, names: try RoleNames(prefix: database.name))
        try await body(merit)
        let roles = merit.names.all.joined(separator: ", ")
        try await database.run("drop owned by \(roles) cascade; drop role \(roles)")
    }

    func migrate() async throws -> Migrator.Changes {
        try await database.withConnection { try await Migrator(roles: names).migrate($0) }
    }
}
