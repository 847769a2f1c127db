import Appraisal
import Charts
import Exact
import Statistics

extension PersonPage {
    /// Of a measured value whose rows are known.
    func sureness(of score: MonthScore) -> ValueSureness? {
        guard let scatter = month.scatter(of: score.indicator),
            let indicator = rules?.template.indicator(score.indicator),
            let found = ValueSureness(
                of: IndicatorScore(score), indicator, scatter: scatter.scatter, rows: scatter.rows,
                mean: score.meanOfPeers, daysWorked: month.result.daysEmployed - month.result.daysOnLeave)
        else { return nil }
        return found
    }

    /// `95%: 0.48–0.80`, with the unit.
    func interval(of sure: ValueSureness, _ indicator: Indicator?, _ words: Words) -> String {
        "95%: \(words.number(sure.interval.low))–\(words.value(sure.interval.high, unit: indicator?.unit))"
    }

    /// How much of a difference is the person, and how many rows would be enough.
    func reliability(of score: MonthScore, _ words: Words) -> String? {
        guard let scatter = month.scatter(of: score.indicator), let percent = scatter.percentOfThePerson,
            let rows = scatter.rows?.count
        else { return nil }
        let needed =
            scatter.rowsNeeded.map { words.say("要有 70% 需 \($0) 行", "\($0) would be needed for 70%") }
            ?? words.say("再多也不够", "no number would be enough")
        return words.say(
            "人与人的差别中 \(percent)% 是人，\(100 - percent)% 是偶然（\(rows) 行；\(needed)）",
            "of what differs between people here \(percent)% is the person and \(100 - percent)% chance (\(rows) rows; \(needed))"
        )
    }
}

extension Interval {
    /// For a drawing.
    var stretch: Stretch? { low.figure.flatMap { low in high.figure.map { Stretch(low, $0) } } }
}

extension IndicatorScore {
    fileprivate init(_ score: MonthScore) {
        self.init(
            dimension: score.dimension, indicator: score.indicator, kind: score.isRated ? .rated : .measured,
            state: State(rawValue: score.state) ?? .noData, value: score.value, rawValue: score.rawValue,
            numerator: score.numerator, denominator: score.denominator, sample: score.sample, band: score.band,
            points: score.points, maxPoints: score.maxPoints, ratings: [], appeal: score.appeal)
    }
}

extension MonthScore {
    /// What the value was held against: 100 × own figure / value; nil where it was not, or nobody can tell.
    fileprivate var meanOfPeers: BigDecimal? {
        guard let rawValue, let value else { return nil }
        return (Rational(100) * Rational(rawValue)).divided(by: Rational(value))?.rounded(to: 6)
    }
}
