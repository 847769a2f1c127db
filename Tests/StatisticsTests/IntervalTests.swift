import Exact
import Statistics
import Support
import Testing

@Suite struct IntervalTests {
    @Test(
        arguments: [
            (10, 0, 10, "47.50", "100.00"), (3, 0, 3, "-6.58", "100.00"), (20, 5, 40, "13.86", "55.90"),
            (5, 5, 10, "-51.13", "51.13"), (0, 3, 3, "-100.00", "6.58"),
        ] as [(Int64, Int64, Int64, String, String)])
    func netPromoterScores(_ promoters: Int64, _ detractors: Int64, _ responses: Int64, _ low: String, _ high: String) {
        let interval = Interval(promoters: promoters, detractors: detractors, responses: responses)
        #expect(interval?.low.description == low)
        #expect(interval?.high.description == high)
    }

    @Test func nobodyAnswered() {
        #expect(Interval(promoters: 0, detractors: 0, responses: 0) == nil)
        #expect(Interval(share: .zero, of: 0, digits: 2) == nil)
    }

    /// The first four are the examples of Newcombe, *Two-sided confidence intervals for the single proportion*, 1998, table I.
    @Test(arguments: [
        (81, 263, "25.53", "36.62"), (15, 148, "6.24", "16.05"), (0, 20, "0.00", "16.11"), (1, 29, "0.61", "17.18"),
        (10, 10, "72.25", "100.00"), (22, 28, "60.46", "89.79"),
    ])
    func percentages(_ part: Int, _ count: Int, _ low: String, _ high: String) throws {
        let interval = Interval(share: try #require(Rational(Whole(part), over: Whole(count))), of: count, digits: 2)
        #expect(interval?.low.description == low)
        #expect(interval?.high.description == high)
    }

    /// Fisher's, worked out in floating point.
    @Test(arguments: [
        ("0.5", 30, false, "0.1704", "0.7290"), ("-0.25", 12, false, "-0.7205", "0.3782"),
        ("0.25", 12, true, "-0.3946", "0.7297"), ("1", 9, false, "1.0000", "1.0000"),
        ("0.999999", 4, false, "0.9999", "1.0000"),
    ])
    func correlations(_ r: String, _ count: Int, _ isOfRanks: Bool, _ low: String, _ high: String) throws {
        let interval = Interval(correlation: try decimal(r), of: count, isOfRanks: isOfRanks)
        #expect(interval?.low.description == low)
        #expect(interval?.high.description == high)
    }

    @Test func threePeopleHaveNone() throws {
        #expect(Interval(correlation: try decimal("0.5"), of: 3) == nil)
    }

    @Test func means() throws {
        #expect(
            Interval(standardised: try decimal("1.5"), of: 16)
                == Interval(low: try decimal("1.01"), high: try decimal("1.99")))
        #expect(
            Interval(99, error: 2, within: 0...100, digits: 2)
                == Interval(low: try decimal("95.08"), high: 100))
    }

    /// More answers of the same kind never make it wider, it holds the score's own side, and promoters mirror detractors.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func scoresBehave(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let (up, down) = (Int64.random(in: 0...30, using: &dice), Int64.random(in: 0...30, using: &dice))
        let all = up + down + Int64.random(in: 1...30, using: &dice)
        let once = try #require(Interval(promoters: up, detractors: down, responses: all))
        let twice = try #require(Interval(promoters: 2 * up, detractors: 2 * down, responses: 2 * all))
        let mirrored = try #require(Interval(promoters: down, detractors: up, responses: all))
        #expect(twice.high - twice.low <= once.high - once.low)
        #expect(mirrored == Interval(low: -once.high, high: -once.low))
        #expect(once.low >= -100 && once.high <= 100 && once.low < once.high)
    }
}
