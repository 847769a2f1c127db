import Appraisal
import Measures
import Postgres
import Store
import Support
import Testing

@testable import Worker

/// How the server finds the tickets of a month that is a hundredth of the table, by docs/performance.md, "Indexes and partitions".
@Suite(.database(.sourced)) struct IndexPlanTests {
    /// Each shape of the table, and how often each kind of scan is in the plan.
    static let shapes: [(shape: String, scans: [String: Int])] = [
        (inOneTable, ["Seq Scan": 1]),
        (inOneTable + bTrees("opened_at", "closed_at"), ["Seq Scan": 1]),
        (inOneTable + bTrees("opened_at", "resolved_at", "closed_at"), ["BitmapOr": 1, "Bitmap Index Scan": 3]),
        (inOneTable + brin, ["BitmapOr": 1, "Bitmap Index Scan": 3]),
        (byMonth, ["Seq Scan": 100]),
        (byMonth + bTrees("opened_at", "closed_at"), ["Seq Scan": 100]),
        // The month's own partition is read whole.
        (
            byMonth + bTrees("opened_at", "resolved_at", "closed_at"),
            ["BitmapOr": 99, "Bitmap Index Scan": 3 * 99, "Seq Scan": 1]
        ),
        // To BRIN a partition of less than a megabyte is one range, to be read or not to be read.
        (byMonth + brin, ["Seq Scan": 100]),
        (withThePast + brin, ["BitmapOr": 1, "Bitmap Index Scan": 3, "Seq Scan": 1]),
    ]

    private static let inOneTable = "create table merit_source.ticket (like kept.ticket);" + filled
    /// Pages with eight rows each, in place of many times the rows.
    private static let byMonth =
        """
        create table merit_source.ticket (like kept.ticket) partition by range (opened_at);
        do $$ begin for month in 0..99 loop
            execute format(
                'create table merit_source.ticket_%s partition of merit_source.ticket for values from (%L) to (%L)
                    with (fillfactor = 10)',
                month, timestamptz '2026-10-01 00:00Z' - month * interval '31 days',
                timestamptz '2026-11-01 00:00Z' - month * interval '31 days');
        end loop; end $$;
        """ + filled
    /// A partition of some megabytes, and one of the month.
    private static let withThePast =
        """
        create table merit_source.ticket (like kept.ticket) partition by range (opened_at);
        create table merit_source.ticket_past partition of merit_source.ticket for values from (minvalue) to ('2026-10-01 00:00Z');
        create table merit_source.ticket_now partition of merit_source.ticket for values from ('2026-10-01 00:00Z') to (maxvalue);
        """ + filled
    private static let filled = """
        insert into merit_source.ticket (ticket_id, employee_id, opened_at, resolved_at, closed_at, status)
        select n::text, n % 50, at, at + (1 + n % 48) * interval '1 hour', at + (3 + n % 48) * interval '1 hour', 'resolved'
        from (
            select n, timestamptz '2026-11-01 00:00Z' - (60001 - n) * interval '3100 days' / 60001 as at
            from generate_series(1, 60000) n
        ) tickets;
        """
    private static let brin = "create index on merit_source.ticket using brin (opened_at, resolved_at, closed_at);"

    private static func bTrees(_ columns: String...) -> String {
        columns.map { "create index on merit_source.ticket (\($0));" }.joined()
    }

    @Test(arguments: shapes) func plan(shape: String, scans: [String: Int]) async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script("create schema kept; alter table merit_source.ticket set schema kept")
            try await connection.script(shape)
            try await connection.script(
                "grant select on merit_source.ticket to merit_reader; analyze merit_source.ticket")
        }
        let plan = try await planOfTickets(in: database)
        let nodes = plan.matches(of: /-> +(?:Parallel )?(Seq Scan|BitmapOr|(?:Bitmap )?Index (?:Only )?Scan)/)
        let found = Dictionary(nodes.map { (String($0.1), 1) }, uniquingKeysWith: +)
        #expect(found == scans, "\(plan.prefix(2_000))")
    }

    /// What the worker's session does with the statement on `ticket`, by the template of the measured indicators.
    private func planOfTickets(in database: TestDatabase) async throws -> String {
        let template = try TemplateDocument(yaml: BenchmarkCompany.deskData).template()
        try await database.ask("2026-10", from: "2026-10-01", to: "2026-10-31")
        let period = try await database.withConnection { try await Period.find("2026-10", in: $0) }
        let span = try #require(period).span
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let plan = try await SourceDatabase(pool: pool).snapshot { snapshot in
            let statements = try MeasurePlan([template], on: snapshot.catalog, schema: "merit_source", named: false)
                .statements
            let statement = try #require(statements.first { $0.relation.name == "ticket" })
            return try await snapshot.connection.query(
                "explain (costs off) \(statement.sql)",
                parameters: span.bounds + statement.arguments.texts.map { $0 as any PostgresEncodable }
            ).decode(String.self).joined(separator: "\n")
        }
        await pool.close()
        return plan
    }
}
