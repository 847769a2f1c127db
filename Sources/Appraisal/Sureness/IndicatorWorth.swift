package import Exact

/// What an indicator is to the grades: what they would be without it.
package struct IndicatorWorth: Sendable {
    /// Why an indicator could be left out.
    package enum Spare: String, Sendable {
        /// Most of what differs between people in it is chance.
        case chance
        /// Hardly a grade rests on it.
        case idle
    }

    package let indicator: Indicator
    /// People whose grade would be another without it, or who would have one, or none.
    package let regraded: Int
    package let without: Sureness
    /// Of the usual person; nil where the value is no mean of rows.
    package let reliability: BigDecimal?
    /// Nil where it had better stay, or too few people tell.
    package let spare: Spare?

    /// How much of the reliability of totals may go with an indicator that is left out.
    private static let dispensable = BigDecimal(mantissa: 5, scale: 2)
    /// On what percent of the grades an indicator may rest that hardly any rests on.
    private static let idlePercent = 2

    /// - Parameter graded: people who would have a total without it.
    init(
        _ indicator: Indicator, graded: Int, regraded: Int, without: Sureness, of draft: DraftSureness,
        reliability: BigDecimal?
    ) {
        self.indicator = indicator
        self.regraded = regraded
        self.without = without
        self.reliability = reliability
        let isTold = draft.graded >= ReviewLimit.results && graded >= draft.graded
        let tellsApart = Self.tellsApart(without, as: draft.whole)
        let isIdle = regraded * 100 <= draft.graded * Self.idlePercent
        guard isTold, tellsApart else {
            spare = nil
            return
        }
        if let reliability, reliability < ReviewLimit.reliability {
            spare = .chance
        } else {
            spare = isIdle ? .idle : nil
        }
    }

    /// Whether what is left tells people apart hardly worse; what counts as exact alone does.
    private static func tellsApart(_ without: Sureness, as whole: Sureness) -> Bool {
        guard without.people > 0, let before = whole.reliability else { return true }
        return without.reliability.map { before - $0 <= dispensable } ?? false
    }
}
