package import Exact

/// What people of some posts are appraised by: indicators, their points and weights, and what a total means.
package struct Template: Sendable, Hashable {
    package let code: String
    package let version: Int
    package let title: LocalizedText
    /// Whether it serves every post that no other published template names.
    package let isDefault: Bool
    package let posts: [String]
    /// Each kind at most once, in template order: the order that decides between equal weights.
    package let perspectives: [Perspective]
    package let measuredIn: MeasuredIn
    /// Who is employed fewer days in the period is not appraised.
    package let minDays: Int
    /// The percentage of the weight that must have been scored for a total.
    package let minCoverage: BigDecimal
    package let plan: PlanRule
    /// How close to a grade's lower bound, in points of the total, counts as near.
    package let nearCut: BigDecimal
    /// From the best down; the last begins at 0.
    package let grades: [Grade]
    package let streaks: [Streak]
    package let caps: [Cap]
    package let dimensions: [Dimension]

    package var reference: TemplateReference { TemplateReference(code: code, version: version) }

    /// All indicators in template order.
    package var indicators: [Indicator] { dimensions.flatMap(\.indicators) }

    /// The indicators for which a person brings facts, in template order.
    package var measuredIndicators: [Indicator] { indicators.filter { $0.measure != nil } }

    /// The indicator of that code; nil where the template has none.
    package func indicator(_ code: String) -> Indicator? {
        for dimension in dimensions {
            if let indicator = dimension.indicators.first(where: { $0.code == code }) { return indicator }
        }
        return nil
    }

    /// How a problem with one indicator of this template names its place: `after-sales@1 skill/repair_success`.
    package func place(of indicator: Indicator) -> String {
        let dimension = dimensions.first { $0.indicators.contains { $0.code == indicator.code } }
        return "\(reference) \(dimension.map { "\($0.code)/" } ?? "")\(indicator.code)"
    }
}
