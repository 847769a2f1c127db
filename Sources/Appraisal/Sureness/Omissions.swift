package import Exact

/// What people's grades under a template would be without each of its indicators.
///
/// ```swift
/// let omissions = Omissions(from: template)
/// var sureness = DraftSureness(of: template)
/// for (person, result) in results {
///     sureness.add(omissions.outcome(of: person, result, means: means, withinVariances: variances))
/// }
/// ```
package struct Omissions: Sendable {
    /// What comes out for one person; nil stands for no total.
    package struct Outcome: Sendable {
        package let whole: Graded?
        /// Indicator by indicator, in template order.
        let without: [Graded?]
    }

    private let appraiser: Appraiser
    /// In template order; nil of the only indicator.
    private let omissions: [Omission?]

    package init(from template: Template) {
        appraiser = Appraiser(template)
        omissions = template.indicators.map { Omission(of: $0.code, from: template) }
    }

    /// - Parameters:
    ///   - result: of the person under the template.
    ///   - means: that it was appraised with.
    ///   - withinVariances: of rows within people, of each indicator whose value is a mean of rows, by code.
    package func outcome(
        of person: Person, _ result: AppraisalResult, means: [String: BigDecimal],
        withinVariances: [String: BigDecimal]
    ) -> Outcome {
        guard !result.indicators.isEmpty else {
            return Outcome(whole: nil, without: omissions.map { _ in nil })
        }
        let errors = appraiser.errors(of: result.indicators, person, withinVariances, means)
        return Outcome(
            whole: result.total.map { Graded($0, result.confidence, under: appraiser.template) },
            without: omissions.map { $0?.graded(result, errors: errors) })
    }
}
