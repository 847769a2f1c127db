import Appraisal
import Exact
import Foundation
import Postgres
import ShippedTemplates
import Support
import Testing

/// Whether the 95% intervals of a real month hold what the same people's incidents bring when they are drawn once more.
///
/// Each draw is a month that is scored like any other: of each person's incidents as many are drawn as there were, some several times, from those
/// that count for the same measures. `TEST_COVERAGE=long` draws more often, and prints what docs/fairness.md says of it.
@Suite(.enabled(if: IncidentDesk.isThere, "skipped: the incidents are not at \(IncidentDesk.folder)"))
struct IncidentCoverageTests {
    private static let isLong = ProcessInfo.processInfo.environment["TEST_COVERAGE"] == "long"
    private static let indicators = ["first_response", "resolved_first_time", "on_time", "kept"]

    private typealias Reach = (employee: String, indicator: String, low: BigDecimal, high: BigDecimal)

    @Test(.database(.migrated)) func ofAMonthDrawnOnceMore() async throws {
        let database = try TestDatabase.current
        try await IncidentDesk.load(into: database)
        try await database.publish(shipped: "service-desk-measured")
        try await database.ask("2016-03", from: "2016-03-01", to: "2016-03-31")
        try await database.work()
        let reaches = try await totals(in: database) + points(in: database)
        try await database.withConnection { try await $0.script(Self.keepOriginal) }

        var (held, all): ([String: Int], [String: Int]) = ([:], [:])
        for draw in 1...(Self.isLong ? 100 : 4) {
            try await database.withConnection { try await $0.script(Self.draw(draw)) }
            try await database.rescore()
            let drawn = try await self.drawn(in: database)
            for reach in reaches {
                guard let found = drawn["\(reach.employee) \(reach.indicator)"] else { continue }
                all[reach.indicator, default: 0] += 1
                if reach.low <= found && found <= reach.high { held[reach.indicator, default: 0] += 1 }
            }
        }
        for indicator in ["total"] + Self.indicators {
            let count = all[indicator] ?? 0
            let percent = 100 * Double(held[indicator] ?? 0) / Double(max(count, 1))
            if Self.isLong { print("coverage: \(indicator) \(String(format: "%.1f", percent))% of \(count)") }
            #expect(count > 300, "\(indicator): \(count)")
            // Whoever resolves nearly all scatters less than everyone does, whose scatter is taken: here they hold more than they promise.
            #expect(
                (90...(indicator == "total" ? 99.9 : 100)).contains(percent), "\(indicator): \(percent)% of \(count)")
        }
    }

    private func totals(in database: TestDatabase) async throws -> [Reach] {
        try await database.withConnection { connection in
            try await connection.query(
                "select employee_id, total_low, total_high from merit.current_result where total_error is not null"
            ).map { row -> Reach in (try row[0], "total", try row[1], try row[2]) }
        }
    }

    /// Points ± 1.96 errors, as docs/fairness.md has them.
    private func points(in database: TestDatabase) async throws -> [Reach] {
        let yaml = try #require(
            (ShippedTemplates.all + ShippedTemplates.desks).first { $0.name == "service-desk-measured.yaml" }
        ).yaml
        let template = try TemplateDocument(yaml: yaml, file: nil).flattened { _ in nil }.template()
        let rows = try await database.withConnection { connection in
            try await connection.query(
                """
                select s.employee_id, s.indicator, s.value, round(sqrt(r.within_variance / s.denominator), 6) as error, s.points
                from merit.current_indicator_score s join merit.reliability r using (indicator)
                where r.within_variance is not null and s.points is not null and s.denominator > 0
                """)
        }
        return try rows.compactMap { row -> Reach? in
            let (indicator, value, error): (String, BigDecimal, BigDecimal) = (try row[1], try row[2], try row[3])
            guard let scale = template.indicator(indicator)?.scale else { return nil }
            let ends = [scale.score(value - error).points, scale.score(value + error).points]
            let distance = max(ends[0] - ends[1], ends[1] - ends[0])
            // Half the distance is the error.
            let half = distance * BigDecimal(mantissa: 98, scale: 2)
            let points: BigDecimal = try row[4]
            return (try row[0], indicator, points - half, points + half)
        }
    }

    private func drawn(in database: TestDatabase) async throws -> [String: BigDecimal] {
        try await database.withConnection { connection in
            let rows = try await connection.query(
                """
                select employee_id || ' total', total from merit.current_result where total is not null
                union all
                select employee_id || ' ' || indicator, points from merit.current_indicator_score where points is not null
                """)
            return Dictionary(
                uniqueKeysWithValues: try rows.map { (try $0[0, as: String.self], try $0[1, as: BigDecimal.self]) })
        }
    }

    /// Each person's incidents by what they count for, numbered.
    private static let keepOriginal = """
        create table desk.original as
        select i.*, row_number() over (alike order by i.number) as place, count(*) over alike as choice
        from (
                select i.*, concat_ws(' ', (i.opened at time zone p.time_zone)::date between p.starts_on and p.ends_on,
                    (i.resolved at time zone p.time_zone)::date between p.starts_on and p.ends_on,
                    (i.closed at time zone p.time_zone)::date between p.starts_on and p.ends_on,
                    i.made_sla is null, i.first_touched is null, i.first_touched < i.opened) as kind
                from desk.incident i, merit.appraisal_period p) i
        window alike as (partition by i.resolved_by, i.kind);
        create index on desk.original (resolved_by, kind, place);
        analyze desk.original
        """

    /// Which one each is replaced by, the draw's and its own number tell.
    private static func draw(_ draw: Int) -> String {
        """
        truncate desk.incident;
        insert into desk.incident (number, resolved_by, caller, category, contact_type, priority, opened, first_touched, made_sla, resolved,
            closed, state, reopen_count, reassignment_count)
        select own.number, d.resolved_by, d.caller, d.category, d.contact_type, d.priority, d.opened, d.first_touched, d.made_sla, d.resolved,
            d.closed, d.state, d.reopen_count, d.reassignment_count
        from desk.original own
            join desk.original d on d.resolved_by = own.resolved_by and d.kind = own.kind
                and d.place = 1 + ('x' || substr(md5(\(draw) || ' ' || own.number), 1, 8))::bit(32)::bigint % own.choice
        """
    }
}
