package import Exact

/// What one dimension brings to a sheet: `round(weight × 100 / W × earned / available, 2)`.
package struct Contribution: Sendable, Hashable {
    /// The code of the dimension.
    package let dimension: String
    /// Percent, as the template says.
    package let weight: BigDecimal
    /// W: the weights of all dimensions of the sheet that have points.
    package let weightPresent: BigDecimal
    /// The points of its indicators that have any.
    package let earned: BigDecimal
    /// The full points of those indicators.
    package let available: BigDecimal
    /// 2 digits.
    package let points: BigDecimal
    /// The percentage of the whole weight that could be scored here, exact.
    let coverage: Rational

    /// Nil where none of the dimension's indicators has points.
    ///
    /// - Parameters:
    ///   - scored: points and full points of the indicators that have points.
    ///   - weightPresent: of all dimensions for which this is not nil.
    init?(of dimension: Dimension, scored: [(points: BigDecimal, full: BigDecimal)], weightPresent: BigDecimal) {
        earned = scored.reduce(0) { $0 + $1.points }
        available = scored.reduce(0) { $0 + $1.full }
        let (weight, part, full) = (Rational(dimension.weight), Rational(available), Rational(dimension.points))
        guard let points = (weight * Rational(100) * Rational(earned)).divided(by: Rational(weightPresent) * part),
            let coverage = (weight * part).divided(by: full)
        else { return nil }
        self.dimension = dimension.code
        self.weight = dimension.weight
        self.weightPresent = weightPresent
        self.points = points.rounded(to: 2)
        self.coverage = coverage
    }
}
