package import Exact

/// A range of points that a rater may give, and what it means.
package struct Level: Sendable, Hashable {
    package let code: String
    package let title: LocalizedText
    /// The lowest and the highest number of points.
    package let range: ClosedRange<BigDecimal>

    /// The range as an evaluator reads it: `5–9.99`, or `5` where both ends are equal.
    package var points: String {
        let (low, high) = (range.lowerBound.normalized, range.upperBound.normalized)
        return low == high ? "\(low)" : "\(low)–\(high)"
    }
}

extension [Level] {
    /// The level that the mean of several ratings has reached: the highest whose lower end is not above it.
    package func reached(by points: BigDecimal) -> Level? {
        first { $0.range.lowerBound <= points }
    }
}
