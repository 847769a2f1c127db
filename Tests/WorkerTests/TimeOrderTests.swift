import Postgres
import Store
import Support
import Testing

@testable import Worker

/// Times that cannot be lift no score in silence.
@Suite(.database(.sourced)) struct TimeOrderTests {
    @Test func whatLiesBeforeItsOpeningIsToldBesideThePeriod() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        #expect(try await findings(in: database) == [])
        try await database.withConnection { connection in
            try await connection.script(
                """
                update merit_source.ticket set opened_at = '2026-09-11' where ticket_id = 'ann 1';
                update merit_source.ticket set first_response_at = '2026-09-08' where ticket_id = 'bob 1';
                update merit_source.ticket set resolved_at = 'infinity' where ticket_id = 'bob 2';
                """)
        }
        try await database.rescore()
        #expect(
            try await findings(in: database) == [
                "2 rows of ticket: \(TimeOrder.words), such as \"ann 1\", \"bob 1\"; \(TimeOrder.advice)"
            ])
        // They are no rows of a measure.
        #expect(try await database.line("select distinct rows_read::text from merit.run") == "{\"ticket\": 6}")
    }

    @Test func theSourcesCheckNamesTheColumns() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, first_response_at, resolved_at)
                values ('a', 'ann', '2026-09-02', '2026-09-01', '2026-09-03'), ('b', 'ann', '2026-09-02', '2026-09-02', null)
                """)
        }
        let configuration = try database.configuration(user: "merit_worker")
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let findings = try await SourceCheck.run(database: configuration, source: SourceDatabase(pool: pool))
        await pool.close()
        #expect(
            findings.filter { $0.relation == "ticket" }.map(\.finding) == [
                "1 rows of merit_source.ticket have first_response_at before opened_at, which cannot be"
            ])
    }

    private func findings(in database: TestDatabase) async throws -> [String] {
        try await database.withConnection(user: "merit_hr") { connection in
            try await PeriodState.all(label: "2026-09", in: connection).flatMap(\.findings)
        }
    }
}
