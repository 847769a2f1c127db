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
    /// The full points of all its indicators that the sheet has place for.
    let full: BigDecimal
    /// 2 digits.
    package let points: BigDecimal
    /// What ``points`` is rounded from.
    package let unrounded: Rational
    /// The percentage of the whole weight that could be scored here, exact.
    let coverage: Rational

    /// Nil where there is nothing to divide by.
    ///
    /// - Parameters:
    ///   - earned: the points of its indicators that have any.
    ///   - available: the full points of those.
    ///   - weightPresent: of all dimensions whose indicators have points.
    ///   - full: the full points of all its indicators that the sheet has place for.
    init?(
        of dimension: Dimension, earned: BigDecimal, available: BigDecimal, weightPresent: BigDecimal, full: BigDecimal
    ) {
        (self.earned, self.available, self.full) = (earned, available, full)
        let (weight, part, full) = (Rational(dimension.weight), Rational(available), Rational(full))
        guard let points = (weight * Rational(100) * Rational(earned)).divided(by: Rational(weightPresent) * part),
            let coverage = (weight * part).divided(by: full)
        else { return nil }
        self.dimension = dimension.code
        self.weight = dimension.weight
        self.weightPresent = weightPresent
        self.points = points.rounded(to: 2)
        unrounded = points
        self.coverage = coverage
    }
}

extension [Contribution] {
    /// What they would come to if only their sum were rounded.
    package var unrounded: Rational { reduce(.zero) { $0 + $1.unrounded } }
}

/// What the indicators of one dimension earned in one perspective's view.
struct Earnings {
    private(set) var points: BigDecimal = 0
    /// The full points of those that have any.
    private(set) var full: BigDecimal = 0

    /// Nil where none has points.
    ///
    /// - Parameters:
    ///   - dimension: its code.
    ///   - scores: of all indicators of the template.
    init?(
        in dimension: String, from perspective: Perspective.Kind, _ measuredIn: MeasuredIn, _ scores: [IndicatorScore]
    ) {
        // By place, because a score is large to copy.
        for place in scores.indices where scores[place].dimension == dimension {
            guard let points = scores[place].points(from: perspective, measuredIn) else { continue }
            self.points += points
            full += scores[place].maxPoints
        }
        // An indicator that has points has full points, too.
        if full == .zero { return nil }
    }
}
