import Exact
import Postgres
import Statistics
import Store
import Support
import Testing

/// What the views work out of intervals, ranks and months is what the program works out.
@Suite(.database(.migrated)) struct ChanceViewTests {
    @Test func intervalsOfWhatCustomersSay() async throws {
        try await TestDatabase.current.withConnection(user: "merit_hr") { connection in
            let rows = try await connection.query(
                """
                select p, d, n, merit.nps_limit(p, d, n, -1), merit.nps_limit(p, d, n, 1),
                    merit.percent_limit(p, n, -1), merit.percent_limit(p, n, 1)
                from generate_series(0::bigint, 40, 3) p, generate_series(0::bigint, 40, 7) d, generate_series(0::bigint, 90, 9) n
                where p + d <= n
                """
            ).decode(
                Int64.self, Int64.self, Int64.self, BigDecimal?.self, BigDecimal?.self, BigDecimal?.self,
                BigDecimal?.self)
            #expect(rows.count > 300)
            for (promoters, detractors, responses, low, high, lowShare, highShare) in rows {
                let score = Interval(promoters: promoters, detractors: detractors, responses: responses)
                #expect(score?.low == low && score?.high == high, "\(promoters) \(detractors) of \(responses)")
                let share = Rational(Whole(promoters), over: Whole(responses)).flatMap {
                    Interval(share: $0, of: Int(responses), digits: 2)
                }
                #expect(share?.low == lowShare && share?.high == highShare, "\(promoters) of \(responses)")
            }
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func ranksThatChanceDoesNotExclude(seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        let team = (0..<12).map { _ in
            Ranks.Figure(
                total: BigDecimal(mantissa: Whole(Int.random(in: 4000...9500, using: &dice)), scale: 2),
                error: BigDecimal(mantissa: Whole(Int.random(in: 0...900, using: &dice)), scale: 2))
        }
        let database = try TestDatabase.current
        try await database.insertPeriod()
        for (place, figure) in team.enumerated() {
            try await database.run(Self.result("e\(place)", figure.total) + Self.confidence("e\(place)", figure))
        }
        for place in team.indices {
            let ranks = Ranks(of: team[place], among: team.indices.filter { $0 != place }.map { team[$0] })
            #expect(
                try await database.column(
                    "select rank_best || ' ' || rank_worst from merit.rank_range(1, 'e\(place)')", as: "merit_hr")
                    == ["\(ranks.best) \(ranks.worst)"])
            let stored = try await database.withConnection {
                try await StoredConfidence.load(of: "e\(place)", in: 1, template: nil, $0)
            }
            #expect(stored?.ranks == ranks)
        }
    }

    @Test(arguments: [
        ["70", "72", "68", "72", "74", "68", "86"],
        ["60", "61", "60", "61", "80", "81", "80", "81", "80", "81", "80", "81"],
        ["70", "71", "70", "71", "70", "71", "70", "71", "70", "71", "70", "90"], ["60", "60", "80", "80", "70", "70"],
        ["50", "60", "70", "80", "90"],
    ])
    func ownMonths(totals: [String]) async throws {
        let database = try TestDatabase.current
        let figures = try totals.map { try #require(BigDecimal($0)) }
        for (month, total) in figures.enumerated() {
            try await database.run(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                values ('m\(month)', date '2024-01-01' + interval '\(month) months', date '2024-01-31' + interval '\(month) months', 'UTC');
                """)
            try await database.run(Self.result("ann", total, period: month + 1))
        }
        let found = try await database.column(
            """
            select months || ' ' || mean || ' ' || low || ' ' || high || ' ' || is_outside || ' ' || run
            from merit.own_course(\(totals.count), 'ann')
            """, as: "merit_hr")
        guard let course = Course(figures) else {
            #expect(found.isEmpty)
            return
        }
        let last = figures.count - 1
        let sides = figures.map { BigDecimal(figures.count) * $0 - figures.reduce(0, +) }.map(\.signum)
        let run = sides.last == 0 ? 0 : sides.reversed().prefix { $0 == sides.last }.count
        #expect(
            found == [
                "\(figures.count) \(course.mean) \(course.limits.low) \(course.limits.high) \(course.outside.contains(last)) \(run)"
            ])
        #expect(course.run.map(\.count) == (run >= Course.longRun ? run : nil))
    }

    private static func result(_ employee: String, _ total: BigDecimal, period: Int = 1) -> String {
        """
        insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut, status, department,
            total, grade, coefficient)
        values (\(period), '\(employee)', 1, 1, 31, 0, false, 'scored', 'East', \(total), 'C', 1.0);
        """
    }

    private static func confidence(_ employee: String, _ figure: Ranks.Figure) -> String {
        """
        insert into merit.confidence (period_id, employee_id, revision, total_error, total_low, total_high, grade_chance, measured_percent,
            known_percent)
        values (1, '\(employee)', 1, \(figure.error), 0, 100, '{"C": 100}', 50, 50);
        """
    }
}
