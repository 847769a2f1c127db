import Exact
import Measures
import Postgres
import Statistics
import Support
import Testing

/// Of which numbers of the rows a value is the mean, and what those hold together.
@Suite(.database) struct RowMeanTests {
    private static let rows = """
        (i, big, n, f, b, t, t2, v) values
            (9, 9000000000000000000, 1.5, 0.1, true, '2026-03-01 10:00+00', '2026-03-01 11:30:00.000001+00', '90 minutes'),
            (10, 1, -2.25, 0.2, false, '2026-03-01 10:00+00', '2026-03-03 10:00+00', '-2 days -00:00:00.000001'),
            (3, 2, null, 'NaN', null, '2026-03-01 10:00+00', null, null),
            (8, null, 'Infinity', 0.3, true, 'infinity', '2026-03-01 10:00+00', '24999 days 23:59:59.999999')
        """

    struct Case: Sendable, CustomTestStringConvertible {
        let value: String
        let numbers: [String]
        let stretch: Rational
        let shift: Rational
        /// They scatter as if each had been rounded to a whole one.
        let scatterWhole: Bool

        init(
            _ value: String, _ numbers: [String], _ stretch: Rational = .one, _ shift: Rational = .zero,
            scatterWhole: Bool = false
        ) {
            (self.value, self.numbers, self.stretch, self.shift) = (value, numbers, stretch, shift)
            self.scatterWhole = scatterWhole
        }

        var testDescription: String { value }
    }

    private static let hour = Rational(1, over: 3600) ?? .one
    private static let minute = Rational(1, over: 60) ?? .one

