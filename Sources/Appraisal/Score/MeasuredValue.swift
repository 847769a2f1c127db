package import Exact
package import Statistics

/// The value of a measured indicator for one person, step by step as docs/templates.md, "Measures", has it.
///
/// It is made in two steps, because what others have, or what was before, is needed first: ``init(_:of:daysWorked:)``, then ``relative(to:)``,
/// ``change(since:)`` or ``adjusted(by:)`` where the measure asks for it.
package struct MeasuredValue: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        /// There is a value.
        case known
        /// No row, or nothing to divide by.
        case noData
        /// A sample below the indicator's `min_sample`.
        case insufficient
    }

    package let state: State
    /// What the scale is asked for, 6 digits; nil unless the state is ``State/known``.
    package let value: BigDecimal?
    /// The value before it is held against anything, 6 digits; kept where the sample is insufficient.
    package let rawValue: BigDecimal?
    /// The person's own value of the period before, where it is held against that; nil where there was none.
    package let previous: BigDecimal?
    /// The fact it was made of.
    package let fact: Fact

    /// The value before it is held against anything.
    ///
    /// - Parameters:
    ///   - fact: what the measure found.
    ///   - indicator: a measured indicator.
    ///   - daysWorked: days employed less days of leave among them.
    ///   - workingDays: those of the person's calendar; nil where no calendar was asked.
    package init(_ fact: Fact, of indicator: Indicator, daysWorked: Int, workingDays: WorkingDays? = nil) {
        let measure = indicator.measure
        let isEmpty = fact.rows == 0
        var raw = isEmpty ? measure?.whenEmpty?.rounded(to: 6) : fact.value
        if let per = measure?.per {
            let divisor = per.amount(daysWorked: daysWorked, workingDays: workingDays)
            raw = raw.flatMap { value in
                divisor.flatMap { Rational(value).divided(by: Rational($0))?.rounded(to: 6) }
            }
        }
        let state: State =
            if raw == nil { .noData } else if !isEmpty && fact.sample < indicator.minSample { .insufficient } else {
                .known
            }
        self.init(state: state, value: state == .known ? raw : nil, rawValue: raw, fact: fact)
    }

    /// What an earlier scoring made of it, so that it is not measured again.
    package init(kept score: IndicatorScore) {
        let state: State =
            switch score.state {
            case .scored: .known
            case .insufficient: .insufficient
            case .noData, .notRated: .noData
            }
        self.init(
            state: state, value: score.value, rawValue: score.rawValue,
            fact: Fact(
                rows: 0, sample: score.sample ?? 0, numerator: score.numerator, denominator: score.denominator),
            previous: score.previous)
    }

    private init(
        state: State, value: BigDecimal?, rawValue: BigDecimal?, fact: Fact, previous: BigDecimal? = nil
    ) {
        self.state = state
        self.value = value
        self.rawValue = rawValue
        self.fact = fact
        self.previous = previous
    }

    /// The value as it stands among rows of the same kinds, 6 digits; what stands for no rows stays.
    ///
    /// - Parameter standing: nil where nothing is expected; there is then no data, whatever the sample.
    package func adjusted(by standing: CaseMix.Standing?) -> MeasuredValue {
        guard rawValue != nil, fact.rows > 0 else { return self }
        guard let adjusted = standing?.adjusted else {
            return MeasuredValue(state: .noData, value: nil, rawValue: rawValue, fact: fact)
        }
        return MeasuredValue(state: state, value: state == .known ? adjusted : nil, rawValue: rawValue, fact: fact)
    }

    /// The value as a percentage of the mean of the peers, 6 digits.
    ///
    /// - Parameter mean: nil where no peer has a value; as with 0, there is then no data, whatever the sample.
    package func relative(to mean: BigDecimal?) -> MeasuredValue {
        guard let rawValue, let mean,
            let share = (Rational(100) * Rational(rawValue)).divided(by: Rational(mean))?.rounded(to: 6)
        else { return MeasuredValue(state: .noData, value: nil, rawValue: rawValue, fact: fact) }
        return MeasuredValue(state: state, value: state == .known ? share : nil, rawValue: rawValue, fact: fact)
    }

    /// The value as a percentage of what the person's own was before, 6 digits.
    ///
    /// - Parameter previous: nil where there was none; as with one that is not above 0, there is then no data, whatever the sample.
    package func change(since previous: BigDecimal?) -> MeasuredValue {
        let share = relative(to: previous.flatMap { $0 > .zero ? $0 : nil })
        return MeasuredValue(
            state: share.state, value: share.value, rawValue: rawValue, fact: fact, previous: previous)
    }
}
