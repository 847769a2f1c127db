import Exact
import Statistics
import Support
import Testing

@Suite struct CourseTests {
    /// Worked out by hand: mean 510 / 7, moves 2 4 4 2 6 18, their mean 6, reach 15.96.
    @Test func limitsOfOwnMonths() throws {
        let course = try #require(Course([70, 72, 68, 72, 74, 68, 86] as [BigDecimal]))
        #expect(course.mean.description == "72.86")
        #expect(course.limits == Interval(low: try decimal("56.90"), high: try decimal("88.82")))
        #expect(course.outside.isEmpty)
        #expect(course.run == nil)
    }

    @Test func oneMonthOutside() throws {
        let course = try #require(Course([70, 71, 70, 71, 70, 71, 70, 71, 70, 71, 70, 90] as [BigDecimal]))
        #expect(course.outside == [11])
    }

    @Test(arguments: [(7, 7, nil), (8, 8, 8..<16), (3, 9, 3..<12)] as [(Int, Int, Range<Int>?)])
    func aLongRunOnOneSide(low: Int, high: Int, run: Range<Int>?) throws {
        // A little up and down, so that none of them is the mean.
        let figures = (0..<low).map { BigDecimal(60 + $0 % 2) } + (0..<high).map { BigDecimal(80 + $0 % 2) }
        #expect(try #require(Course(figures)).run == run)
    }

    @Test func aMonthOnTheMeanEndsARun() throws {
        // Mean 70: eight above, but one of them on it.
        let figures: [BigDecimal] = [60, 60, 62, 74, 74, 74, 70, 72, 72, 72, 72, 72, 72, 74]
        let course = try #require(Course(figures.map { $0 }))
        #expect(course.mean == 70)
        #expect(course.run == nil)
    }

    @Test func fiveMonthsHaveNoLimits() {
        #expect(Course([1, 2, 3, 4, 5] as [BigDecimal]) == nil)
        #expect(Course([1, 2, 3, 4, 5, 6] as [BigDecimal]) != nil)
    }
}

@Suite struct FunnelTests {
    @Test func limitsNarrowAsRowsGrow() throws {
        let funnel = Funnel(mean: Rational(80), withinVariance: Rational(1600))
        #expect(funnel.limits(rows: 16) == Interval(low: try decimal("60.4"), high: try decimal("99.6")))
        #expect(funnel.limits(rows: 1600) == Interval(low: try decimal("78.04"), high: try decimal("81.96")))
        #expect(funnel.limits(rows: 0) == nil)
        #expect(funnel.place(of: 61, rows: 16) == .within)
        #expect(funnel.place(of: 60, rows: 16) == .near)
        #expect(funnel.place(of: 49, rows: 16) == .beyond)
        #expect(funnel.place(of: 84, rows: 1600) == .beyond)
    }
}

@Suite struct RanksTests {
    @Test func whoCannotBeToldApartSharesRanks() {
        let totals: [Ranks.Figure] = [(90, 1), (89, 1), (80, 1), (60, 1)].map { .init(total: $0, error: $1) }
        let ranks = totals.indices.map { place in
            Ranks(of: totals[place], among: totals.indices.filter { $0 != place }.map { totals[$0] })
        }
        #expect(ranks.map(\.best) == [1, 1, 3, 4])
        #expect(ranks.map(\.worst) == [2, 2, 3, 4])
    }

    /// Whatever the team: one's rank by total lies between them, and errors that grow never narrow them.
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func theRankLiesBetween(seed: UInt64) {
        var dice = Dice(seed: seed)
        let team = (0..<Int.random(in: 1...20, using: &dice)).map { _ in
            Ranks.Figure(
                total: BigDecimal(Int.random(in: 0...100, using: &dice)),
                error: BigDecimal(Int.random(in: 0...9, using: &dice)))
        }
        for place in team.indices {
            let others = team.indices.filter { $0 != place }.map { team[$0] }
            let ranks = Ranks(of: team[place], among: others)
            let rank = 1 + others.count { $0.total > team[place].total }
            #expect((ranks.best...ranks.worst).contains(rank))
            let vaguer = Ranks(
                of: .init(total: team[place].total, error: 2 * team[place].error),
                among: others.map { .init(total: $0.total, error: 2 * $0.error) })
            #expect(vaguer.best <= ranks.best && vaguer.worst >= ranks.worst)
        }
    }
}

@Suite struct PercentagesTests {
    @Test(arguments: [
        (["1", "1", "1"], [34, 33, 33]), (["0.5", "0.495", "0.005"], [50, 50, 0]), (["0", "3"], [0, 100]),
        (["0.335", "0.335", "0.33"], [34, 33, 33]),
    ])
    func wholePercents(shares: [String], percents: [Int]) throws {
        #expect(Percentages.whole(of: try shares.map { try decimal($0) }) == percents)
    }

    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func theyAddUpTo100(seed: UInt64) {
        var dice = Dice(seed: seed)
        let shares =
            [BigDecimal(1)]
            + (0..<Int.random(in: 0...12, using: &dice)).map { _ in
                BigDecimal(
                    mantissa: Whole(Int.random(in: 0...1000, using: &dice)), scale: Int.random(in: 0...3, using: &dice))
            }
        let all = Rational(shares.reduce(0, +))
        let percents = Percentages.whole(of: shares)
        #expect(percents.reduce(0, +) == 100)
        for (share, percent) in zip(shares, percents) {
            let exact = Rational(100 * share).divided(by: all) ?? .zero
            #expect(exact - .one < Rational(percent) && Rational(percent) < exact + .one)
        }
    }
}
