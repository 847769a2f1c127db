package import Exact

/// An indicator that earned too little, and what would mend it.
package struct WeakSpot: Sendable, Hashable {
    package let indicator: Indicator
    package let score: IndicatorScore
    /// Points earned, 2 digits.
    package let points: BigDecimal
    package let target: Target
    /// The points of the total that the target would have brought, 2 digits; nil where there is no total.
    package let totalGain: BigDecimal?

    /// What to reach: `Response time: from 1.25 to 1 hour, 6.25 to 8 of 10 points`.
    package var title: LocalizedText {
        let unit = indicator.unit.map { " \($0)" } ?? ""
        let values = score.value.flatMap { value in target.value.map { (value.normalized, $0.normalized) } }
        let (from, to, full) = (points.normalized, target.points.normalized, indicator.points.normalized)
        return LocalizedText(
            zh: "\(indicator.title.zh)："
                + (values.map { "从 \($0) 到 \($1)\(unit)" } ?? "达到“\(target.title.zh)”")
                + "，\(full) 分中由 \(from) 分到 \(to) 分",
            en: "\(indicator.title.en): "
                + (values.map { "from \($0) to \($1)\(unit)" } ?? "reach \"\(target.title.en)\"")
                + ", \(from) to \(to) of \(full) points")
    }
}

extension Template {
    /// The weak spots of a result that become tasks: those that lose the most weighted points, the weakest first.
    ///
    /// The rule is "Improvement plan" of the specification. Weighted points lost are
    /// `weight of the dimension × points lost / all points of the dimension`: what the indicator takes from a sheet that has
    /// everything. Where nothing brings more points there is nothing to do, and no task.
    package func improvementPlan(for result: AppraisalResult) -> [WeakSpot] {
        guard plan.atMost > 0 else { return [] }
        let lost = dimensions.flatMap { dimension in
            dimension.indicators.compactMap { indicator in
                loss(of: indicator, in: dimension, result.indicators)
            }
        }
        // Sorting keeps the template's order among equals.
        return lost.enumerated()
            .sorted { ($1.element.weighted, $0.offset) < ($0.element.weighted, $1.offset) }
            .prefix(plan.atMost)
            .map { _, loss in
                WeakSpot(
                    indicator: loss.indicator, score: loss.score, points: loss.points, target: loss.target,
                    totalGain: gain(of: result, where: loss.score, reaches: loss.target.points))
            }
    }

    private typealias Loss = (
        indicator: Indicator, score: IndicatorScore, points: BigDecimal, target: Target, weighted: Rational
    )

    /// Nil where the indicator has no points, is not weak, or cannot do better.
    private func loss(of indicator: Indicator, in dimension: Dimension, _ scores: [IndicatorScore]) -> Loss? {
        guard let score = scores.first(where: { $0.indicator == indicator.code }), let points = score.points,
            points * 100 < plan.belowPercent * indicator.points,
            let target = indicator.target(above: score.value, points: points),
            let weighted = Rational(dimension.weight * (indicator.points - points)).divided(
                by: Rational(dimension.points))
        else { return nil }
        return (indicator, score, points, target, weighted)
    }

    /// What the total would have been more with so many points for one indicator.
    ///
    /// Whoever rated it lower is taken to have given as many; an overall number stays what it is.
    private func gain(
        of result: AppraisalResult, where score: IndicatorScore, reaches points: BigDecimal
    ) -> BigDecimal? {
        guard let total = result.total, let dimension = dimensions.first(where: { $0.code == score.dimension }) else {
            return nil
        }
        let sheets = result.sheets.map { sheet in
            guard let now = score.points(from: sheet.source.kind), now < points else { return sheet }
            return sheet.gaining(points - now, in: dimension)
        }
        return self.total(of: sheets).map { $0.points - total.points }
    }
}
