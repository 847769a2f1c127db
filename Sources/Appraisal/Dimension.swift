package import Exact

/// A group of indicators that counts for a share of the total.
package struct Dimension: Sendable, Hashable {
    package let code: String
    package let title: LocalizedText
    /// Percent of a sheet; the weights of a template's dimensions add up to 100.
    package let weight: BigDecimal
    package let indicators: [Indicator]

    /// The full points of all its indicators.
    package var points: BigDecimal { indicators.reduce(0) { $0 + $1.points } }
}
