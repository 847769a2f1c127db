package import Appraisal

/// A measure that some template has, by the titles of its indicator: what a sheet does not say may be meant like it.
package struct DraftMeasure: Sendable {
    let titles: Set<String>
    let template: String
    let text: String

    /// - Parameter measure: in the language of measures, which a draft writes down as it is.
    package init(of title: LocalizedText, _ measure: Measure, in template: String) {
        titles = [DraftText.oneLine(title.zh), DraftText.oneLine(title.en).lowercased()]
        self.template = template
        text = Self.text(
            from: measure.from, at: measure.at, filter: measure.filter, value: measure.value,
            more: [
                measure.asOfEnd ? "as_of: period_end" : nil,
                measure.isOfDepartment ? "of: department" : nil,
                measure.onePer.map { "one_per: \(DraftText.quoted($0.written))" },
                measure.credit.map { "credit: \(DraftText.quoted($0))" },
                measure.mix.isEmpty
                    ? nil : "mix: [\(measure.mix.map { DraftText.quoted($0) }.joined(separator: ", "))]",
                measure.scoredOnAdjusted ? "scored_on: adjusted" : nil, measure.per.map { "per: \($0.rawValue)" },
                measure.relativeTo.map { "relative_to: \($0.rawValue)" },
                measure.whenEmpty.map { "when_empty: \($0)" },
            ].compactMap(\.self))
    }

    /// As a template has it, on one line.
    static func text(from: String, at: String, filter: String?, value: String, more: [String] = []) -> String {
        let parts =
            ["from: \(DraftText.quoted(from))", "at: \(DraftText.quoted(at))"]
            + [filter.map { "where: \(DraftText.quoted($0))" }].compactMap(\.self)
            + ["value: \(DraftText.quoted(value))"] + more
        return "{\(parts.joined(separator: ", "))}"
    }
}
