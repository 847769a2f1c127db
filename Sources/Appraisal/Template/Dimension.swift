package import Exact

/// A group of indicators that counts for a share of the total.
package struct Dimension: Sendable, Hashable {
    package let code: String
    package let title: LocalizedText
    /// Percent of a sheet; the weights of a template's dimensions add up to 100.
    package let weight: BigDecimal
    package let indicators: [Indicator]
    /// The full points of all its indicators; worked out once, since every person's score asks for it.
    package let points: BigDecimal

    init(code: String, title: LocalizedText, weight: BigDecimal, indicators: [Indicator]) {
        self.code = code
        self.title = title
        self.weight = weight
        self.indicators = indicators
        points = indicators.reduce(0) { $0 + $1.points }
    }
}
