package import Exact
package import Statistics

/// One indicator of one template version over a quarter: every figure, or why it is not there, and what they recommend.
///
/// docs/quarter.md, "Figures". They are exact sums with one rounding at the end: 6 digits, percentages 2; limits look
/// at the rounded figure.
package struct IndicatorReview: Sendable {
    package let indicator: Indicator
    package let dimension: String
    /// Percent of a sheet that it decides, where everything has points, 2 digits.
    package let weight: BigDecimal
    package let tally: IndicatorTally

    package let missingPercent: BigDecimal
    /// Of points / full points.
    package let mean: BigDecimal?
    /// The sample's, of points / full points.
    package let standardDeviation: BigDecimal?
    package let ceilingPercent: BigDecimal?
    package let floorPercent: BigDecimal?
    /// Pearson's r of its points with the rest of the heaviest sheet.
    package let discrimination: BigDecimal?
    /// Spearman's rho of people's points with their NPS.
    package let link: BigDecimal?
    package let raters: [RaterReview]
    /// Sample standard deviation of the raters' means, in points.
    package let raterSpread: BigDecimal?
    /// The rater who stands out most, or is furthest from all.
    package let furthestRater: RaterReview?
    /// Of supervisors who rated the same people.
    package let agreement: RaterAgreement
    /// Mean of the employees' points less the supervisors'.
    package let selfGap: BigDecimal?
    package let previousMean: BigDecimal?
    package let benchmark: Benchmark?
    package let benchmarkLead: BigDecimal?
    /// How much of what differs between people over the quarter is the people, of the usual one; nil where the value is no mean of rows.
    package let reliability: BigDecimal?
    /// How many rows a person needs for a reliability of 0.7; nil where none can be enough.
    package let rowsNeeded: Whole?

    package var trend: BigDecimal? { mean.flatMap { mean in previousMean.map { mean - $0 } } }

    package init(
        of indicator: Indicator, in dimension: Dimension, tally: IndicatorTally, benchmark: Benchmark?
    ) {
        let (points, full) = (tally.points, Rational(indicator.points))
        self.indicator = indicator
        self.dimension = dimension.code
        self.tally = tally
        weight =
            Rational(dimension.weight * indicator.points).divided(by: Rational(dimension.points))?.rounded(to: 2) ?? 0
        missingPercent = .percent(tally.results - points.count, of: tally.results) ?? 0
        mean = points.mean?.divided(by: full)?.rounded(to: 6)
        standardDeviation = points.variance?.divided(by: full * full)?.squareRoot(to: 6)
        ceilingPercent = .percent(tally.atFull, of: points.count)
        floorPercent = .percent(tally.atZero, of: points.count)
        discrimination = tally.rest.correlation(to: 6)
        link = tally.link.count < ReviewLimit.linkPeople ? nil : tally.link.correlation(to: 6)
        let ratings = tally.raters.reduce(.none) { $0 + $1.points }
        raters = tally.raters.compactMap { RaterReview($0, all: ratings) }
        raterSpread = Moments(of: raters.map(\.mean)).variance?.squareRoot(to: 6)
        furthestRater = raters.filter { $0.people >= ReviewLimit.raterPeople && $0.leniency != nil }
            .max { ($0.standsOut ? 1 : 0, $0.distance, $1.rater) < ($1.standsOut ? 1 : 0, $1.distance, $0.rater) }
        agreement = RaterAgreement(tally.shared)
        selfGap = tally.selfGap.mean?.rounded(to: 6)
        previousMean = tally.previous.sum.divided(by: Rational(tally.previous.count))?.rounded(to: 6)
        self.benchmark = benchmark
        let effects = RandomEffects(tally.scatter)
        reliability = effects?.reliability?.rounded(to: 6)
        rowsNeeded = effects?.rowsNeeded(for: Rational(ReviewLimit.enoughReliability))
        benchmarkLead = benchmark.flatMap { benchmark in tally.value.flatMap { benchmark.lead(of: $0.0) } }
    }
}

