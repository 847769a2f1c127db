import Exact
import Measures
import Postgres
import Store
import Support
import Testing

@testable import Worker

/// However many indicators read a relation, it is read once, and by parallel workers where the server allows that.
@Suite(.database(.sourced)) struct PlanTests {
    /// What the server would do with each statement of the shipped templates, by relation.
    private func plans(after settings: String) async throws -> [(relation: String, indicators: Int, plan: String)] {
        let database = try TestDatabase.current
        try await database.publish(
            shipped: "after-sales", "technician", "field-engineer", "service-desk-agent", "ecommerce-service")
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let catalog = try await SourceDatabase(pool: pool).snapshot { $0.catalog }
        await pool.close()
        return try await database.withConnection { connection in
            let templates = try await StoredTemplate.published(in: connection).map { try $0.template() }
            let plan = try MeasurePlan(templates, on: catalog, schema: "merit_source", named: false)
            try await connection.script(settings)
            let span = try #require(try await Self.span(connection))
            var found: [(relation: String, indicators: Int, plan: String)] = []
            for statement in plan.statements {
                let parameters = span.bounds + statement.arguments.texts.map { $0 as any PostgresEncodable }
                let rows = try await connection.query(
                    "explain (costs off) \(statement.sql)", parameters: parameters
                ).decode(String.self)
                found.append((statement.relation.name, statement.measures.count, rows.joined(separator: "\n")))
            }
            return found
        }
    }

    private static func span(_ connection: PostgresConnection) async throws -> Span? {
        try await connection.execute(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
            values ('2026-09', '2026-09-01', '2026-09-30', 'UTC')
            """)
        return try await Period.find("2026-09", in: connection)?.span
    }

    /// Each part of a plan is compiled for itself, a hundred of them for ten seconds.
    @Test(arguments: [(0, "on"), (8, "on"), (9, "off")])
    func nothingIsCompiledForManyPartitions(_ partitions: Int, _ setting: String) async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script("create table public.log (at integer) partition by range (at)")
            for number in 0..<partitions {
                try await connection.script(
                    "create table public.log_\(number) partition of public.log for values from (\(number)) to (\(number + 1))"
                )
            }
        }
        let configuration = try database.configuration(user: "merit_reader").with(["options": "-c jit=on"])
        let pool = PostgresPool(configuration, maximum: 1)
        let found = try await SourceDatabase(pool: pool).snapshot { snapshot in
            try await snapshot.connection.query("show jit").one().decode(String.self)
        }
        await pool.close()
        #expect(found == setting)
    }

    /// A server that is reached by a socket has the cores of this machine; whoever sets a number of workers knows better.
    @Test(arguments: [
        (1, "", "0"), (2, "", "1"), (3, "", "2"), (64, "", "2"),
        (2, "-c max_parallel_workers_per_gather=3", "3"), (2, "-c max_parallel_workers_per_gather=0", "0"),
        (2, "-c max_parallel_workers_per_gather=2", "2"),
    ])
    func thereAreNoMoreProcessesThanCores(_ cores: Int, _ options: String, _ workers: String) async throws {
        let configuration = try TestDatabase.current.configuration(user: "merit_reader").with(["options": options])
        let pool = PostgresPool(configuration, maximum: 1)
        let found = try await SourceDatabase(pool: pool, cores: cores).snapshot { snapshot in
            try await snapshot.connection.query("show max_parallel_workers_per_gather").one().decode(String.self)
        }
        await pool.close()
        #expect(found == workers)
    }

    @Test func ofAnotherMachinesCoresNothingIsSupposed() async throws {
        let found = try await TestDatabase.current.withConnection { connection in
            try await connection.withTransaction { connection in
                try await connection.execute(Statements.beginSnapshot, "UTC", nil as Int32?, false)
                return try await connection.query("show max_parallel_workers_per_gather").one().decode(String.self)
            }
        }
        #expect(found == "2")
    }

    @Test func eachRelationIsScannedOnce() async throws {
        let plans = try await plans(after: "select")
        #expect(Set(plans.map(\.relation)).count == plans.count, "one statement for each relation")
        #expect(plans.contains { $0.relation == "ticket" && $0.indicators >= 5 })
        for (relation, indicators, plan) in plans {
            let scans = plan.matches(of: /Scan (?:using \w+ )?on (\w+)/).filter { $0.1 == relation }
            // A bitmap names the table once, and its indexes beside.
            #expect(scans.count == 1, "\(relation), read by \(indicators) measures:\n\(plan)")
        }
    }

    @Test func workersShareTheScan() async throws {
        let plans = try await plans(
            after: """
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, resolved_at)
                select n::text, n % 10, '2026-09-05', '2026-09-06' from generate_series(1, 20000) n;
                insert into merit_source.satisfaction_response (employee_id, score, responded_at)
                select n % 10, 5, '2026-09-05' from generate_series(1, 20000) n;
                insert into merit_source.nps_response (employee_id, score, responded_at)
                select n % 10, 9, '2026-09-05' from generate_series(1, 20000) n;
                analyze merit_source.ticket, merit_source.satisfaction_response, merit_source.nps_response;
                set parallel_setup_cost = 0; set min_parallel_table_scan_size = 0
                """)
        for relation in ["ticket", "satisfaction_response", "nps_response"] {
            let plan = plans.first { $0.relation == relation }?.plan ?? ""
            #expect(plan.contains("Gather") && plan.contains("Partial"), "\(relation):\n\(plan)")
        }
    }

    /// Of many people, of whom the planner takes ten among the totals; rows are dear, so that an index of those ten would be cheapest.
    ///
    /// What a mean or a share is in all its value tells; a quotient of sums is looked for, in few rows among those set aside.
    @Test(
        arguments: [
            ("avg(hours(coalesce(first_response_at, period_end) - opened_at))", true, .max, 1),
            ("share(status = 'resolved' and not reopened)", false, .max, 1),
            ("sum(hours(resolved_at - opened_at)) / sum(hours(target_at - opened_at))", true, .max, 2),
            ("sum(hours(resolved_at - opened_at)) / sum(hours(target_at - opened_at))", true, 50_000, 1),
        ] as [(String, Bool, Int64, Int)])
    func theHeaviestTicketsAreFoundBySharedScans(
        _ value: String, _ isLowBetter: Bool, _ rows: Int64, _ scans: Int
    ) async throws {
        let database = try TestDatabase.current
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let catalog = try await SourceDatabase(pool: pool).snapshot { $0.catalog }
        await pool.close()
        let relation = try #require(catalog.relations["ticket"])
        let measure = try CheckedMeasure.check(
            MeasureDefinition(from: "ticket", at: "opened_at", filter: nil, value: value), in: catalog
        ).get()
        let statement = try #require(
            WeightStatement(
                relation: relation, measure: measure, isLowBetter: isLowBetter, rows: rows, leavesOut: false))
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, resolved_at, status, reopened)
                select n::text, n % 1000, '2026-09-05', '2026-09-06', 'resolved', n % 4 = 0 from generate_series(1, 50000) n;
                create index on merit_source.ticket (employee_id);
                analyze merit_source.ticket;
                set parallel_setup_cost = 0; set parallel_tuple_cost = 0; set min_parallel_table_scan_size = 0;
                set min_parallel_index_scan_size = 0; set cpu_tuple_cost = 1
                """)
            let span = try #require(try await Self.span(connection))
            let people = (0..<1000).map(String.init)
            let parameters: [(any PostgresEncodable)?] =
                span.bounds + [relation.named(people), [String](), [String](), Int64(5)]
                + [people.map { _ in 25 as BigDecimal }, people.map { _ in 50 as BigDecimal }]
                + statement.arguments.texts.map { $0 as any PostgresEncodable }
            let plan = try await connection.query("explain (costs off) \(statement.sql)", parameters: parameters)
                .decode(String.self).joined(separator: "\n")
            #expect(plan.matches(of: /Parallel \w+ (?:Heap )?Scan on ticket/).count == scans, "\(plan)")
            #expect(plan.matches(of: /Scan (?:using \w+ )?on ticket[ \n]/).count == scans, "\(plan)")
            #expect(plan.contains(/(?:Hash|Merge) Join/) && !plan.contains("Nested Loop"), "\(plan)")
        }
    }
}
