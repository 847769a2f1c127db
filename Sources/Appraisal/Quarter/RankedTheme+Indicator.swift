import Exact
import Foundation

extension RankedTheme {
    /// The code of the indicator that the theme would become.
    package var indicatorCode: String {
        let letters = theme.name.precomposedStringWithCanonicalMapping.map { Code.isUsable("a\($0)") ? $0 : "_" }
        return String("repeat_\(String(letters))".prefix(Code.maximumLength))
    }

    /// The indicator that the theme would become, as a piece of a template: repeats at most 5% bring full points.
    ///
    /// It goes where complaints are measured already, else where customers are heard, else to the first dimension that measures.
    ///
    /// - Parameter causes: whether the source knows root causes.
    package func indicator(in template: Template, causes: Bool) -> TemplateDocument {
        let relations = ["complaint", "satisfaction_response", "nps_response"]
        let home =
            relations.lazy.compactMap { relation in
                template.dimensions.first { $0.indicators.contains { $0.measure?.from == relation } }
            }.first ?? template.dimensions.first { $0.indicators.contains { $0.measure != nil } }
            ?? template.dimensions[0]
        // As much as its neighbours have.
        let share = Rational(home.points).divided(by: Rational(home.indicators.count))?.floor ?? 1
        let points = BigDecimal(max(share, 1))
        let (met, missed) = (ReviewLimit.repeatPercent, ReviewLimit.repeatPercent * 2)
        let tenth = BigDecimal(mantissa: 1, scale: 1)
        let indicator: [TemplateNode.Entry] = [
            .init(key: "code", value: .text(indicatorCode)),
            .init(
                key: "title",
                value: .mapping([
                    .init(key: "zh", value: .text("重复投诉：\(theme.name)")),
                    .init(key: "en", value: .text("Repeat complaints: \(theme.name)")),
                ])),
            .init(key: "points", value: .number(points)), .init(key: "unit", value: .text("percent")),
            .init(key: "measure", value: measure(causes: causes)),
            .init(
                key: "scale",
                value: .sequence([
                    .band("at most \(met.normalized)%", best: 0, worst: met, points: .number(points)),
                    .band(
                        "up to \(missed.normalized)%", best: met, worst: missed,
                        points: .points(points * 6 * tenth, points * 3 * tenth)),
                    .band("over \(missed.normalized)%", best: missed, worst: 100, points: .number(0)),
                ])),
        ]
        return TemplateDocument(adding: .mapping(indicator), to: home.code)
    }

    private func measure(causes: Bool) -> TemplateNode {
        var conditions = ["category = \(theme.category.measureQuoted)"]
        if causes { conditions.append("coalesce(root_cause, '') = \(theme.rootCause.measureQuoted)") }
        return .mapping([
            .init(key: "from", value: .text("complaint")), .init(key: "at", value: .text("received_at")),
            .init(key: "where", value: .text(conditions.joined(separator: " and "))),
            .init(
                key: "value", value: .text("share(repeated(\(ComplaintTheme.repeatDays), customer_id, category))")),
            // Nobody complained: nothing came back.
            .init(key: "when_empty", value: .number(0)),
        ])
    }
}

extension String {
    /// As the measure language writes a text.
    fileprivate var measureQuoted: String { "'\(replacing("'", with: "''"))'" }
}
