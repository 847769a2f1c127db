package import Exact
import Statistics

/// How far a measured value is off by chance, and what that does to its points.
package struct ValueError: Sendable, Hashable {
    /// Standard error of the value that the scale reads, 6 digits.
    package let value: BigDecimal
    /// Half the distance of the points at value ± 1 standard error, 3 digits.
    package let points: BigDecimal

    /// Nil where the value is no mean of rows that were measured: a quotient of two months is none.
    ///
    /// - Parameters:
    ///   - score: of `indicator`.
    ///   - withinVariance: of rows within people; nil where it is not known, or the value is no mean of rows.
    ///   - mean: of the peers, where the value is held against it.
    ///   - daysWorked: what values per day are divided by.
    ///   - workingDays: the same of values per working day, or per full-time equivalent; nil where no calendar was asked.
    package init?(
        of score: IndicatorScore, _ indicator: Indicator, withinVariance: BigDecimal?, mean: BigDecimal?,
        daysWorked: Int, workingDays: WorkingDays? = nil
    ) {
        guard let withinVariance, score.appeal == nil, !indicator.isChange, let value = score.value,
            let scale = indicator.scale,
            let rows = score.denominator, rows > 0,
            let variance = Rational(withinVariance).divided(by: Rational(rows))
        else { return nil }
        // What the scale reads is 100 × raw / mean where it is held against the mean of the peers, and that mean hardly moves with one person.
        var stretch = indicator.isRelative ? Rational(100).divided(by: Rational(mean ?? 0)) : .one
        // What is expected of the person's kinds of work hardly moves with the rows either. Of 0 nobody knows what it was divided by.
        if indicator.isAdjusted {
            stretch = score.rawValue.flatMap { Rational(value).divided(by: Rational($0)) }
        }
        if let per = indicator.measure?.per {
            let divisor = per.amount(daysWorked: daysWorked, workingDays: workingDays)
            stretch = divisor.flatMap { stretch?.divided(by: Rational($0)) }
        }
        guard let stretch, let error = (variance * stretch * stretch).squareRoot(to: 6) else { return nil }
        self.value = error
        let ends = [value - error, value + error].map { scale.score($0).points }
        let distance = ends[0] < ends[1] ? ends[1] - ends[0] : ends[0] - ends[1]
        points = distance * BigDecimal(mantissa: 5, scale: 1)
    }
}
