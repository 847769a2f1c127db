import Foundation
import Measures
import Postgres
import ScratchServer
import Store
import Support
import Testing

@testable import Worker

/// A source of which the rows are on other servers.
@Suite(.database(.company), .tags(.fault), .timeLimit(.minutes(20))) struct ShardTests {
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
            let plans = try await company.plans(over: span) { catalog in
                try MeasurePlan(templates, on: catalog, schema: "merit_source", named: false).statements
            }
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

    /// By docs/scale.md, "What is summed up where the rows are".
    private static let summedUpOnShards = [
        "count(b)", "share(s = 'x')", "share(s not in ('x', 'y'))", "avg(hours(coalesce(t, period_end) - at))",
        "sum(i)",
        "avg(n)", "min(n)", "nps(i)", "count(t > t2)", "count(coalesce(s, '') = 'x')", "sum(coalesce(i, 0))",
        "share(coalesce(b, false))", "median(i)", "percentile(90, n)",
    ]
    private static let fetched = [
        "median(hours(t - at))", "count(hours(t - at) <= 4)", "avg(hours(local - local2))", "count(d > t)",
        "count(s < 'x')",
        "avg(f)", "count(u = '00000000-0000-0000-0000-000000000000')", "sum(least(i, 3))", "sum(coalesce(n, 0))",
        "sum(n / i)",
        "count(repeated(30, s))", "count(repeated_after(30, s))",
    ]

    @Test func otherMeasuresFetchRows() async throws {
        let span = try #require(
            try await TestDatabase.current.withConnection { try await Period.find("2026-09", in: $0) }
        ).span
        try await ShardedCompany.with { company in
            try await company.addRelation(
                "probe",
                """
                employee_id text, at timestamptz, t timestamptz, t2 timestamptz, local timestamp, local2 timestamp, d date,
                n numeric, i integer, f real, s text, u uuid, b boolean
                """)
            try await company.source.withConnection {
                try await $0.script(
                    "insert into merit_source.probe (employee_id, at) select n % 60, '2026-09-10' from generate_series(1, 2000) n"
                )
            }
            try await company.analyze()
            let measures = Self.summedUpOnShards + Self.fetched
            let plans = try await company.plans(over: span) { catalog in
                try measures.map { value in
                    let probe = MeasureDefinition(from: "probe", at: "at", filter: nil, value: value)
                    return RelationStatement(
                        relation: try #require(catalog.relations["probe"]),
                        measures: [try CheckedMeasure.check(probe, in: catalog).get()])
                }
            }
            for (measure, plan) in zip(measures, plans.map(\.plan)) {
                let sums = plan.matches(of: /Async Foreign Scan\n.*\n +Relations: Aggregate on/).count
                #expect(sums == (Self.fetched.contains(measure) ? 0 : 2), "\(measure):\n\(plan)")
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
            try await database.work(source: try company.source.with(["user": "merit_reader"]))
        }
        try await Aftermath.check(try database.configuration())
    }

    @Test func whileAShardIsAwayThePeriodsWait() async throws {
        let database = try TestDatabase.current
        try await ShardedCompany.with { company in
            let (shard, source) = (company.shards[0], try company.source.with(["user": "merit_reader"]))
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
            let (shard, source) = (company.shards[0], try company.source.with(["user": "merit_reader"]))
            try await shard.configuration.withConnection { holder in
                // The sums of this shard wait; the other's are there.
                try await holder.script("begin; lock table merit_source.ticket in access exclusive mode")
                async let work: Void = database.work(source: source)
                try await shard.configuration.withConnection {
                    try await $0.waitUntil(
                        "select exists (select from pg_stat_activity where usename = 'merit_reader' and wait_event_type = 'Lock')"
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
