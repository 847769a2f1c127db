import Postgres
import Support
import Testing
import Worker

/// Rights that lack behind a view, inside a function or by a policy: the check finds them before a month fails, and says what mends them.
@Suite(.database(.sourced)) struct SourceRightsTests {
    struct Lack: Sendable, CustomTestStringConvertible {
        let name: String
        let breaking: String
        let words: String
        let advice: String
        /// What mends it where the advice is no statement, or one that concerns the whole server.
        var mending: String?
        var testDescription: String { name }
    }

    /// `ticket` becomes a view of `desk.ticket`.
    private static func view(_ options: String = "", status: String = "status") -> String {
        """
        create schema desk;
        create table desk.ticket as table merit_source.ticket;
        drop table merit_source.ticket;
        create view merit_source.ticket \(options) as select ticket_id, employee_id, closed_at, \(status) as status from desk.ticket;
        grant select on merit_source.ticket to merit_reader;
        """
    }

    static let lacks = [
        Lack(
            name: "a view that reads as whoever asks", breaking: view("with (security_invoker = on)"),
            words: "permission denied for table ticket [42501]", advice: "GRANT SELECT ON desk.ticket TO merit_reader"),
        Lack(
            name: "a view whose owner has lost the right",
            breaking: view() + "alter view merit_source.ticket owner to merit_hr;",
            words: "permission denied for table ticket [42501]", advice: "GRANT SELECT ON desk.ticket TO merit_hr"),
        Lack(
            name: "a view behind a view",
            breaking: view()
                + """
                create view desk.inner with (security_invoker) as select * from desk.ticket;
                create or replace view merit_source.ticket as select ticket_id, employee_id, closed_at, status from desk.inner;
                """,
            words: "permission denied for table ticket [42501]", advice: "GRANT SELECT ON desk.ticket TO merit_reader"),
        Lack(
            name: "an owner with rights to other columns",
            breaking: view()
                + """
                alter view merit_source.ticket owner to merit_hr;
                grant select (ticket_id, employee_id, closed_at) on desk.ticket to merit_hr;
                """,
            words: "permission denied for table ticket [42501]", advice: "GRANT SELECT ON desk.ticket TO merit_hr"),
        Lack(
            name: "a function that may not be called",
            breaking: """
                create schema tool;
                create function tool.named(state text) returns text immutable language plpgsql as 'begin return state; end';
                revoke execute on function tool.named from public;
                """ + view(status: "tool.named(status)"),
            words: "permission denied for function named [42501]",
            advice: "GRANT EXECUTE ON ROUTINE tool.named(text) TO merit_reader"),
        Lack(
            name: "a function that reads what it may not",
            breaking: """
                create table public.state (code text, state text);
                create function public.named(code text) returns text stable language plpgsql as
                'begin return coalesce((select s.state from public.state s where s.code = $1), $1); end';
                """ + view(status: "public.named(status)"),
            words: "permission denied for table state [42501]",
            advice: """
                give the role that the words name the right that they name, or declare the function behind the view SECURITY \
                DEFINER, so that it acts with its owner's rights
                """, mending: "alter function public.named security definer"),
        Lack(
            name: "a policy that would hide rows",
            breaking: """
                alter table merit_source.ticket enable row level security;
                create policy own on merit_source.ticket using (employee_id = 'ann');
                """,
            words: "query would be affected by row-level security policy for table \"ticket\" [42501]",
            advice: """
                ALTER ROLE merit_reader BYPASSRLS; or read the table through a view of its owner, whom its row-level security does \
                not concern
                """, mending: "alter table merit_source.ticket disable row level security"),
        Lack(
            name: "a policy behind a view",
            breaking: view()
                + """
                alter view merit_source.ticket owner to merit_hr; grant select on desk.ticket to merit_hr;
                alter table desk.ticket enable row level security; create policy own on desk.ticket using (true);
                """,
            words: "query would be affected by row-level security policy for table \"ticket\" [42501]",
            advice: """
                ALTER ROLE merit_hr BYPASSRLS; or read the table through a view of its owner, whom its row-level security does not \
                concern
                """, mending: "alter view merit_source.ticket owner to postgres"),
    ]

    @Test(arguments: lacks) func isFoundBeforeAMonthFailsAndMended(_ lack: Lack) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        let superuser = try await database.line("select current_user")
        try await database.withConnection { try await $0.script(lack.breaking) }
        let expected = ["fault: reading merit_source.ticket fails: \(lack.words); \(lack.advice)"]
        #expect(try await findings(in: database) == expected)
        // Whom no right lacks looks as the worker.
        #expect(try await findings(in: database, user: nil) == expected)

        try await database.work()
        #expect(
            try await database.line(SmallCompany.status) == """
                failed 0 reading the source failed: merit_source.ticket: \(lack.words); \(lack.advice), then set the period's status to pending
                """)

        let mending = (lack.mending ?? lack.advice).replacing("owner to postgres", with: "owner to \(superuser)")
        try await database.withConnection { try await $0.script(mending) }
        #expect(try await findings(in: database) == [])
        try await database.rescore()
        #expect(try await database.line(SmallCompany.totals) == "ann 1 scored 77.50 B -\nbob 1 scored 45.00 B -")
    }

    @Test func whatACrashEmptiesIsNamed() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await connection.script(Self.view() + "alter table desk.ticket set unlogged")
        }
        #expect(
            try await findings(in: database) == [
                """
                advice: desk.ticket is UNLOGGED: a crash of the server empties it, and nothing tells that from a month without rows; \
                ALTER TABLE desk.ticket SET LOGGED
                """
            ])
    }

    @Test func rightsToSomeColumnsAreEnough() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await connection.script(
                """
                revoke select on merit_source.ticket, merit_source.employee from merit_reader;
                grant select (employee_id, closed_at, status) on merit_source.ticket to merit_reader;
                grant select (employee_id, name, post, department, supervisor_id, employed_from, employed_to)
                on merit_source.employee to merit_reader;
                """)
        }
        #expect(try await findings(in: database) == [])
        try await database.work()
        #expect(try await database.line(SmallCompany.totals) == "ann 1 scored 77.50 B -\nbob 1 scored 45.00 B -")

        try await database.withConnection { connection in
            try await connection.script(
                """
                revoke select (status) on merit_source.ticket from merit_reader;
                revoke select (employed_to) on merit_source.employee from merit_reader;
                """)
        }
        #expect(
            try await findings(in: database) == [
                """
                fault: merit_reader may not read employed_to of merit_source.employee; GRANT SELECT (employed_to) ON \
                merit_source.employee TO merit_reader
                """,
                """
                fault: desk@1 skill/solved: merit_reader may not read all the columns of merit_source.ticket that it measures by; GRANT \
                SELECT ON merit_source.ticket TO merit_reader
                """,
            ])
    }

    /// - Parameter user: who looks at the source; nil: a superuser.
    private func findings(in database: TestDatabase, user: String? = "merit_reader") async throws -> [String] {
        let pool = PostgresPool(try database.configuration(user: user), maximum: 1)
        let findings = try await SourceCheck.run(
            database: database.configuration(user: "merit_worker"), source: SourceDatabase(pool: pool))
        await pool.close()
        // That the employees here have no dates is another matter.
        return findings.filter { $0.isFault || $0.relation != "employee" }.map {
            "\($0.isFault ? "fault" : "advice"): \($0.finding); \($0.advice)"
        }
    }
}
