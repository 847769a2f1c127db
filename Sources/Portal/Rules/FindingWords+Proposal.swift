import Appraisal
import Pages
import Reports

/// What accepting something does that a quarter's review proposes.
extension FindingWords {
    /// What accepting it changes in the template.
    ///
    /// - Parameters:
    ///   - piece: what is proposed; nil: nothing.
    ///   - version: the template's as it stands.
    ///   - otherwise: what stays to be done where nothing is proposed.
    func proposed(
        _ piece: TemplateDocument?, in version: TemplateVersion?, otherwise: String
    ) -> FormPage.FactGroup {
        guard let piece else { return rulesAfter(otherwise) }
        guard let version else {
            return rulesAfter(say("没有已发布的版本可供改动。", "no version is published that it could change."))
        }
        guard let document = version.document, let old = version.template,
            let new = try? document.amended(by: [piece], version: version.reference.version + 1).template()
        else {
            return rulesAfter(
                say("建议的改动与此版本不符，无法显示。", "what is proposed does not fit this version and cannot be shown."))
        }
        let lines = TemplateDifference.table(from: old, to: new).rows
        guard !lines.isEmpty else {
            return rulesAfter(say("现行规则中已有。", "they have it already."))
        }
        return proposed(lines, TemplateOutline([new, old]))
    }

    private func rulesAfter(_ words: String) -> FormPage.FactGroup {
        .init(
            heading: say("采纳之后", "What accepting it does"),
            facts: [.init(label: say("考核规则", "The rules"), value: words)])
    }

    /// - Parameter lines: as `TemplateDifference` has them.
    private func proposed(_ lines: [[String?]], _ outline: TemplateOutline) -> FormPage.FactGroup {
        let words = TemplateWords(language)
        let most = 40
        var facts = lines.prefix(most).map { line in
            let (place, what) = (line[0] ?? "", line[1] ?? "")
            return FormPage.Fact(
                label: "\(words.place(place, outline)) · \(words.difference(what, at: place, outline))",
                value: "\(words.value(line[2], of: what) ?? "–") → \(words.value(line[3], of: what) ?? "–")")
        }
        if lines.count > most {
            facts.append(
                .init(
                    label: say("另有", "And more"),
                    value: say("\(lines.count - most) 处改动", "\(lines.count - most) changes besides")))
        }
        return .init(
            heading: say("采纳之后，下一版本的草稿中", "What accepting it changes, in a draft of the next version"), facts: facts)
    }
}
