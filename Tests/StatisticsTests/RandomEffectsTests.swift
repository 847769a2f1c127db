import Exact
import Statistics
import Support
import Testing

@Suite struct RandomEffectsTests {
    /// 18 batters of 45 times at bat each (Efron and Morris, *Data Analysis Using Stein's Estimator*, 1975).
    @Test func battersOfEfronAndMorris() throws {
        let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
        let effects = try #require(RandomEffects(Spread(of: hits.map { .chances($0, of: 45) })))
        #expect(effects.people == 18)
        #expect(effects.rows == 810)
        #expect(effects.usualRows == Rational(45))
        #expect(effects.mean.rounded(to: 6).description == "0.265432")
        #expect(effects.betweenSquare.rounded(to: 6).description == "0.218228")
        #expect(effects.withinVariance.rounded(to: 6).description == "0.194725")
        #expect(effects.reliability?.rounded(to: 6).description == "0.107699")
        #expect(effects.rowsNeeded(for: try Self.usual) == 870)
    }

    /// Against the sums as their definitions have them, row by row.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func isWhatTheDefinitionSays(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let people = (0..<Int.random(in: 2...8, using: &dice)).map { _ in
            (0..<Int.random(in: 2...7, using: &dice)).map { _ in BigDecimal(Int.random(in: -50...50, using: &dice)) }
        }
        let effects = try #require(RandomEffects(Spread(of: people.map { Moments(of: $0) })))
        let all = people.flatMap(\.self)
        let (k, n) = (people.count, all.count)
        let mean = try #require(Moments(of: all).mean)
        var (between, within) = (Rational.zero, Rational.zero)
        for rows in people {
            let own = try #require(Moments(of: rows).mean)
            between += Rational(rows.count) * (own - mean) * (own - mean)
            for row in rows { within += (Rational(row) - own) * (Rational(row) - own) }
        }
        let squares = people.reduce(0) { $0 + $1.count * $1.count }
        #expect(effects.mean == mean)
        #expect(effects.betweenSquare == between.divided(by: Rational(k - 1)))
        #expect(effects.withinVariance == within.divided(by: Rational(n - k)))
        #expect(effects.usualRows == Rational(Whole(n * n - squares), over: Whole(n * (k - 1))))
    }

    /// In whatever order people come, and however they are put together.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func orderChangesNothing(seed: UInt64) {
        var dice = Dice(seed: seed)
        let people = Self.people(&dice)
        let inOrder = Spread(of: people)
        #expect(Spread(of: people.shuffled(using: &dice)) == inOrder)
        let cut = Int.random(in: 0...people.count, using: &dice)
        #expect(Spread(of: people[cut...]) + Spread(of: people[..<cut]) == inOrder)
        var grouped = Spread()
        for (rows, alike) in Dictionary(grouping: people, by: \.count) {
            let all = alike.reduce(.none, +)
            grouped.add(
                alike.count, withRows: rows, sum: all.sum, squares: all.squares,
                squaredSums: alike.reduce(0) { $0 + $1.sum * $1.sum })
        }
        #expect(grouped == inOrder)
    }

    /// Whatever the variances, more rows are never less reliable; and so many as are said to be needed are enough, one less is not.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func moreRowsAreNeverLessReliable(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let effects = try #require(RandomEffects(Spread(of: Self.people(&dice))))
        let figures = (1...60).compactMap { effects.reliability(rows: $0) }
        #expect(figures.count == 60)
        #expect(figures.allSatisfy { (Rational.zero...Rational.one).contains($0) })
        #expect(zip(figures, figures.dropFirst()).allSatisfy { $0 <= $1 })
        guard let needed = effects.rowsNeeded(for: try Self.usual)?.int else {
            #expect(effects.betweenVariance == .zero)
            return
        }
        #expect(try #require(effects.reliability(rows: needed)) >= (try Self.usual))
        if needed > 1 { #expect(try #require(effects.reliability(rows: needed - 1)) < (try Self.usual)) }
    }

    /// Another unit or another zero tells people apart neither better nor worse.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func unitsChangeNothing(seed: UInt64) {
        var dice = Dice(seed: seed)
        let people = Self.people(&dice)
        let moved = people.map {
            Moments(
                count: $0.count, sum: 60 * $0.sum + BigDecimal($0.count * 7),
                squares: 3600 * $0.squares + 840 * $0.sum + BigDecimal($0.count * 49))
        }
        #expect(RandomEffects(Spread(of: moved))?.reliability == RandomEffects(Spread(of: people))?.reliability)
    }

    @Test func onePersonOrSingleRowsTellNothing() {
        #expect(RandomEffects(Spread()) == nil)
        #expect(RandomEffects(Spread(of: [.chances(3, of: 9)])) == nil)
        #expect(RandomEffects(Spread(of: [.chances(3, of: 9), .chances(1, of: 1), .chances(0, of: 1)])) == nil)
        #expect(RandomEffects(Spread(of: [.chances(3, of: 9), .none, .chances(1, of: 2)])) != nil)
    }

    @Test func whereNothingDiffersThereIsNoReliability() throws {
        let same = try #require(RandomEffects(Spread(of: [.chances(5, of: 5), .chances(3, of: 3)])))
        #expect(same.reliability == nil)
        #expect(same.reliability(rows: 4) == nil)
        let equal = try #require(RandomEffects(Spread(of: [.chances(2, of: 4), .chances(2, of: 4)])))
        #expect(equal.reliability == .zero)
        #expect(equal.rowsNeeded(for: try Self.usual) == nil)
        let sure = try #require(RandomEffects(Spread(of: [.chances(4, of: 4), .chances(0, of: 4)])))
        #expect(sure.reliability == .one)
        #expect(sure.rowsNeeded(for: try Self.usual) == 1)
    }

    @Test func standardErrors() throws {
        let variance = Rational(try decimal("0.25"))
        #expect(RandomEffects.standardError(withinVariance: variance, rows: 25, digits: 6)?.description == "0.100000")
        #expect(RandomEffects.standardError(withinVariance: variance, rows: 3, digits: 6)?.description == "0.288675")
        #expect(RandomEffects.standardError(withinVariance: variance, rows: 0, digits: 6) == nil)
    }

    /// Ten thousand people with up to 500 rows each: what it costs is bounded by how many numbers of rows there are.
    @Test func tenThousandPeople() throws {
        var dice = Dice(seed: 1)
        let people = (0..<10_000).map { _ in
            let rows = Int.random(in: 1...500, using: &dice)
            return Moments.chances(Int.random(in: 0...rows, using: &dice), of: rows)
        }
        let effects = try #require(RandomEffects(Spread(of: people)))
        #expect(effects.reliability.map { $0 > Rational(BigDecimal(mantissa: 9, scale: 1)) } == true)
    }

    private static var usual: Rational { get throws { Rational(try decimal("0.7")) } }

    private static func people(_ dice: inout Dice) -> [Moments] {
        (0..<Int.random(in: 3...30, using: &dice)).map { place in
            let rows = Int.random(in: place < 3 ? 2...40 : 0...40, using: &dice)
            let chance = Int.random(in: 1...9, using: &dice)
            return Moments(of: (0..<rows).map { _ in BigDecimal(Int.random(in: 0...chance, using: &dice)) })
        }
    }
}

extension Moments {
    /// So many ones among zeros.
    static func chances(_ ones: Int, of count: Int) -> Moments {
        Moments(count: count, sum: BigDecimal(ones), squares: BigDecimal(ones))
    }
}
