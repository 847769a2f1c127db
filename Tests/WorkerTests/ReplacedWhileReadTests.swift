import Appraisal
import Postgres
import Store
import Support
import Testing
import Worker

/// A relation that is emptied and refilled, rewritten, swapped or redefined while Merit waits to read it.
///
/// The snapshot is taken before the wait; what is read behind it would be of no state that was ever committed, most often nothing.
@Suite(.database(.sourced), .timeLimit(.minutes(20))) struct ReplacedWhileReadTests {
    struct Replacement: Sendable, CustomTestStringConvertible {
        let name: String
        /// Done before the month is scored.
        var before = ""
        /// Done in a transaction that ends when the reader waits for it.
        let meanwhile: String
        var relation = "merit_source.ticket"
        var testDescription: String { name }
    }

    /// `ticket` becomes a view of `desk.ticket`, which is in two partitions.
    private static let behindAView = """
        create schema desk;
        create table desk.ticket (like merit_source.ticket) partition by list (employee_id);
        create table desk.ann partition of desk.ticket for values in ('ann');
        create table desk.others partition of desk.ticket default;
        insert into desk.ticket table merit_source.ticket;
        drop table merit_source.ticket;
        create view merit_source.ticket as select * from desk.ticket;
        grant select on merit_source.ticket to merit_reader;
        """

    private static let copied = "create table copy_of_it as table merit_source.ticket;"

    static let replacements = [
        Replacement(
            name: "emptied and refilled", before: copied,
            meanwhile: "truncate merit_source.ticket; insert into merit_source.ticket table copy_of_it"),
        Replacement(
            name: "employees emptied and refilled", before: "create table copy_of_it as table merit_source.employee;",
            meanwhile: "truncate merit_source.employee; insert into merit_source.employee table copy_of_it",
            relation: "merit_source.employee"),
        Replacement(
            name: "a partition behind a view is emptied and refilled", before: behindAView + copied,
            meanwhile: "truncate desk.ann; insert into desk.ann select * from copy_of_it where employee_id = 'ann'",
            relation: "desk.ann"),
        Replacement(
            name: "rewritten for a type",
            meanwhile: "alter table merit_source.ticket alter reopened type text using reopened::text"),
        Replacement(
            name: "swapped by its name",
            meanwhile: """
                create table merit_source.fresh as table merit_source.ticket;
                alter table merit_source.ticket rename to stale; alter table merit_source.fresh rename to ticket;
                grant select on merit_source.ticket to merit_reader
                """),
        Replacement(
            name: "swapped with one that was there",
            before: """
                create table merit_source.fresh as table merit_source.ticket;
                grant select on merit_source.fresh to merit_reader; update merit_source.ticket set status = 'old';
                """,
            meanwhile: """
                alter table merit_source.ticket rename to stale; alter table merit_source.fresh rename to ticket
                """, relation: "merit_source.fresh"),
        Replacement(
            name: "dropped and made again", before: copied,
            meanwhile: """
                drop table merit_source.ticket; create table merit_source.ticket as table copy_of_it;
                grant select on merit_source.ticket to merit_reader
                """),
        Replacement(
            name: "a materialized view is refreshed",
            before: """
                alter table merit_source.ticket rename to kept;
                create materialized view merit_source.ticket as table merit_source.kept;
                grant select on merit_source.ticket to merit_reader;
                """, meanwhile: "refresh materialized view merit_source.ticket"),
        Replacement(
            name: "a view is redefined",
            before: behindAView
                + "create table desk.other as table desk.ticket; update desk.ticket set status = 'old';",
            meanwhile: "create or replace view merit_source.ticket as select * from desk.other"),
        Replacement(
            name: "a partition is exchanged",
            before: behindAView + "create table desk.new as table desk.ann; update desk.ann set status = 'old';",
            meanwhile: """
                alter table desk.ticket detach partition desk.ann;
                alter table desk.ticket attach partition desk.new for values in ('ann')
                """, relation: "desk.ticket"),
        Replacement(
            name: "columns change places",
            before: """
                alter table merit_source.ticket add state text;
                update merit_source.ticket set state = status, status = 'old';
                """,
            meanwhile: """
                alter table merit_source.ticket rename status to kept;
                alter table merit_source.ticket rename state to status
                """),
        Replacement(
            name: "a column becomes one of another type, and back", before: copied,
            meanwhile: """
                alter table merit_source.ticket alter status type integer using length(status);
                alter table merit_source.ticket alter status type text using case status when 8 then 'resolved' else 'failed' end
                """),
        // Rows keep their visibility: a reading more does no harm.
        Replacement(
            name: "rewritten in another order", before: "create index sorted on merit_source.ticket (ticket_id);",
            meanwhile: "cluster merit_source.ticket using sorted"),
    ]

    private static let tries = """
        select state, attempt::text, retries::text from merit.job where kind = 'score_period' and state <> 'cancelled' order by job_id limit 1
        """

    @Test(arguments: replacements) func scored(_ replacement: Replacement) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { try await $0.script(replacement.before) }
        try await whileReading(database, replacement.meanwhile) { try await database.work() }
        let status = try await database.line(SmallCompany.status)
        #expect(status == "scored 1 -")
        #expect(try await database.line(SmallCompany.totals) == "ann 1 scored 77.50 B -\nbob 1 scored 45.00 B -")
        // Put off once, which counts for no try.
        let tries = try await database.line(Self.tries)
        #expect(tries == "completed 1 1")
    }

    @Test func theJobSaysWhatWasReplaced() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await connection.script(Self.copied)
            try await connection.script(
                """
                create table public.said (said text);
                create function public.say() returns trigger language plpgsql security definer as
                'begin insert into public.said values (new.last_error); return null; end';
                create trigger say after update on merit.job for each row when (new.last_error is not null) execute function public.say()
                """)
        }
        try await whileReading(database, Self.replacements[0].meanwhile) { try await database.work() }
        let said = try await database.line("select distinct said from public.said")
        #expect(
            said == """
                while it was read, somebody emptied and refilled, rewrote, swapped or redefined merit_source.ticket, so that what was read \
                may never have been there; it is read again (where this comes back, see what replaces it, and when: a nightly load, VACUUM \
                FULL, REFRESH MATERIALIZED VIEW)
                """)
    }

    @Test func undisturbedReadingsAreNotRepeated() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { try await $0.script(Self.behindAView) }
        try await database.work()
        let tries = try await database.line(Self.tries)
        #expect(tries == "completed 1 0")
    }

    @Test func measuredAgainForVerification() async throws {
        let database = try await scoredMonth()
        try await reading(database, Self.replacements[0]) { source, period, connection in
            let drift = try await source.drift(in: period, of: connection)
            #expect(drift == [])
        }
    }

    @Test func triedOut() async throws {
        let database = try await scoredMonth()
        let draft = try TemplateDocument(yaml: SmallCompany.template, file: "draft").flattened { _ in nil }.template()
        try await reading(database, Self.replacements[0]) { source, period, connection in
            var changes = 0
            let trial = try await source.trial(of: [draft], in: period, by: connection) { before, after, _ in
                changes += after.difference(from: before, why: "tried") == nil ? 0 : 1
            }
            #expect(trial.tried == 2 && changes == 0)
        }
    }

    @Test func explained() async throws {
        let database = try await scoredMonth()
        let template = try TemplateDocument(yaml: SmallCompany.template, file: "desk").flattened { _ in nil }.template()
        try await reading(database, Self.replacements[0]) { source, period, connection in
            let records = try await ResultRecord.current(of: period.id, employees: ["ann"], in: connection)
            let evidence = try await source.evidence(
                for: template, of: #require(records.values.first), appeals: [], in: period, limit: 10, calendars: nil)
            #expect(evidence.map(\.rows.count) == [4])
        }
    }

    @Test func reviewed() async throws {
        let quarter = try await StoredQuarter.begin()
        try await quarter.month(8)
        try await quarter.results("('e0', 8, 5, 3, 5, 5, 0, 0, 0, 50)")
        try await quarter.run(
            """
            insert into merit_source.complaint (complaint_id, employee_id, received_at, category)
            select n::text, 'e0', '2026-08-15', 'late' from generate_series(1, 5) n;
            create table copy_of_it as table merit_source.complaint;
            """)
        let database = quarter.database
        try await whileReading(
            database, "truncate merit_source.complaint; insert into merit_source.complaint table copy_of_it"
        ) {
            _ = try await quarter.review()
        }
        #expect(
            try await database.line("select category, complaints::text from merit.complaint_theme") == "late 5")
    }

    private func scoredMonth() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        try await database.withConnection { try await $0.script(Self.copied) }
        return database
    }

    /// Reads the source as a person's command does.
    private func reading(
        _ database: TestDatabase, _ replacement: Replacement,
        _ body: (SourceDatabase, Period, PostgresConnection) async throws -> Void
    ) async throws {
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        try await whileReading(database, replacement.meanwhile) {
            try await database.withConnection(user: "merit_hr") { connection in
                let period = try #require(try await Period.find("2026-09", in: connection))
                try await body(SourceDatabase(pool: pool), period, connection)
            }
        }
        await pool.close()
    }

    /// Lets a transaction replace something, and end when `body` waits for it.
    private func whileReading(
        _ database: TestDatabase, _ replacing: String, _ body: () async throws -> Void
    ) async throws {
        try await database.withConnection { connection in
            try await connection.script("begin")
            try await connection.script(replacing)
            async let ending: Void = Self.commit(connection)
            try await body()
            try await ending
        }
    }

    private static func commit(_ connection: PostgresConnection) async throws {
        try await connection.waitUntil(
            """
            select exists (
                select from pg_locks
                where locktype = 'relation' and not granted
                    and database = (select oid from pg_database where datname = current_database()))
            """)
        try await connection.script("commit")
    }
}
