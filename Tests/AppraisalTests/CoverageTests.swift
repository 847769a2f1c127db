import Exact
import Foundation
import Statistics
import Testing

@testable import Appraisal

/// Whether the intervals hold what they promise, and reliability finds what is there: companies are made whose people are known.
///
/// `TEST_COVERAGE=long` makes many more, and prints what docs/fairness.md says of it.
@Suite struct CoverageTests {
    private static let isLong = ProcessInfo.processInfo.environment["TEST_COVERAGE"] == "long"

    /// 95% intervals of totals hold the total of another draw of the same rows in 90 to 98% of cases, whatever the number of rows.
    ///
    /// Those of points are held against the same draws: where a band jumps they hold less than a distribution without bands has it.
    @Test(arguments: [10, 40, 160])
    func anotherDraw(rows: Int) throws {
        let (companies, draws) = Self.isLong ? (40, 100) : (4, 40)
        var tallies = [Tally](repeating: Tally(), count: companies)
        for seed in 0..<companies {
            var dice = SeededGenerator(seed: UInt64(seed))
            let company = try MadeCompany(people: 20, rows: rows, spread: 12, &dice)
            for (place, result) in company.results().enumerated() {
                let interval = try #require(result.confidence?.reach?.interval)
                let reaches = try company.reachesOfPoints(in: result)
                for _ in 0..<draws {
                    let drawn = company.anotherDraw(of: place, &dice)
                    tallies[seed].totals.add((interval.low...interval.high).contains(try #require(drawn.total).points))
                    for (reach, score) in zip(reaches, drawn.indicators) {
                        tallies[seed].points.add(reach.contains(try #require(score.points)))
                    }
                }
            }
        }
        let all = tallies.reduce(Tally(), +)
        if Self.isLong {
            let each = tallies.map(\.totals.percent)
            let range = "\(each.min() ?? 0)…\(each.max() ?? 0)"
            print("coverage: \(rows) rows: totals \(all.totals), of a company \(range), points \(all.points)")
        }
        #expect((90...98).contains(all.totals.percent), "totals: \(all.totals)")
        #expect((85...98).contains(all.points.percent), "points: \(all.points)")
    }

    /// Where all people are equal, reliability is near 0; where they differ, it is what the differences make it.
    @Test(arguments: [(20, 20), (20, 100), (100, 20), (100, 100)])
    func reliabilityFindsWhatIsThere(people: Int, rows: Int) throws {
        let companies = Self.isLong ? 200 : 20
        for spread in [0.0, 5.0, 15.0] {
            var (found, expected) = (0.0, 0.0)
            for seed in 0..<companies {
                var dice = SeededGenerator(seed: UInt64(1000 + seed))
                let company = try MadeCompany(people: people, rows: rows, spread: spread, &dice)
                let effects = try #require(RandomEffects(company.spread))
                found += effects.reliability.map { $0.double } ?? 0
                expected += company.reliability
            }
            let (mean, truth) = (found / Double(companies), expected / Double(companies))
            if Self.isLong {
                print("reliability: \(people) people, \(rows) rows, spread \(spread): \(mean), made as \(truth)")
            }
            #expect(
                abs(mean - truth) < 0.2, "\(people) people, \(rows) rows, spread \(spread): \(mean), made as \(truth)")
        }
    }

    /// Where all people are equal, nobody's grade is sure by few rows; where they differ and have many, most are.
    @Test func gradesAreSureWhereSomethingIsKnown() throws {
        func sure(rows: Int, spread: Double) throws -> Double {
            let chances = try (0..<(Self.isLong ? 100 : 10)).flatMap { seed in
                var dice = SeededGenerator(seed: UInt64(9000 + seed))
                return try MadeCompany(people: 20, rows: rows, spread: spread, &dice).results().map { result in
                    try #require(result.confidence?.reach?.chances.map(\.percent).max())
                }
            }
            return 100 * Double(chances.count { $0 >= 90 }) / Double(chances.count)
        }
        let (equal, differing) = (try sure(rows: 10, spread: 0), try sure(rows: 400, spread: 15))
        if Self.isLong { print("sure of the grade: equal \(equal)%, differing \(differing)%") }
        #expect(equal < 40 && differing > 60, "equal \(equal)%, differing \(differing)%")
    }

    /// Two halves of the same people's rows agree as the reliability of half the rows says.
    @Test(arguments: [5.0, 15.0])
    func splitHalves(spread: Double) throws {
        let companies = Self.isLong ? 200 : 20
        var (agreement, reliability) = (0.0, 0.0)
        for seed in 0..<companies {
            var dice = SeededGenerator(seed: UInt64(5000 + seed))
            let company = try MadeCompany(people: 100, rows: 60, spread: spread, &dice)
            let effects = try #require(RandomEffects(company.spread))
            reliability += effects.reliability(rows: 30)?.double ?? 0
            agreement += company.agreementOfHalves.double
        }
        let (found, said) = (agreement / Double(companies), reliability / Double(companies))
        if Self.isLong { print("halves: spread \(spread): \(found), reliability says \(said)") }
        #expect(abs(found - said) < 0.05, "\(found), reliability says \(said)")
    }
}

/// How often intervals held.
private struct Tally {
    var totals = Share()
    var points = Share()

    struct Share: CustomStringConvertible {
        private(set) var held = 0
        private(set) var all = 0

        mutating func add(_ isHeld: Bool) {
            held += isHeld ? 1 : 0
            all += 1
        }

        /// To one digit.
        var percent: Double { (1000 * Double(held) / Double(max(all, 1))).rounded() / 10 }

        var description: String { "\(percent)% of \(all)" }

        static func + (left: Self, right: Self) -> Self {
            var sum = left
            sum.held += right.held
            sum.all += right.all
            return sum
        }
    }

    static func + (left: Self, right: Self) -> Self {
        Self(totals: left.totals + right.totals, points: left.points + right.points)
    }
}

extension Rational {
    fileprivate var double: Double { rounded(to: 9).double }
}

extension BigDecimal {
    fileprivate var double: Double { Double(description) ?? .nan }
}

/// People with a chance of their own to solve a ticket, and a time of their own to answer it.
private struct MadeCompany {
    private struct Row {
        let isSolved: Bool
        /// Minutes.
        let answered: Int
    }

    private let appraiser: Appraiser
    private let rows: [[Row]]
    /// How reliable the share of solved tickets is by how people were made.
    let reliability: Double

    /// - Parameter spread: standard deviation of people's chances, in percent, around 75.
    init(people: Int, rows count: Int, spread: Double, _ dice: inout SeededGenerator) throws {
        var (rows, chances): ([[Row]], [Double]) = ([], [])
        for _ in 0..<people {
            let chance = min(max(75 + spread * Self.normal(&dice), 5), 95)
            let pace = 30 + 2 * spread * Double.random(in: 0...1, using: &dice)
            chances.append(chance / 100)
            rows.append(
                (0..<count).map { _ in
                    Row(
                        isSolved: Double.random(in: 0..<100, using: &dice) < chance,
                        answered: Int(-pace * log(1 - Double.random(in: 0..<1, using: &dice))))
                })
        }
        let mean = chances.reduce(0, +) / Double(people)
        let between = chances.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(people - 1)
        let within = chances.reduce(0) { $0 + $1 * (1 - $1) } / Double(people)
        reliability = between / (between + within / Double(count))
        self.rows = rows
        appraiser = Appraiser(try TemplateDocument(yaml: Self.template).flattened { _ in nil }.template())
    }

    private static func normal(_ dice: inout SeededGenerator) -> Double {
        (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0...1, using: &dice) }
    }

    /// Of the share of solved tickets.
    var spread: Spread { Spread(of: rows.map { Self.solved($0) }) }

    private static func solved(_ rows: [Row]) -> Moments {
        let count = BigDecimal(rows.count(where: \.isSolved))
        return Moments(count: rows.count, sum: count, squares: count)
    }

    private static func answered(_ rows: [Row]) -> Moments {
        Moments(of: rows.map { BigDecimal($0.answered) })
    }

    private func person(_ place: Int, _ rows: [Row]) -> Person {
        let (solved, answered) = (Self.solved(rows), Self.answered(rows))
        let count = Int64(rows.count)
        return Person(
            WorkedExample.employment("p\(place)"),
            facts: [
                Fact(
                    rows: count, sample: count, numerator: solved.sum, denominator: BigDecimal(rows.count),
                    factor: Rational(100), scatter: solved),
                Fact(
                    rows: count, sample: count, numerator: answered.sum, denominator: BigDecimal(rows.count),
                    scatter: answered),
            ])
    }

    private var withinVariances: [String: BigDecimal] {
        let answers = RandomEffects(Spread(of: rows.map(Self.answered)))
        return [
            "solved": RandomEffects(spread).map { (Rational(10_000) * $0.withinVariance).rounded(to: 12) },
            "answered": answers?.withinVariance.rounded(to: 12),
        ].compactMapValues(\.self)
    }

    func results() -> [AppraisalResult] {
        let variances = withinVariances
        return rows.enumerated().map {
            appraiser.appraise(person($0, $1), means: [:], withinVariances: variances)
        }
    }

    /// As many rows of the same person, each drawn from all of them.
    func anotherDraw(of place: Int, _ dice: inout SeededGenerator) -> AppraisalResult {
        let own = rows[place]
        let drawn = own.map { _ in own[Int.random(in: own.indices, using: &dice)] }
        return appraiser.appraise(person(place, drawn), means: [:])
    }

    /// For each indicator the points ± 1.96 of their errors.
    func reachesOfPoints(in result: AppraisalResult) throws -> [ClosedRange<BigDecimal>] {
        let variances = withinVariances
        return try result.indicators.map { score in
            let indicator = try #require(appraiser.template.indicator(score.indicator))
            let found = ValueError(
                of: score, indicator, withinVariance: variances[score.indicator], mean: nil, daysWorked: 20)
            let error = try #require(found)
            let (points, half) = (try #require(score.points), error.points * BigDecimal(mantissa: 196, scale: 2))
            return points - half...points + half
        }
    }

    /// Pearson's r of the shares of every other ticket and of the rest.
    var agreementOfHalves: BigDecimal {
        let halves = rows.map { rows in
            [0, 1].map { half in
                Self.solved(rows.indices.filter { $0 % 2 == half }.map { rows[$0] }).sum
            }
        }
        let (x, y) = (halves.map { $0[0] }, halves.map { $0[1] })
        return PairMoments(
            x: Moments(of: x), y: Moments(of: y), products: zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
        ).correlation(to: 6) ?? 0
    }

    private static let template = """
        template: made
        version: 1
        title: {zh: 虚构, en: Made}
        sources: {data: {weight: 100}}
        grades:
          - {grade: A, at_least: 80, coefficient: 1.2}
          - {grade: B, at_least: 60, coefficient: 1.0}
          - {grade: C, at_least: 0, coefficient: 0.8}
        dimensions:
          - code: work
            title: {zh: 工作, en: Work}
            weight: 100
            indicators:
              - code: solved
                title: {zh: 解决率, en: Solved}
                points: 60
                measure: {from: ticket, at: closed_at, value: "share(status = 'resolved')"}
                scale:
                  - {band: good, best: 95, worst: 80, points: [60, 45]}
                  - {band: fair, best: 80, worst: 40, points: [40, 0]}
              - code: answered
                title: {zh: 响应, en: Answered}
                points: 40
                unit: minute
                measure: {from: ticket, at: opened_at, value: "avg(minutes(first_response_at - opened_at))"}
                scale:
                  - {band: quick, best: 0, worst: 60, points: [40, 20]}
                  - {band: slow, best: 60, worst: 240, points: [15, 0]}
        """
}
