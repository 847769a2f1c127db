package import Exact

/// The mean of everyone in a period on one template with a value for an indicator, taken in one by one.
package struct PeerMean: Sendable, Hashable {
    private var sum: BigDecimal = 0
    /// How many people had a value.
    package private(set) var count = 0

    package init() {}

    /// Takes in a person's value before the mean; one without a value changes nothing.
    package mutating func add(_ value: MeasuredValue) {
        guard let value = value.value else { return }
        sum += value
        count += 1
    }

    /// The mean, 6 digits; nil where nobody had a value.
    package var mean: BigDecimal? {
        Rational(sum).divided(by: Rational(count))?.rounded(to: 6)
    }
}
