package import Exact

/// What one perspective gave to one indicator, or overall.
package struct Rating: Sendable, Hashable {
    package let perspective: Perspective.Kind
    /// The mean over its raters, 2 digits.
    package let points: BigDecimal
    package let raters: Int

    package init(perspective: Perspective.Kind, points: BigDecimal, raters: Int) {
        self.perspective = perspective
        self.points = points
        self.raters = raters
    }

    /// Nil where there is no evaluation.
    init?(of evaluations: [Evaluation], from perspective: Perspective.Kind) {
        let sum = evaluations.reduce(0) { $0 + $1.points }
        guard let mean = Rational(sum).divided(by: Rational(evaluations.count)) else { return nil }
        self.perspective = perspective
        points = mean.rounded(to: 2)
        raters = evaluations.count
    }
}
