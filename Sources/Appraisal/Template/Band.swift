package import Exact

/// A stretch of values on a scale.
package struct Band: Sendable, Hashable {
    package let name: String
    /// The value at which ``first`` points are given.
    package let best: BigDecimal
    /// The value at which ``last`` points are given.
    package let worst: BigDecimal
    package let first: BigDecimal
    package let last: BigDecimal
    /// The distance from ``best`` that costs points, where they fall in steps and not straight.
    package let step: BigDecimal?

    /// Points for a value of this band, 2 digits; a value beyond an end counts as that end.
    package func points(for value: BigDecimal) -> BigDecimal {
        let width = Rational(worst - best)
        guard let whole = Rational(value - best).divided(by: width) else { return first.rounded(to: 2) }
        var position = whole
        if let step, let steps = Rational(step).divided(by: width < .zero ? -width : width),
            let taken = whole.divided(by: steps)
        {
            position = Rational(taken.floor) * steps
        }
        position = min(max(position, .zero), .one)
        return (Rational(first) - position * Rational(first - last)).rounded(to: 2)
    }
}
