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

    /// What to reach: `Response time: from 1.25 h to 1 h, 6.25 to 8 of 10 points`.
    package var title: LocalizedText {
        let values = score.value.flatMap { value in
            target.value.map {
                (LocalizedText(value, unit: indicator.unit), LocalizedText($0, unit: indicator.unit))
            }
        }
        let (from, to, full) = (points.normalized, target.points.normalized, indicator.points.normalized)
        return LocalizedText(
            zh: "\(indicator.title.zh)："
                + (values.map { "从 \($0.zh) 到 \($1.zh)" } ?? "达到“\(target.title.zh)”")
                + "，\(full) 分中由 \(from) 分到 \(to) 分",
            en: "\(indicator.title.en): "
                + (values.map { "from \($0.en) to \($1.en)" } ?? "reach \"\(target.title.en)\"")
                + ", \(from) to \(to) of \(full) points")
    }
}
