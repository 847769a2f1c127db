import Postgres
import Schema
import Support
import Testing
import Worker

/// Rows that cannot be read are named, and fail no month but their own where the server computes no other.
@Suite(.database(.sourced)) struct FailingRowTests {
    /// Tickets of three months; those of August without a status make a division by zero of what `columns` says.
    private func summer(
        _ columns: String, template: String = SmallCompany.template, in database: TestDatabase
    ) async throws {
        try await database.publish(yaml: [template])
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann"], in: connection)
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
                select 'T' || n, 'ann', '2026-07-01', timestamptz '2026-07-01 12:00Z' + n * interval '1 day',
                    case when n in (40, 57) then '' else 'resolved' end
                from generate_series(1, 90) n;
                alter table merit_source.ticket rename to kept;
                create view merit_source.ticket as select ticket_id, employee_id, \(columns) from merit_source.kept;
                grant select on merit_source.ticket to merit_reader;
                """)
        }
        for (label, last) in [("2026-07", 31), ("2026-08", 31), ("2026-09", 30)] {
            try await database.ask(label, from: "\(label)-01", to: "\(label)-\(last)")
        }
        try await database.work()
    }

    private static let periods = "select label, status, problem from merit.appraisal_period order by label"

    @Test func failTheirOwnMonthAlone() async throws {
        let database = try TestDatabase.current
        try await summer("closed_at, case when 1 / length(status) >= 0 then status end as status", in: database)
        #expect(
            try await database.line(Self.periods) == """
                2026-07 scored -
                2026-08 failed reading the source failed: merit_source.ticket: division by zero [22012]; it fails at ticket_id 'T40', 'T57'; \
                mend what the row has there, or the view, then set the period's status to pending
                2026-09 scored -
                """)
    }

    @Test func failEveryMonthWhereTheirTimeCannotBeComputed() async throws {
        let database = try TestDatabase.current
        try await summer("case when 1 / length(status) >= 0 then closed_at end as closed_at, status", in: database)
        let problem = """
            failed reading the source failed: merit_source.ticket: division by zero [22012]; it fails at ticket_id 'T40', 'T57', which other \
            periods read too; mend what the row has there, or the view, then set the period's status to pending
            """
        #expect(
            try await database.line(Self.periods)
                == ["2026-07", "2026-08", "2026-09"].map { "\($0) \(problem)" }.joined(separator: "\n"))
    }

    /// The rows of September itself are in order: none of them is named.
    @Test func failMonthsThatLookBackAtThem() async throws {
        let database = try TestDatabase.current
        let template = SmallCompany.template.replacing(
            "share(status = 'resolved')", with: "share(repeated(20, status))")
        try await summer(
            "closed_at, case when 1 / length(status) >= 0 then status end as status", template: template, in: database)
        let problem = """
            failed reading the source failed: merit_source.ticket: division by zero [22012]; it fails at ticket_id 'T40', 'T57', which other \
            periods read too; mend what the row has there, or the view, then set the period's status to pending
            """
        #expect(
            try await database.line(Self.periods) == "2026-07 scored -\n2026-08 \(problem)\n2026-09 \(problem)")
    }

    /// Rows without an id are named by whose they are; of a measure, those alone that it computes.
    @Test func areNamedByWhoseTheyAre() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await connection.script(
                """
                alter table merit_source.ticket rename to kept;
                create view merit_source.ticket as
                select employee_id, closed_at, case when 1 / (length(employee_id) - length(status) + 3) <> 2 then status end as status
                from merit_source.kept;
                grant select on merit_source.ticket to merit_reader;
                update merit_source.kept set closed_at = '2026-08-10' where employee_id = 'ann' and status = 'failed';
                """)
        }
        try await database.work()
        #expect(
            try await database.line(SmallCompany.status) == """
                failed 0 reading the source failed: merit_source.ticket: division by zero [22012]; it fails at employee_id 'bob'; mend what \
                the row has there, or the view, then set the period's status to pending
                """)
    }

    /// - Parameter row: which row it is; the first thousand are read in any case.
    @Test(arguments: [7, 1700]) func bytesThatAreNoText(row: Int) async throws {
        let database = try TestDatabase.current
        let name = "\(database.name)_bytes"
        try await database.withConnection { connection in
            _ = try await connection.execute(
                "create database \(quoted(name)) encoding 'SQL_ASCII' template template0 locale 'C'")
        }
        let bytes = try database.configuration().with(["dbname": name])
        try await bytes.withConnection { connection in
            try await connection.script(Scripts.installSource)
            try await connection.script(Scripts.grantSource)
            try await connection.execute(
                """
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, status)
                select 'T' || n, 'ann', '2026-07-01', case n when \(row) then E'caf\\xff' else 'open' end
                from generate_series(1, 2000) n
                """)
        }
        let pool = PostgresPool(try bytes.with(["user": "merit_reader"]), maximum: 1)
        let findings = try await SourceCheck.run(
            database: database.configuration(user: "merit_worker"), source: SourceDatabase(pool: pool))
        await pool.close()
        #expect(
            findings.filter(\.isFault).map { "\($0.finding); \($0.advice)" } == [
                """
                reading merit_source.ticket fails: invalid byte sequence for encoding "UTF8": 0xff [22021]; it fails at ticket_id \
                'T\(row)'; mend what the row has there, or the view
                """
            ])
        try await database.withConnection { connection in
            _ = try await connection.execute("drop database \(quoted(name)) with (force)")
        }
    }
}
