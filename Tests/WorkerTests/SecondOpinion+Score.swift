extension SecondOpinion {
    /// What one measured indicator comes to for one person, step by step.
    struct MeasuredScore {
        var finding: Finding
        let rows: Int
        /// Digits that a person would see, after each step.
        var raw: Fraction?
        var value: Fraction?
        var state: String
        /// What what the rows say is multiplied with for the value; nil where that is not known.
        private(set) var stretch: Fraction? = 1
        /// Where kinds of work are told apart, what the rows of each say.
        private(set) var kinds: [Kind: [Fraction]] = [:]
        /// Among everyone's rows of the same kinds.
        private(set) var standing: Standing?
        /// The person's own value of the period before, where the value is held against it.
        private(set) var previous: Fraction?

        /// The value before it is held against anything.
        init(
            _ measure: Measure, _ indicator: Document.Indicator, rows: [Row], daysWorked: Int,
            work: (days: Fraction, share: Fraction), in period: Period
        ) {
            let passed = measure.counted(rows, in: period, isLowWorse: indicator.scale?.isHighBetter ?? true)
            finding = measure.found(in: passed, period)
            // Of several people it is no mean of one person's rows.
            if measure.isOfDepartment { finding.numbers = nil }
            self.rows = passed.count
            if let mix = indicator.measure?.mix {
                kinds = Dictionary(grouping: passed) { $0.kind(by: mix) }.compactMapValues { rows in
                    measure.find(rows, period).numbers.flatMap { $0.isEmpty ? nil : $0 }
                }
            }
            raw = passed.isEmpty ? indicator.measure?.whenEmpty?.value : finding.value?.rounded(6)
            if indicator.measure?.per == "employed_day" {
                stretch = 1 / Fraction(daysWorked)
                raw = daysWorked > 0 ? raw.flatMap { $0 / Fraction(daysWorked) }?.rounded(6) : nil
            } else if let per = indicator.measure?.per {
                let divisor = per == "working_day" ? work.days : work.share
                stretch = 1 / divisor
                raw = divisor > 0 ? raw.flatMap { $0 / divisor }?.rounded(6) : nil
            }
            value = raw
            state = "scored"
            decide(minSample: indicator.minSample ?? 0)
        }

        var sample: Int { finding.known ?? rows }

        /// Holds the value against the mean of the peers; nil where nobody has a value.
        mutating func compare(with mean: Fraction?, minSample: Int) {
            if let mean { stretch = stretch.flatMap { $0 * 100 / mean } }
            value = raw.flatMap { raw in mean.flatMap { 100 * raw / $0 } }?.rounded(6)
            decide(minSample: minSample)
        }

        /// Holds the value against what it was in the period before; nil where there was none.
        mutating func change(since previous: Fraction?, minSample: Int) {
            self.previous = previous
            stretch = nil
            value = raw.flatMap { raw in previous.flatMap { $0 > 0 ? 100 * raw / $0 : nil } }?.rounded(6)
            decide(minSample: minSample)
        }

        /// - Parameter isScored: whether the scale reads the adjusted value.
        mutating func stand(_ standing: Standing?, isScored: Bool, minSample: Int) {
            self.standing = standing
            guard isScored, rows > 0, let raw else { return }
            value = standing?.adjusted
            stretch = value.flatMap { $0 / raw }
            state = "scored"
            decide(minSample: minSample)
        }

        private mutating func decide(minSample: Int) {
            if value == nil {
                state = "no_data"
            } else if rows > 0 && sample < minSample {
                state = "insufficient"
                value = nil
            }
        }
    }
}

extension [SecondOpinion.Document.Band] {
    var isHighBetter: Bool {
        let telling = first { $0.best.value != $0.worst.value } ?? self[0]
        return telling.best.value > telling.worst.value
    }

    /// The band of a value, and the points for it.
    func score(_ value: SecondOpinion.Fraction) -> (band: String, points: SecondOpinion.Fraction) {
        let sign: SecondOpinion.Fraction = isHighBetter ? 1 : -1
        let band = first { sign * $0.worst.value <= sign * value } ?? self[count - 1]
        let width = (band.best.value - band.worst.value).magnitude
        var distance = sign * (band.best.value - value)
        if let step = band.step?.value, let steps = distance / step {
            distance = SecondOpinion.Fraction(steps.floor) * step
        }
        distance = Swift.min(Swift.max(distance, 0), width)
        let lost = (distance / width).map { $0 * (band.points.first - band.points.last) }
        return (band.band, (band.points.first - (lost ?? 0)).rounded(2))
    }
}
