package import Exact

/// One indicator of one result.
package struct IndicatorScore: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case measured
        case rated
    }

    package enum State: String, Sendable, Hashable {
        case scored
        case noData = "no_data"
        case insufficient
        case notRated = "not_rated"
    }

    /// The code of the dimension.
    package let dimension: String
    /// The code of the indicator.
    package let indicator: String
    package let kind: Kind
    package let state: State
    /// Of a measured indicator that is scored.
    package let value: BigDecimal?
    /// The value before it is held against anything.
    package let rawValue: BigDecimal?
    package let numerator: BigDecimal?
    package let denominator: BigDecimal?
    /// Of a measured indicator: how many rows it rests on.
    package let sample: Int64?
    /// The band of the value, or the level of the rating.
    package let band: String?
    /// Of a rated indicator: by the heaviest perspective that rated it.
    package let points: BigDecimal?
    package let maxPoints: BigDecimal
    /// Of a rated indicator: what each perspective gave, in template order.
    package let ratings: [Rating]
    /// The upheld appeal that set the value, or the points of a rated one; nil where none did.
    package let appeal: Int64?
    /// The person's own value of the period before, where the value is held against that; nil where there was none.
    package let previous: BigDecimal?

    package init(
        dimension: String, indicator: String, kind: Kind, state: State, value: BigDecimal?, rawValue: BigDecimal?,
        numerator: BigDecimal?, denominator: BigDecimal?, sample: Int64?, band: String?, points: BigDecimal?,
        maxPoints: BigDecimal, ratings: [Rating], appeal: Int64? = nil,
        previous: BigDecimal? = nil
    ) {
        self.dimension = dimension
        self.indicator = indicator
        self.kind = kind
        self.state = state
        self.value = value
        self.rawValue = rawValue
        self.numerator = numerator
        self.denominator = denominator
        self.sample = sample
        self.band = band
        self.points = points
        self.maxPoints = maxPoints
        self.ratings = ratings
        self.appeal = appeal
        self.previous = previous
    }

    /// The points of a rated indicator that a perspective gave; nil where it gave none.
    package func given(by perspective: Perspective.Kind) -> BigDecimal? {
        ratings.first { $0.perspective == perspective }?.points
    }
}
