import Exact
import Statistics

extension Appraiser {
    /// The values that the scales are asked for, one for each measured indicator of the template, in its order.
    func values(
        of person: Person, against means: [String: BigDecimal], _ mixes: [String: CaseMix.Standard]
    ) -> [MeasuredValue] {
        let daysWorked = person.daysWorked
        // By place, because an indicator is large to copy.
        return measuredIndicators.indices.map { place in
            if !person.kept.isEmpty, let kept = person.kept[measuredIndicators[place].code] { return kept }
            let value = MeasuredValue(
                person.facts[place], of: measuredIndicators[place], daysWorked: daysWorked,
                workingDays: person.workingDays)
            if measuredIndicators[place].isAdjusted {
                let standing = person.facts[place].cells.flatMap {
                    mixes[measuredIndicators[place].code]?.standing(of: $0)
                }
                return value.adjusted(by: standing)
            }
            if measuredIndicators[place].isChange {
                return value.change(since: person.previous[measuredIndicators[place].code])
            }
            guard measuredIndicators[place].isRelative else { return value }
            return value.relative(to: means[measuredIndicators[place].code])
        }
    }

    /// One score for each indicator of the template, in its order.
    func indicatorScores(
        measured: [MeasuredValue], ratings: Ratings, rulings: [String: Ruling]
    ) -> [IndicatorScore] {
        var values = measured[...]
        var scores: [IndicatorScore] = []
        for dimension in template.dimensions {
            for indicator in dimension.indicators {
                let ruling = rulings.isEmpty ? nil : rulings[indicator.code]
                switch indicator.basis {
                case .rated(let levels):
                    let given = ratings.ratings(of: indicator)
                    scores.append(
                        IndicatorScore(
                            rated: indicator, in: dimension, levels: levels, ratings: given,
                            heaviest: heaviest(of: given), ruling: ruling))
                case .measured(_, let scale):
                    scores.append(
                        IndicatorScore(
                            measured: indicator, in: dimension, scale: scale, value: values.removeFirst(),
                            ruling: ruling))
                }
            }
        }
        return scores
    }

    /// A perspective's view; nil where it has none.
    func sheet(from perspective: Perspective, scores: [IndicatorScore], ratings: Ratings) -> Sheet? {
        if let overall = ratings.overall(from: perspective.kind) { return Sheet(overall, from: perspective) }
        guard ratings.speaks(perspective.kind) || !perspective.kind.rates else { return nil }
        return Sheet(of: template, from: perspective, scores: scores)
    }

    /// The outcome of the sheets; every reason against a total is named.
    func status(of sheets: [Sheet], coverage: BigDecimal?, _ scores: [IndicatorScore]) -> AppraisalResult.Status {
        let missing = template.perspectives.filter { perspective in
            perspective.required && !sheets.contains { $0.perspective.kind == perspective.kind }
        }
        var reasons = missing.map { IncompleteReason.noSheet($0.kind) }
        if let coverage, coverage < template.minCoverage {
            reasons.append(.lowCoverage(coverage, minimum: template.minCoverage))
        }
        guard reasons.isEmpty, let total = template.total(of: sheets) else {
            return .incomplete(reasons.isEmpty ? [.noSheets] : reasons)
        }
        return .scored(template.capped(total, scores))
    }

    private func heaviest(of ratings: [Rating]) -> Rating? {
        let raters = template.perspectives.filter { perspective in
            ratings.contains { $0.perspective == perspective.kind }
        }
        guard let heaviest = raters.heaviest else { return nil }
        return ratings.first { $0.perspective == heaviest.kind }
    }
}

extension [Perspective] {
    /// The perspective with the greatest weight; of several, the one that the template lists first.
    var heaviest: Perspective? {
        let greatest = map(\.weight).max()
        return first { $0.weight == greatest }
    }
}

extension IndicatorScore {
    fileprivate init(
        rated indicator: Indicator, in dimension: Dimension, levels: [Level], ratings: [Rating], heaviest: Rating?,
        ruling: Ruling?
    ) {
        let points = ruling?.value.rounded(to: 2) ?? heaviest?.points
        self.init(
            dimension: dimension.code, indicator: indicator.code, kind: .rated,
            state: points == nil ? .notRated : .scored, value: nil, rawValue: nil, numerator: nil, denominator: nil,
            sample: nil, band: points.flatMap { levels.reached(by: $0)?.code }, points: points,
            maxPoints: indicator.points, ratings: ratings, appeal: ruling?.appeal)
    }

    fileprivate init(
        measured indicator: Indicator, in dimension: Dimension, scale: Scale, value: MeasuredValue, ruling: Ruling?
    ) {
        let read = ruling?.value.rounded(to: 6) ?? value.value
        let score = read.map(scale.score)
        self.init(
            dimension: dimension.code, indicator: indicator.code, kind: .measured,
            state: ruling != nil ? .scored : State(value.state), value: read,
            rawValue: value.rawValue,
            numerator: value.fact.numerator, denominator: value.fact.denominator, sample: value.fact.sample,
            band: score?.band, points: score?.points, maxPoints: indicator.points, ratings: [],
            appeal: ruling?.appeal, previous: value.previous)
    }
}

extension IndicatorScore.State {
    fileprivate init(_ state: MeasuredValue.State) {
        self =
            switch state {
            case .known: .scored
            case .noData: .noData
            case .insufficient: .insufficient
            }
    }
}