    @Test(arguments: [
        Case("avg(i)", ["9", "10", "3", "8"]), Case("AVG( (i) )", ["9", "10", "3", "8"]),
        Case("avg(big)", ["9000000000000000000", "1", "2"]), Case("avg(n)", ["1.5", "-2.25"]),
        Case("avg(f)", ["0.1", "0.2", "0.3"]), Case("avg(60 * i)", ["9", "10", "3", "8"], Rational(60)),
        Case("avg(i + n)", ["10.5", "7.75"]), Case("-avg(i)", ["9", "10", "3", "8"], Rational(-1)),
        Case("100 - 2 * avg(i) / 4", ["9", "10", "3", "8"], Rational(-1, over: 2) ?? .one, Rational(100)),
        Case("avg(hours(t2 - t))", ["5400.000001", "172800"], hour, scatterWhole: true),
        Case("1 - avg(minutes(t - t2))", ["-5400.000001", "-172800"], -minute, .one, scatterWhole: true),
        Case("hours(avg(t2 - t))", ["5400.000001", "172800"], hour),
        Case("avg(hours(elapsed(t, t2)))", ["5400.000001", "172800"], hour, scatterWhole: true),
        Case("avg(hours(t - t2))", ["5400.000001", "172800"], -hour, scatterWhole: true),
        Case("avg(hours((t2 - t) + (t2 - t)))", ["10800.000002", "345600"], hour, scatterWhole: true),
        Case("avg(minutes(v))", ["5400", "-172800.000001", "2159999999.999999"], Rational(1, over: 60) ?? .one),
        Case("share(b)", ["1", "0", "1"], Rational(100)),
        Case("100 - share(b)", ["1", "0", "1"], Rational(-100), Rational(100)),
        Case("nps(i)", ["1", "1", "-1", "0"], Rational(100)), Case("nps(i) / 10", ["1", "1", "-1", "0"], Rational(10)),
        Case("avg(5 - 5 * i)", ["-40", "-45", "-10", "-35"]),
    ])
    func theirSums(of test: Case) async throws {
        try await Workplace.with(rows: Self.rows) { work in
            let measure = try Sample.check(test.value).get()
            let mean = try #require(measure.rowMean)
            let found = try #require(try await work.moments(measure))
            let numbers = try test.numbers.map { try #require(BigDecimal($0)) }
            // Numbers may be counted in another unit, as long as the value is said in it.
            let unit = try #require(mean.stretch.divided(by: test.stretch))
            #expect(mean.shift == test.shift)
            #expect(found.count == numbers.count)
            let sum = numbers.reduce(Rational.zero) { $0 + Rational($1) }
            #expect(unit * Rational(found.sum) == sum)
            let count = Rational(numbers.count)
            let scattered = numbers.map { test.scatterWhole ? Rational($0.rounded(to: 0)) : Rational($0) }
            let middle = try #require(scattered.reduce(.zero, +).divided(by: count))
            let spread = scattered.reduce(Rational.zero) { $0 + ($1 - middle) * ($1 - middle) }
            let squares = try #require((sum * sum).divided(by: count)) + spread
            // A variance comes with sixteen digits or more.
            let off = unit * unit * Rational(found.squares) - squares
            #expect(max(off, -off) * Rational(.powerOfTen(15)) <= squares)
            let value = try #require(try await work.facts(measure)["p"]?.value.flatMap { BigDecimal($0) })
            let whole = (mean.stretch * Rational(found.sum)).divided(by: Rational(found.count)).map { $0 + mean.shift }
            #expect(whole?.rounded(to: 6) == value)
        }
    }

    @Test(arguments: [
        ("count()", CheckedMeasure.Making.count), ("count(b)", .count), ("sum(i)", .sum), ("median(i)", .pick),
        ("max(i)", .pick), ("percentile(90, i)", .pick), ("sum(i) / sum(big)", .several), ("avg(i) + avg(n)", .several),
        ("avg(i) * share(b)", .several), ("1 / avg(i)", .several), ("coalesce(avg(i), 0)", .several),
        ("abs(avg(i))", .several), ("0 * avg(i)", .several),
    ])
    func noMeans(value: String, making: CheckedMeasure.Making) throws {
        let measure = try Sample.check(value).get()
        #expect(measure.rowMean == nil)
        #expect(measure.making == making)
    }

    /// What cannot be squared leaves the value what it is.
    @Test func aNumberBeyondBoundsLeavesTheScatterUnknown() async throws {
        try await Workplace.with(rows: "(n) values (1), (1e70000), (null)") { work in
            let measure = try Sample.check("avg(n)").get()
            #expect(try await work.facts(measure)["p"]?.sample == 2)
            #expect(try await work.moments(measure) == nil)
        }
    }

    /// Months have no length of their own, and of many years microseconds get lost.
    @Test(arguments: [
        "1 month", "-1 month", "2 months -1 day", "1 year", "-200000000 months", "25000 days 00:00:00.000001",
        "-25001 days",
    ])
    func aDurationBeyondBoundsLeavesTheScatterUnknown(duration: String) async throws {
        try await Workplace.with(rows: "(v) values ('90 minutes'), ('\(duration)'), (null)") { work in
            let measure = try Sample.check("avg(hours(v))").get()
            #expect(try await work.facts(measure)["p"]?.sample == 2)
            #expect(try await work.moments(measure) == nil)
        }
    }

    /// Somebody's word for "never" leaves the scatter known: it is as large as can be.
    @Test(arguments: [("t2 - t", 2_142_720_000), ("t - t2", -2_142_720_000)])
    func aTimeFarAwayScattersAsTheFarthest(difference: String, seconds: Int) async throws {
        let rows = "(t, t2) values ('2026-03-01', '9999-12-31'), ('2026-03-01', '2026-03-01')"
        try await Workplace.with(rows: rows) {
            let found = try #require(try await $0.moments(Sample.check("avg(hours(\(difference)))").get()))
            let half = Rational(seconds) * Rational(seconds)
            let mean = (Rational(found.sum) * Rational(found.sum)).divided(by: Rational(2))
            #expect(mean.map { Rational(found.squares) - $0 } == half.divided(by: Rational(2)))
        }
    }

    /// Where each microsecond is squared.
    @Test(arguments: [
        ("2094-08-10", true), ("2094-08-13", false), ("1957-09-21", true), ("1957-09-17", false), ("9999-12-31", false),
    ])
    func aTimeBeyondBoundsLeavesTheScatterUnknown(end: String, isKnown: Bool) async throws {
        let rows = "(t, t2) values ('2026-03-01', '2026-03-02'), ('2026-03-01', '\(end)'), ('2026-03-01', null)"
        try await Workplace.with(rows: rows) { work in
            let measure = try Sample.check("days(avg(t2 - t))").get()
            // With arithmetic around the mean every row counts.
            #expect(try await work.facts(measure)["p"]?.sample == 3)
            #expect(try await (work.moments(measure) != nil) == isKnown)
        }
    }

    @Test func withoutARowThereIsNothing() async throws {
        try await Workplace.with(rows: "(i) values (null)") { work in
            let measure = try Sample.check("avg(i)").get()
            #expect(try await work.moments(measure) == nil)
        }
    }
}
