package import Appraisal
import Reports

/// What rules call what is known by codes: themselves, their indicators, the levels of those.
package struct RuleNames: Sendable {
    private var templates: [String: LocalizedText] = [:]
    private var indicators: [String: LocalizedText] = [:]
    private var levels: [String: [[Level]]] = [:]

    package init() {}

    /// Of several that have an indicator the one counts that was added first.
    package mutating func add(_ document: TemplateDocument, _ reference: TemplateReference) {
        for indicator in document.outline.flatMap(\.indicators) where indicators[indicator.code] == nil {
            indicators[indicator.code] = indicator.title
        }
        guard let template = try? document.template() else { return }
        templates["\(reference)"] = template.title
        for indicator in template.dimensions.flatMap(\.indicators) {
            if case .rated(let own) = indicator.basis { levels[indicator.code, default: []].append(own) }
        }
    }

    /// The code of what has no title.
    package func indicator(_ code: String, _ words: Words) -> String { indicators[code].map(words.of) ?? code }

    /// A part of the sentence that says why an evaluation does not count.
    ///
    /// - Parameter indicator: what the evaluation is about.
    func inProblem(_ part: String, about indicator: String?, _ words: Words) -> String {
        if let title = templates[part], let reference = TemplateReference(part) {
            return words.rules(reference, title)
        }
        guard let indicator else { return part }
        if part == indicator { return self.indicator(part, words) }
        let levels = levels[indicator]?.first { $0.map(\.points).joined(separator: ", ") == part }
        return levels.map { words.list($0.map { "\(words.of($0.title)) \($0.points)" }) } ?? part
    }
}
