package import Exact
package import Statistics

/// What a quarter's results hold of one indicator of one template version: counts and exact sums.
package struct IndicatorTally: Sendable {
    /// Results: one for each person and period.
    package var results = 0
    /// People they are of.
    package var people = 0
    /// Points earned.
    package var points = Moments.none
    package var atFull = 0
    package var atZero = 0
    /// Its points in the heaviest sheet, with the rest of that sheet.
    package var rest = PairMoments.none
    /// Mean ranks of people's points and of their NPS, of those who have both.
    package var link = PairMoments.none
    /// The employees' points less the supervisors'.
    package var selfGap = Moments.none
    package var raters: [RaterTally] = []
    /// What supervisors gave to people whom two of them or more rated.
    package var shared: [RaterAgreement.Rating] = []
    /// Sum of points / full points in the quarter before, and of how many.
    package var previous: (sum: Rational, count: Int) = (.zero, 0)
    /// The value over all people and months together, 6 digits, and how many rows or results it rests on.
    package var value: (BigDecimal, sample: Int)?
    /// Of a mean: what people's rows of the whole quarter hold.
    package var scatter = Spread()
    /// Values that a quarter, half and three quarters of the results do not exceed.
    package var quartiles: [BigDecimal] = []

    package init() {}
}

/// What an indicator is held against.
package struct Benchmark: Sendable {
    package let id: Int64
    package let value: BigDecimal
    package let isHigherBetter: Bool
    package let industry: String

    package init(id: Int64, value: BigDecimal, isHigherBetter: Bool, industry: String) {
        self.id = id
        self.value = value
        self.isHigherBetter = isHigherBetter
        self.industry = industry
    }

    /// Percent of the benchmark by which a value is better, negative: worse, 2 digits; nil of a benchmark of 0.
    func lead(of reached: BigDecimal) -> BigDecimal? {
        let ahead = isHigherBetter ? reached - value : value - reached
        return Rational(ahead * 100).divided(by: Rational(value.signum < 0 ? -value : value))?.rounded(to: 2)
    }
}
