package import Exact

/// One's own figures over time, and what they may do by chance: an individuals chart (XmR; Wheeler, *Understanding Variation*, 1993).
package struct Course: Sendable, Hashable {
    /// With fewer there are no limits.
    package static let leastFigures = 6
    /// So many in a row on one side of the mean are worth a word.
    package static let longRun = 8
    /// What the mean moving range is multiplied with: 3 / 1.128.
    private static let reach = Rational(BigDecimal(mantissa: 266, scale: 2))

    package let mean: BigDecimal
    /// Natural limits: mean ± 2.66 × mean moving range.
    package let limits: Interval
    /// Places of the figures beyond the limits.
    package let outside: [Int]
    /// The places of the last run of at least 8 figures on one side of the mean, where it has not ended; else nil.
    package let run: Range<Int>?

    /// Nil below ``leastFigures``.
    ///
    /// - Parameters:
    ///   - figures: in order of time.
    ///   - digits: behind the point, of mean and limits; what lies outside is told by these.
    package init?(_ figures: [BigDecimal], digits: Int = 2) {
        guard figures.count >= Self.leastFigures else { return nil }
        let moves = zip(figures, figures.dropFirst()).map { $0 < $1 ? $1 - $0 : $0 - $1 }
        guard let mean = Moments(of: figures).mean, let move = Moments(of: moves).mean else { return nil }
        let reach = Self.reach * move
        let limits = Interval(
            low: (mean - reach).rounded(to: digits), high: (mean + reach).rounded(to: digits))
        self.mean = mean.rounded(to: digits)
        self.limits = limits
        outside = figures.indices.filter { figures[$0] < limits.low || figures[$0] > limits.high }
        let sides = figures.map { (Rational($0) - mean).signum }
        let start = sides.lastIndex { $0 != sides.last || $0 == 0 }.map { $0 + 1 } ?? 0
        run = figures.count - start >= Self.longRun ? start..<figures.count : nil
    }
}
