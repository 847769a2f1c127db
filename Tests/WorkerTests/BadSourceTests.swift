import Postgres
import Support
import Testing
import Worker

/// A source that breaks after its templates were published: one period fails with advice, the others go on.
@Suite(.database(.sourced)) struct BadSourceTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let name: String
        let breaking: String
        let mending: String
        let problem: String
        var testDescription: String { name }
    }

    static let faults = [
        Fault(
            name: "a relation is missing", breaking: "alter table merit_source.ticket rename to tickets",
            mending: "alter table merit_source.tickets rename to ticket",
            problem: """
                the source does not have what the templates measure: desk@1 skill/solved from: \
                the source has no relation ticket; did you mean tickets?; mend it (merit source check shows what is there), then set the period's status to pending
                """),
        Fault(
            name: "a column is missing", breaking: "alter table merit_source.ticket rename status to state",
            mending: "alter table merit_source.ticket rename state to status",
            problem: """
                the source does not have what the templates measure: desk@1 skill/solved value position 7: \
                ticket has no column status; did you mean state?; \
                mend it (merit source check shows what is there), then set the period's status to pending
                """),
        Fault(
            name: "a column has another type",
            breaking: "alter table merit_source.ticket alter status type integer using length(status)",
            mending:
                "alter table merit_source.ticket alter status type text using case status when 8 then 'resolved' else 'failed' end",
            problem: """
                the source does not have what the templates measure: desk@1 skill/solved value position 14: \
                cannot compare status with 'resolved': status is a number, 'resolved' is text; \
                mend it (merit source check shows what is there), then set the period's status to pending
                """),
        Fault(
            name: "no right to read", breaking: "revoke select on merit_source.ticket from merit_reader",
            mending: "grant select on merit_source.ticket to merit_reader",
            problem: """
                reading the source failed: merit_source.ticket: permission denied for table ticket [42501]; \
                GRANT USAGE ON SCHEMA merit_source TO merit_reader; GRANT SELECT ON ALL TABLES IN SCHEMA merit_source TO merit_reader, then \
                set the period's status to pending
                """),
        Fault(
            name: "no right to the schema", breaking: "revoke usage on schema merit_source from merit_reader",
            mending: "grant usage on schema merit_source to merit_reader",
            problem: """
                reading the source failed: merit_source.employee: permission denied for schema merit_source [42501]; \
                GRANT USAGE ON SCHEMA merit_source TO merit_reader; GRANT SELECT ON ALL TABLES IN SCHEMA merit_source TO merit_reader, then \
                set the period's status to pending
                """),
        Fault(
            name: "a view fails when read",
            breaking: """
                alter table merit_source.ticket rename to kept;
                create view merit_source.ticket as
                select ticket_id, employee_id, closed_at, case when 1 / (length(ticket_id) - length(ticket_id)) > 0 then status end as status
                from merit_source.kept;
                grant select on merit_source.ticket to merit_reader
                """,
            mending: "drop view merit_source.ticket; alter table merit_source.kept rename to ticket",
            problem: """
                reading the source failed: merit_source.ticket: division by zero [22012]; it fails at ticket_id 'ann 1', \
                'ann 2', 'ann 3', 'ann 4', 'bob 1' and perhaps at others; mend what the row has there, or the view, then set the period's status to pending
                """),
    ]

    @Test(arguments: faults) func failsWithAdviceAndIsScoredOnceMended(_ fault: Fault) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { try await $0.script(fault.breaking) }
        try await database.work()
        let status = try await status(in: database)
        #expect(status == "failed 0 \(fault.problem)")

        try await database.withConnection { try await $0.script(fault.mending) }
        try await database.rescore()
        #expect(try await database.line(SmallCompany.totals) == "ann 1 scored 77.50 B -\nbob 1 scored 45.00 B -")
    }

    /// - Parameter isShared: whether the source is read on the worker's own session, as where it has no login of its own.
    @Test(arguments: [false, true]) func theRoleThatWasRefusedIsNamed(isShared: Bool) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        let pool = PostgresPool(try database.configuration(user: "merit_worker"), maximum: 1)
        let source = SourceDatabase(pool: pool, isShared: isShared)
        try await database.work(handlers: [ScorePeriod(source: source, engineVersion: "test")])
        await pool.close()
        let status = try await status(in: database)
        #expect(
            status == """
                failed 0 reading the source failed: merit_source.employee: permission denied for schema merit_source [42501]; GRANT USAGE ON \
                SCHEMA merit_source TO merit_worker; GRANT SELECT ON ALL TABLES IN SCHEMA merit_source TO merit_worker\
                \(isShared ? "; or have the source read by a login of its own, merit_reader: MERIT_SOURCE_URL" : ""), then set the period's \
                status to pending
                """)
    }

    /// But for where in the statement the server found it.
    private func status(in database: TestDatabase) async throws -> String {
        try await database.line(SmallCompany.status).replacing(/\ at character \d+/, with: "")
    }

    @Test func oneBadPeriodDoesNotStopTheOthers() async throws {
        let database = try TestDatabase.current
        try await database.ask("too early", from: "2026-08-01", to: "2026-08-31")
        try await database.work()
        #expect(
            try await database.line("select status, problem from merit.appraisal_period") == """
                failed no template is published, so there is nothing to score period "too early" by; \
                publish one (merit template apply FILE), then set the period's status to pending
                """)
        try await SmallCompany.september(in: database)
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
    }
}
