package import Exact
package import Statistics

/// How far chance could have moved a measured value, and between what it lies in 95% of cases.
package struct ValueSureness: Sendable, Hashable {
    package let error: ValueError
    /// Of the value that the scale reads.
    package let interval: Interval

    /// What is known of everyone's rows.
    package struct Scatter: Sendable, Hashable {
        /// As `merit.reliability` names it; nil where the value is no mean of rows.
        package let kind: String?
        /// Of rows within people; nil where it is not known.
        package let withinVariance: BigDecimal?

        package init(kind: String?, withinVariance: BigDecimal?) {
            (self.kind, self.withinVariance) = (kind, withinVariance)
        }
    }

    /// Nil where the error is not known.
    ///
    /// - Parameters:
    ///   - score: of `indicator`.
    ///   - rows: what the rows behind the value hold together; nil where it is not known.
    ///   - mean: of the peers, where the value is held against it.
    ///   - daysWorked: what values per day are divided by.
    ///   - workingDays: the same of values per working day, or per full-time equivalent; nil where no calendar was asked.
    package init?(
        of score: IndicatorScore, _ indicator: Indicator, scatter: Scatter, rows: Moments?, mean: BigDecimal?,
        daysWorked: Int, workingDays: WorkingDays? = nil
    ) {
        guard let value = score.value,
            let error = ValueError(
                of: score, indicator, withinVariance: scatter.withinVariance, mean: mean, daysWorked: daysWorked,
                workingDays: workingDays)
        else { return nil }
        let isPlain = !indicator.isRelative && !indicator.isAdjusted && indicator.measure?.per == nil
        self.error = error
        if isPlain, let adjusted = Self.adjusted(value, scatter.kind, rows) {
            interval = adjusted
        } else {
            let interval = Interval(value, error: error.value, digits: 6)
            let isNeverNegative = indicator.measure?.isTimeThatPassed ?? false
            self.interval = isNeverNegative ? interval.cut(at: .zero) : interval
        }
    }

    /// Of a share after Wilson, of a Net Promoter Score the adjusted one; nil of another mean.
    private static func adjusted(_ value: BigDecimal, _ kind: String?, _ rows: Moments?) -> Interval? {
        guard let rows, let mean = rows.mean, let interval = interval(of: kind, rows, mean) else { return nil }
        let percent = (Rational(100) * mean).rounded(to: 6)
        if value == percent { return interval }
        // A share that is taken from 100.
        return value == 100 - percent ? Interval(low: 100 - interval.high, high: 100 - interval.low) : nil
    }

    private static func interval(of kind: String?, _ rows: Moments, _ mean: Rational) -> Interval? {
        switch kind {
        case "chance": return Interval(share: mean, of: rows.count, digits: 6)
        case "recommendation":
            let half = BigDecimal(mantissa: 5, scale: 1)
            let (up, down) = ((rows.squares + rows.sum) * half, (rows.squares - rows.sum) * half)
            return Interval(
                promoters: Int64(up.rounded(to: 0).mantissa.int ?? 0),
                detractors: Int64(down.rounded(to: 0).mantissa.int ?? 0), responses: Int64(rows.count))
        default: return nil
        }
    }
}