extension IndicatorReview {
    package var recommendation: Recommendation {
        if tally.results < ReviewLimit.results { return .tooFew }
        if missingPercent > ReviewLimit.missingPercent { return .fixData }
        if isNoise { return .tooNoisy }
        if let ceilingPercent, ceilingPercent >= ReviewLimit.ceilingPercent { return .raiseTarget }
        if let floorPercent, floorPercent >= ReviewLimit.floorPercent { return .lowerTargetOrTrain }
        if isIndistinct || runsAgainstCustomers { return .examine }
        if furthestRater?.standsOut ?? false { return .trainRaters }
        if let benchmarkLead, benchmarkLead < -ReviewLimit.benchmarkPercent { return .prioritise }
        return .keep
    }

    /// Whether what differs between people in it is mostly chance.
    var isNoise: Bool { reliability.map { $0 < ReviewLimit.reliability } ?? false }

    /// Whether it tells people apart in another way than the rest does, or not at all.
    var isIndistinct: Bool { discrimination.map { $0 < ReviewLimit.discrimination } ?? false }

    /// Whether those who have more points have the less content customers.
    var runsAgainstCustomers: Bool {
        tally.link.count >= ReviewLimit.tellingLinkPeople && (link ?? 0) < 0
    }

    /// The column of `merit.indicator_review` that decided; nil where nothing is to be done.
    package var figure: String? {
        switch recommendation {
        case .tooFew: "results"
        case .fixData: "missing_percent"
        case .tooNoisy: "reliability"
        case .raiseTarget: "ceiling_percent"
        case .lowerTargetOrTrain: "floor_percent"
        case .examine: isIndistinct ? "discrimination" : "nps_link"
        case .trainRaters: "leniency"
        case .prioritise: "benchmark_gap_percent"
        case .keep: nil
        }
    }

    /// The 95% interval of the figure that decided.
    ///
    /// Results of one person are not independent of each other, so people count.
    package var interval: Interval? {
        switch recommendation {
        case .tooFew, .keep, .prioritise, .tooNoisy: nil
        case .fixData: Interval(percent: missingPercent, of: tally.people)
        case .raiseTarget: ceilingPercent.flatMap { Interval(percent: $0, of: min(tally.people, tally.points.count)) }
        case .lowerTargetOrTrain:
            floorPercent.flatMap { Interval(percent: $0, of: min(tally.people, tally.points.count)) }
        case .examine where isIndistinct:
            discrimination.flatMap { Interval(correlation: $0, of: min(tally.people, tally.rest.count)) }
        case .examine: link.flatMap { Interval(correlation: $0, of: tally.link.count, isOfRanks: true) }
        case .trainRaters:
            furthestRater.flatMap { rater in
                rater.leniency.flatMap { Interval(standardised: $0, of: rater.people) }
            }
        }
    }

    /// Nil where there is no interval to tell it by.
    package var certainty: Certainty? {
        guard let interval else { return nil }
        let isBeyond =
            switch recommendation {
            case .fixData: interval.low > ReviewLimit.missingPercent
            case .raiseTarget: interval.low >= ReviewLimit.ceilingPercent
            case .lowerTargetOrTrain: interval.low >= ReviewLimit.floorPercent
            case .examine: interval.high < (isIndistinct ? ReviewLimit.discrimination : 0)
            case .trainRaters: interval.low > ReviewLimit.leniency || interval.high < -ReviewLimit.leniency
            case .tooFew, .tooNoisy, .prioritise, .keep: false
            }
        return isBeyond ? .clear : .likely
    }
}

extension RaterReview {
    /// How far from the mean of all, in standard deviations.
    fileprivate var distance: BigDecimal {
        leniency.map { $0.signum < 0 ? -$0 : $0 } ?? 0
    }
}
