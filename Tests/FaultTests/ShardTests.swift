import Foundation
import Measures
import Postgres
import ScratchServer
import Store
import Support
import Testing

@testable import Worker

/// A source of which the rows are on other servers.
@Suite(.database(.company), .tags(.fault), .timeLimit(.minutes(10))) struct ShardTests {
    @Test func theServersThatHoldTheRowsDoTheSums() async throws {
        let database = try TestDatabase.current
        let deskData = try String(
            contentsOf: Repository.file("Benchmarks/Templates/desk-data.yaml"), encoding: .utf8
        ).replacing("default: true", with: "default: false")
        try await database.publish(yaml: [deskData])
        try await database.publish(shipped: "service-desk-measured")
        let templates = try await database.withConnection { connection in
            try await StoredTemplate.published(in: connection).map { try $0.template() }
        }
        let span = try #require(try await database.withConnection { try await Period.find("2026-09", in: $0) }).span
        try await ShardedCompany.with { company in
            // Of a relation with hardly more rows than people the rows would be fetched.
            try await company.source.withConnection { connection in
                try await connection.script(
                    """
                    insert into merit_source.violation select 'E' || n % 60, '2026-09-10', 'minor' from generate_series(1, 1000) n;
                    insert into merit_source.opportunity select n, 'E' || n % 60, '2026-09-10' from generate_series(1, 1000) n;
                    insert into merit_source.maintenance_cost select 'E' || n % 60, '2026-09-10', 1 from generate_series(1, 1000) n;
                    """)
            }
            try await company.analyze()
            let pool = PostgresPool(try company.source.with(["user": "merit_worker"]), maximum: 1)
            let plans = try await SourceDatabase(pool: pool).snapshot { snapshot in
                var plans: [(relation: String, plan: String)] = []
                let statements = try MeasurePlan(templates, on: snapshot.catalog, schema: "merit_source", named: false)
                    .statements
                for statement in statements {
                    let parameters = span.bounds + statement.texts.map { $0 as any PostgresEncodable }
                    let lines = try await snapshot.connection.query(
                        "explain (verbose, costs off) \(statement.sql)", parameters: parameters
                    ).decode(String.self)
                    plans.append((statement.relation.name, lines.joined(separator: "\n")))
                }
                return plans
            }
            await pool.close()
            #expect(templates.count == 7 && plans.count >= 9)
            for (relation, plan) in plans {
                let sums = plan.matches(of: /Async Foreign Scan\n.*\n +Relations: Aggregate on \(shard_[01]\.(\w+)/)
                #expect(sums.map(\.1) == [Substring(relation), Substring(relation)], "\(plan)")
                // Sort, Append and two scans.
                #expect(
                    plan.hasPrefix("Sort\n") && plan.split(separator: "->").count == 4,
                    "what comes is sorted, and no more:\n\(plan)")
            }
        }
    }

    @Test func aPeriodOutOfShardsIsThatOutOfOneTable() async throws {
        let database = try TestDatabase.current
        try await ShardedCompany.with { company in
            // Neither has everything.
            for shard in company.shards {
                let tickets = try await shard.configuration.withConnection {
                    try await $0.query("select count(*)::integer from merit_source.ticket").one().decode(Int.self)
                }
                #expect(tickets > 1000)
            }
            try await database.work(source: try company.source.with(["user": "merit_worker"]))
        }
        try await Aftermath.check(try database.configuration())
    }

    @Test func whileAShardIsAwayThePeriodsWait() async throws {
        let database = try TestDatabase.current
        try await ShardedCompany.with { company in
            let (shard, source) = (company.shards[0], try company.source.with(["user": "merit_worker"]))
            try await shard.control("stop -m immediate")
            async let work: Void = database.work(source: source)
            try await untilPutOff(database)
            try await shard.control("start -l server.log")
            try await work
        }
        try await Aftermath.check(try database.configuration())
    }

    @Test func aShardThatGoesInTheMiddleOfAStatementLosesNothing() async throws {
        let database = try TestDatabase.current
        try await ShardedCompany.with { company in
            let (shard, source) = (company.shards[0], try company.source.with(["user": "merit_worker"]))
            try await shard.configuration.withConnection { holder in
                // The sums of this shard wait; the other's are there.
                try await holder.script("begin; lock table merit_source.ticket in access exclusive mode")
                async let work: Void = database.work(source: source)
                try await shard.configuration.withConnection {
                    try await $0.waitUntil(
                        "select exists (select from pg_stat_activity where usename = 'merit_worker' and wait_event_type = 'Lock')"
                    )
                }
                try await shard.control("stop -m immediate")
                try await untilPutOff(database)
                try await shard.control("start -l server.log")
                try await work
            }
        }
        try await Aftermath.check(try database.configuration())
    }

    /// Waits until all periods are put off again and again, with a word that says which server is missing, and nothing kept.
    private func untilPutOff(_ database: TestDatabase) async throws {
        try await database.withConnection { connection in
            try await connection.waitUntil(
                """
                select bool_and(retries > 1 and attempt <= 1 and state in ('available', 'running')
                    and last_error ~ '^merit_source[.][a-z_]+: could not connect to server "shard_0" [[]08001[]]$')
                from merit.job where kind = 'score_period'
                """)
            let kept = try await connection.query(
                "select (select count(*) from merit.run) + (select count(*) from merit.result)"
            )
            .one().decode(Int64.self)
            #expect(kept == 0)
        }
    }
}
