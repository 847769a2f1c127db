import Postgres
import Support
import Testing
import Worker

/// What `source check` says of tables that are read slower than they could be, and that it is silent where nothing is to be gained.
@Suite(.database(.sourced)) struct SourceAdviceTests {
    /// A table of 100,000 tickets as they came in, of which the last month has 2%.
    private static let long = """
        insert into merit_source.ticket (ticket_id, opened_at, resolved_at, closed_at)
        select n::text, at, at + interval '1 hour', at + interval '1 day'
        from (select n, now() - (100000 - n) * interval '1550 days' / 100000 as at from generate_series(1, 100000) n) tickets;
        """
    /// The same in no order.
    private static let shuffled = """
        insert into merit_source.ticket (ticket_id, opened_at, resolved_at, closed_at)
        select n::text, at, at + interval '1 hour', at + interval '1 day'
        from (select n, now() - n * interval '1550 days' / 100000 as at from generate_series(1, 100000) n) tickets
        order by hashint4(n);
        """
    private static let dropped =
        "drop index merit_source.ticket_opened_at_idx, merit_source.ticket_resolved_at_idx, "
        + "merit_source.ticket_closed_at_idx;"
    private static let analysed = "analyze merit_source.ticket;"
    private static let brin = "create index on merit_source.ticket using brin (opened_at, resolved_at, closed_at);"
    private static let parted = """
        alter table merit_source.ticket rename to old_ticket;
        create table merit_source.ticket (like merit_source.old_ticket) partition by range (opened_at);
        create table merit_source.ticket_old partition of merit_source.ticket for values from (minvalue) to (now() - interval '31 days');
        create table merit_source.ticket_new partition of merit_source.ticket for values from (now() - interval '31 days') to (maxvalue);
        drop table merit_source.old_ticket; grant select on all tables in schema merit_source to merit_reader;
        """
    /// By month.
    private static let finelyParted = """
        alter table merit_source.ticket rename to old_ticket;
        create table merit_source.ticket (like merit_source.old_ticket) partition by range (opened_at);
        do $$ declare soon timestamptz := now() + interval '1 second'; begin for month in 0..49 loop
            execute format('create table merit_source.ticket_%s partition of merit_source.ticket for values from (%L) to (%L)',
                month, soon - (month + 1) * interval '31 days', soon - month * interval '31 days');
        end loop; end $$;
        drop table merit_source.old_ticket; grant select on all tables in schema merit_source to merit_reader;
        """

    private static let all = "all its 100000 rows are read for a month, which is 2% of them"
    private static let any = "; one alone is of no use, a row counts by any of closed_at, opened_at and resolved_at"
    private static let orBRIN =
        "; or, far smaller and nearly as good: "
        + "CREATE INDEX ON merit_source.ticket USING brin (closed_at, opened_at, resolved_at)"

    private static func create(_ columns: String...) -> String {
        columns.map { "CREATE INDEX ON merit_source.ticket (\($0))" }.joined(separator: "; ")
    }

    /// Each shape of the table, and what is said of it.
    static let advised: [(shape: String, finding: String, advice: String)] = [
        (
            dropped + long + analysed,
            "merit_source.ticket has no usable index on closed_at, opened_at and resolved_at: \(all)",
            create("closed_at", "opened_at", "resolved_at") + any + orBRIN
        ),
        (
            "drop index merit_source.ticket_closed_at_idx;" + shuffled + analysed,
            "merit_source.ticket has no usable index on closed_at: \(all)", create("closed_at") + any
        ),
        // In order a twentieth is a small part.
        (
            dropped + long.replacing("1550 days", with: "620 days") + analysed,
            "merit_source.ticket has no usable index on closed_at, opened_at and resolved_at: "
                + all.replacing("2%", with: "5%"),
            create("closed_at", "opened_at", "resolved_at") + any + orBRIN
        ),
        // Not of use: no ranges, not all rows, by another column first.
        (
            """
            drop index merit_source.ticket_closed_at_idx; create index on merit_source.ticket using hash (closed_at);
            create index on merit_source.ticket (closed_at) where status = 'resolved';
            create index on merit_source.ticket (employee_id, closed_at);
            """ + shuffled + analysed,
            "merit_source.ticket has no usable index on closed_at: \(all)", create("closed_at") + any
        ),
        (
            dropped + shuffled + brin + analysed,
            "merit_source.ticket has no usable index on closed_at, opened_at and resolved_at: \(all); BRIN does not help by "
                + "closed_at, opened_at and resolved_at, because rows do not lie in that order",
            create("closed_at", "opened_at", "resolved_at") + any
        ),
        (
            parted + long + analysed,
            "merit_source.ticket has no usable index on closed_at, opened_at and resolved_at: \(all); partitions by opened_at leave "
                + "nothing out, because rows count by other times as well",
            create("closed_at", "opened_at", "resolved_at") + any + orBRIN
        ),
        // In the partition that has just begun nothing is closed yet.
        (
            parted + long + "update merit_source.ticket_new set closed_at = null;" + analysed,
            "merit_source.ticket has no usable index on closed_at, opened_at and resolved_at: \(all); partitions by opened_at leave "
                + "nothing out, because rows count by other times as well",
            create("closed_at", "opened_at", "resolved_at") + any + orBRIN
        ),
        (
            parted + shuffled + analysed,
            "merit_source.ticket has no usable index on closed_at, opened_at and resolved_at: \(all); partitions by opened_at leave "
                + "nothing out, because rows count by other times as well",
            create("closed_at", "opened_at", "resolved_at") + any
        ),
        // A partition of a few hundred kilobytes is one range to BRIN.
        (
            finelyParted + long + analysed,
            "merit_source.ticket has no usable index on closed_at, opened_at and resolved_at: \(all); partitions by opened_at leave "
                + "nothing out, because rows count by other times as well",
            create("closed_at", "opened_at", "resolved_at") + any
        ),
        (
            finelyParted + brin + long + analysed,
            "merit_source.ticket has no usable index on closed_at, opened_at and resolved_at: \(all); BRIN does not help by closed_at, "
                + "opened_at and resolved_at, because the table, or most of its partitions, is too small; partitions by opened_at leave nothing out, because rows "
                + "count by other times as well",
            create("closed_at", "opened_at", "resolved_at") + any
        ),
        (
            "alter table merit_source.ticket set (autovacuum_enabled = false);" + dropped + long,
            "the planner knows nothing of merit_source.ticket: it was never analysed",
            "ANALYZE merit_source.ticket, and leave autovacuum on"
        ),
        // CREATE INDEX counts the rows, but does not look at what is in them.
        (
            "alter table merit_source.ticket set (autovacuum_enabled = false);" + dropped + long + brin,
            "the planner knows nothing of merit_source.ticket: it was never analysed",
            "ANALYZE merit_source.ticket, and leave autovacuum on"
        ),
    ]

    @Test(arguments: advised) func advice(shape: String, finding: String, advice: String) async throws {
        let found = try await findings(of: shape)
        #expect(found.map(\.finding) == [finding])
        #expect(found.map(\.advice) == [advice])
        #expect(found.allSatisfy { !$0.isFault && $0.relation == "ticket" })
    }

    /// Shapes in which nothing is to be gained.
    static let fine = [
        // An index on each.
        long + analysed,
        shuffled + analysed,
        // BRIN where rows lie in order; beside a B-tree as well.
        dropped + long + brin + analysed,
        "drop index merit_source.ticket_closed_at_idx; create index on merit_source.ticket using brin (closed_at);"
            + long
            + analysed,
        parted
            + """
            create index on merit_source.ticket (opened_at); create index on merit_source.ticket (resolved_at);
            create index on merit_source.ticket (closed_at);
            """ + long + analysed,
        parted + brin + long + analysed,
        parted + brin + long + "update merit_source.ticket_new set closed_at = null;" + analysed,
        // A month is a third of it; or a twentieth, of rows in no order.
        dropped + long.replacing("1550 days", with: "93 days") + analysed,
        dropped + shuffled.replacing("1550 days", with: "620 days") + analysed,
        // A small table.
        dropped + long + "delete from merit_source.ticket where ticket_id::int % 2 = 0;" + analysed,
    ]

    @Test(arguments: fine) func silence(shape: String) async throws {
        let found = try await findings(of: shape)
        #expect(found.map(\.finding) == [])
    }

    /// Where rows count by the partitions' own column alone, the others are left out without an index.
    @Test func partitionsByTheOnlyTime() async throws {
        let found = try await findings(of: Self.parted + Self.long + Self.analysed, measuredBy: ["opened_at"])
        #expect(found.map(\.finding) == [])
    }

    @Test func oneTimeOfAnUnpartitionedTable() async throws {
        let found = try await findings(of: Self.dropped + Self.shuffled + Self.analysed, measuredBy: ["opened_at"])
        #expect(found.map(\.finding) == ["merit_source.ticket has no usable index on opened_at: \(Self.all)"])
        #expect(found.map(\.advice) == [Self.create("opened_at")])
    }

    /// - Parameter times: the columns by which the templates measure tickets, one template for each.
    private func findings(
        of shape: String, measuredBy times: [String] = ["opened_at", "resolved_at", "closed_at"]
    ) async throws -> [SourceCheck.Finding] {
        let database = try TestDatabase.current
        try await database.publish(
            yaml: times.enumerated().map { place, time in
                SmallCompany.template.replacing("at: closed_at", with: "at: \(time)")
                    .replacing("template: desk", with: "template: desk\(place)")
                    .replacing("default: true", with: "default: \(place == 0)")
                    .replacing("posts: []", with: "posts: [post\(place)]")
            })
        try await database.withConnection { try await $0.script(shape) }
        let configuration = try database.configuration(user: "merit_worker")
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let findings = try await SourceCheck.run(database: configuration, source: SourceDatabase(pool: pool))
        await pool.close()
        return findings
    }
}
