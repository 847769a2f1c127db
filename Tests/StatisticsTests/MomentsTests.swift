import Exact
import Statistics
import Support
import Testing

/// Means, deviations and correlations, against figures that were computed by scipy 1.17 and numpy.
@Suite struct MomentsTests {
    struct Sample: Sendable {
        let x: [String]
        let y: [String]
        let mean: String
        let deviation: String
        let correlation: String?
        let ranks: String?

        init(
            _ x: [String], _ y: [String], _ mean: String, _ deviation: String, _ correlation: String?, _ ranks: String?
        ) {
            (self.x, self.y, self.mean, self.deviation) = (x, y, mean, deviation)
            (self.correlation, self.ranks) = (correlation, ranks)
        }
    }

    private static let anscombe = [
        "8.04", "6.95", "7.58", "8.81", "8.33", "9.96", "7.24", "4.26", "10.84", "4.82", "5.68",
    ]

    @Test(arguments: [
        Sample(["1", "2"], ["5", "3"], "1.500000", "0.707107", "-1.000000", "-1.000000"),
        // Anscombe's quartet, the first and the fourth.
        Sample(
            ["10", "8", "13", "9", "11", "14", "6", "4", "12", "7", "5"], anscombe, "9.000000", "3.316625", "0.816421",
            "0.818182"),
        Sample(
            ["8", "8", "8", "8", "8", "8", "8", "19", "8", "8", "8"],
            ["6.58", "5.76", "7.71", "8.84", "8.47", "7.04", "5.25", "12.5", "5.56", "7.91", "6.89"], "9.000000",
            "3.316625", "0.816521", "0.500000"),
        Sample(
            ["1", "2", "2", "3", "3", "3", "4", "4", "5", "5"], ["2", "1", "2", "2", "5", "4", "4", "3", "5", "5"],
            "3.200000", "1.316561", "0.756736", "0.767531"),
        Sample(
            ["1000000.01", "1000000.02", "1000000.03", "1000000.05"], ["1", "3", "2", "4"], "1000000.027500",
            "0.017078",
            "0.831522", "0.800000"),
        // Undefined: nothing varies.
        Sample(["3", "3", "3"], ["1", "2", "3"], "3.000000", "0.000000", nil, nil),
        Sample(["1", "2", "3"], ["7", "7", "7"], "2.000000", "1.000000", nil, nil),
    ])
    func figures(sample: Sample) throws {
        let x = try sample.x.map { try #require(BigDecimal($0)) }
        let y = try sample.y.map { try #require(BigDecimal($0)) }
        let pairs = Self.pairs(x, y)
        #expect(pairs.x.mean?.rounded(to: 6).description == sample.mean)
        #expect(pairs.x.variance?.squareRoot(to: 6)?.description == sample.deviation)
        #expect(pairs.correlation(to: 6)?.description == sample.correlation)
        #expect(Self.pairs(x.doubledRanks, y.doubledRanks).correlation(to: 6)?.description == sample.ranks)
    }

    @Test func nothingAndOneAreUndefined() {
        #expect(Moments.none.mean == nil)
        #expect(Moments.none.variance == nil)
        #expect(PairMoments.none.correlation(to: 6) == nil)
        let one = Self.pairs([5], [7])
        #expect(one.x.mean == Rational(5))
        #expect(one.x.variance == nil)
        #expect(one.correlation(to: 6) == nil)
    }

    /// Of 1, 2 … n on top of a billion: the variance is n (n + 1) / 12 whatever the billion, and the correlation is 1 to the digit.
    @Test(arguments: [2, 3, 1000, 1_000_000])
    func aMillionNumbersLoseNoDigit(n: Int) throws {
        let (count, offset) = (Whole(n), Whole(1_000_000_000))
        let sum = count * (count + 1) / 2
        let squares = count * (count + 1) * (2 * count + 1) / 6
        let high = Moments(
            count: n, sum: BigDecimal(sum + count * offset),
            squares: BigDecimal(squares + 2 * offset * sum + count * offset * offset))
        let low = Moments(count: n, sum: BigDecimal(sum), squares: BigDecimal(squares))
        #expect(high.variance == Rational(count * (count + 1), over: 12))
        let rising = PairMoments(x: high, y: low, products: BigDecimal(squares + offset * sum))
        #expect(rising.correlation(to: 6) == 1)
        let falling = PairMoments(
            x: high, y: Moments(count: n, sum: BigDecimal(-sum), squares: BigDecimal(squares)),
            products: BigDecimal(-squares - offset * sum))
        #expect(falling.correlation(to: 6) == -1)
    }

    /// Whatever the numbers: within -1 and 1, the same when the sides are exchanged, and when one is stretched and moved.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func correlationsBehave(seed: UInt64) {
        var dice = Dice(seed: seed)
        let n = Int.random(in: 2...40, using: &dice)
        let x = (0..<n).map { _ in BigDecimal(Int.random(in: 0...9, using: &dice)) }
        let y = (0..<n).map { _ in BigDecimal(Int.random(in: 0...9, using: &dice)) }
        let r = Self.pairs(x, y).correlation(to: 6)
        #expect(r.map { (-1...1).contains($0) } ?? true)
        #expect(Self.pairs(y, x).correlation(to: 6) == r)
        #expect(Self.pairs(x.map { 3 * $0 + 100 }, y).correlation(to: 6) == r)
        #expect(Self.pairs(x.map { -$0 }, y).correlation(to: 6) == r.map { -$0 })
    }

    @Test(arguments: [
        ("0", "0.00"), ("2", "1.41"), ("0.25", "0.50"), ("1000000", "1000.00"), ("0.000024", "0.00"),
        ("0.000025", "0.01"),
    ])
    func rootsAreRounded(number: String, root: String) throws {
        #expect(Rational(try #require(BigDecimal(number))).squareRoot(to: 2)?.description == root)
    }

    @Test func aNegativeNumberHasNone() {
        #expect(Rational(-1).squareRoot(to: 2) == nil)
    }

    private static func pairs(_ x: [BigDecimal], _ y: [BigDecimal]) -> PairMoments {
        PairMoments(x: Moments(of: x), y: Moments(of: y), products: zip(x, y).reduce(0) { $0 + $1.0 * $1.1 })
    }
}

extension [BigDecimal] {
    /// Twice the mean ranks.
    fileprivate var doubledRanks: [BigDecimal] {
        map { value in
            let (below, equal) = (count { $0 < value }, count { $0 == value })
            return BigDecimal(2 * below + equal + 1)
        }
    }
}
