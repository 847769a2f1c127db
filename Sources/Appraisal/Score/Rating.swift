package import Exact

/// What one source gave to one indicator, or overall.
package struct Rating: Sendable, Hashable {
    package let source: SourceKind
    /// The mean over its raters, 2 digits.
    package let points: BigDecimal
    package let raters: Int

    package init(source: SourceKind, points: BigDecimal, raters: Int) {
        self.source = source
        self.points = points
        self.raters = raters
    }

    /// Nil where there is no evaluation.
    init?(of evaluations: [Evaluation], from source: SourceKind) {
        let sum = evaluations.reduce(0) { $0 + $1.points }
        guard let mean = Rational(sum).divided(by: Rational(evaluations.count)) else { return nil }
        self.source = source
        points = mean.rounded(to: 2)
        raters = evaluations.count
    }
}
