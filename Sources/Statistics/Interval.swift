package import Exact

/// The 95% interval of a figure: low and high end.
package struct Interval: Sendable, Hashable {
    package let low: BigDecimal
    package let high: BigDecimal

    /// How many standard errors lie on each side in 95% of cases: the quantile of 97.5%, to the two digits that all formulas here are published with.
    package static let z = BigDecimal(mantissa: 196, scale: 2)

    /// Digits that roots are taken with beyond those that are shown.
    private static let spare = 20

    package init(low: BigDecimal, high: BigDecimal) {
        self.low = low
        self.high = high
    }

    /// `middle ± half`, within bounds.
    private init(
        _ middle: Rational, _ half: Rational, within bounds: ClosedRange<Rational>? = nil, digits: Int
    ) {
        func end(_ value: Rational) -> BigDecimal {
            (bounds.map { min(max(value, $0.lowerBound), $0.upperBound) } ?? value).rounded(to: digits)
        }
        self.init(low: end(middle - half), high: end(middle + half))
    }

    /// 1.96 standard errors to each side.
    ///
    /// - Parameters:
    ///   - error: the standard error.
    ///   - bounds: what the figure cannot lie beyond.
    package init(_ figure: BigDecimal, error: BigDecimal, within bounds: ClosedRange<BigDecimal>? = nil, digits: Int) {
        self.init(
            Rational(figure), Rational(Self.z * error),
            within: bounds.map { Rational($0.lowerBound)...Rational($0.upperBound) }, digits: digits)
    }

    /// Without what lies below `floor`.
    package func cut(at floor: BigDecimal) -> Interval {
        Interval(low: max(low, floor), high: max(high, floor))
    }

    /// Of a percentage of `count`, after Wilson (1927), with 4 digits; nil of nobody.
    package init?(percent: BigDecimal, of count: Int) {
        guard let share = Rational(percent).divided(by: Rational(100)) else { return nil }
        self.init(share: share, of: count, digits: 4)
    }

    /// Of a percentage of `count`, after Wilson (1927), with `digits` behind the point; nil of nobody.
    ///
    /// - Parameter share: from 0 to 1.
    package init?(share: Rational, of count: Int, digits: Int) {
        let (n, z2) = (Rational(count), Rational(Self.z * Self.z))
        guard count > 0, let shrink = Rational(100).divided(by: n + z2),
            let quarter = z2.divided(by: Rational(4)),
            let root = (z2 * (n * share * (.one - share) + quarter)).squareRoot(to: digits + Self.spare)
        else { return nil }
        let middle = n * share + quarter + quarter
        self.init(
            middle * shrink, Rational(root) * shrink, within: .zero...Rational(100), digits: digits)
    }

    /// Of a Net Promoter Score, from −100 to 100, with 2 digits; nil where nobody answered.
    ///
    /// The adjusted Wald interval (Rocks, *Interval Estimation for the "Net Promoter Score"*, 2016): three answers more, a quarter of each of them
    /// a promoter, a quarter a detractor. It says of three promoters what three answers can say.
    package init?(promoters: Int64, detractors: Int64, responses: Int64) {
        let n = Rational(Whole(responses)) + Rational(3)
        let added = Rational(BigDecimal(mantissa: 75, scale: 2))
        guard responses > 0, let up = (Rational(Whole(promoters)) + added).divided(by: n),
            let down = (Rational(Whole(detractors)) + added).divided(by: n),
            let root = (up + down - (up - down) * (up - down)).divided(by: n)?.squareRoot(to: 2 + Self.spare)
        else { return nil }
        let hundred = Rational(100)
        self.init(
            (up - down) * hundred, Rational(Self.z) * hundred * Rational(root), within: -hundred...hundred, digits: 2)
    }

    /// Of a correlation over `count` people, after Fisher, with 4 digits; nil below four people.
    ///
    /// - Parameter isOfRanks: whether it is Spearman's, which scatters more (Fieller, Hartley and Pearson 1957).
    package init?(correlation r: BigDecimal, of count: Int, isOfRanks: Bool = false) {
        guard count > 3 else { return nil }
        guard -1 < r, r < 1 else {
            self.init(low: r.rounded(to: 4), high: r.rounded(to: 4))
            return
        }
        let variance = isOfRanks ? BigDecimal(mantissa: 106, scale: 2) : 1
        // tanh(artanh(r) ± h) = (a − 1) / (a + 1) where a = (1 + r) / (1 − r) × e^(±2h).
        guard
            let width = Rational(4 * variance * Self.z * Self.z).divided(by: Rational(count - 3))?.squareRoot(to: 18),
            let odds = Rational(1 + r).divided(by: Rational(1 - r)),
            case let shrink = Rational(Normal.exponential(ofMinus: width)),
            let stretched = odds.divided(by: shrink),
            let low = (odds * shrink - .one).divided(by: odds * shrink + .one),
            let high = (stretched - .one).divided(by: stretched + .one)
        else { return nil }
        self.init(low: low.rounded(to: 4), high: high.rounded(to: 4))
    }

    /// Of a mean in standard deviations over `count` people, with 4 digits; nil of nobody.
    package init?(standardised mean: BigDecimal, of count: Int) {
        guard let error = Rational.one.divided(by: Rational(count))?.squareRoot(to: 4 + Self.spare) else { return nil }
        self.init(Rational(mean), Rational(Self.z * error), digits: 4)
    }
}
