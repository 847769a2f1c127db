import Appraisal
import Charts

/// What the review of a quarter recommends: what to do first, first.
struct QuarterPage: Page {
    let review: QuarterReviewed
    /// Whether the reader may change templates.
    var isOfficer = false
    /// Of the rules that are known.
    var rules: [TemplateReference: Rules] = [:]

    /// So many stand on the page; it stays below 60 kB, whatever they are called and whatever was decided.
    private static let mostFindings = 40
    private static let mostThemes = 12

    var link: Link { .quarter }
    func title(_ words: Words) -> String { "\(review.startsOn) – \(review.endsOn)" }

    func fill(_ scope: inout Scope, _ words: Words) {
        scope.text("dates", "\(words.day("\(review.startsOn)") ?? "") – \(words.day("\(review.endsOn)") ?? "")")
        scope.text("periods", words.list(review.periods))
        scope.text("people", "\(review.people)")
        scope.text("results", "\(review.results)")
        scope.text("reviewed_on", words.day(review.reviewedOn))
        let quiet: Set = [Recommendation.keep.rawValue, Recommendation.tooFew.rawValue]
        let loud = review.findings.filter { !quiet.contains($0.recommendation) }
        scope.text("more_findings", loud.count > Self.mostFindings ? "\(loud.count - Self.mostFindings)" : nil)
        scope.list("findings", of: loud.prefix(Self.mostFindings)) { scope, finding in
            let title = words.of(zh: finding.titleInChinese, en: finding.title) ?? finding.indicator
            scope.text("finding", LongText(title).beginning(200))
            scope.text("finding_template", name(of: finding.template, words))
            scope.link("change_link", isOfficer ? .form(.indicator(finding.template, finding.indicator)) : nil)
            scope.link("see_link", isOfficer ? seen(finding) : nil)
            scope.text(
                "recommendation",
                Recommendation(rawValue: finding.recommendation).map { words.of($0.title) } ?? finding.recommendation)
            scope.text("certainty", finding.certainty.flatMap(Certainty.init).map { words.of($0.title) })
            scope.text("weight", words.number(finding.weight))
            scope.text("finding_reason", words.of(zh: finding.reasonInChinese, en: finding.reason))
            fill(&scope, .finding(finding.number), finding.decision, isYours: finding.isYours, words)
        }
        let templates = Set(review.findings.map(\.template)).sorted { "\($0)" < "\($1)" }
        scope.list("additions", of: isOfficer ? templates : []) { scope, template in
            scope.text("addition_template", name(of: template, words))
            scope.link("rated_link", .form(.newIndicator(template, isRated: true)))
            scope.link("measured_link", .form(.newIndicator(template, isRated: false)))
        }
        scope.text("kept", names(of: .keep, words))
        scope.text("too_few", names(of: .tooFew, words))
        let causes = review.complaints.prefix(40).map {
            ParetoChart.Cause(name: words.theme($0.category, $0.rootCause), count: Int($0.count))
        }
        scope.drawing(
            "complaints_drawing",
            causes.isEmpty
                ? nil
                : ParetoChart(
                    Caption(id: "complaints", title: words.say("客户投诉", "Complaints"), language: words.chart),
                    causes: causes
                ).figure)
        scope.list("suggestions", of: suggestions(words)) { scope, suggestion in
            scope.text("suggestion", suggestion.text)
            scope.list("themes", of: suggestion.themes) { scope, complaint in
                scope.text("theme", LongText(words.theme(complaint.category, complaint.rootCause)).beginning(200))
                fill(&scope, .theme(complaint.number), complaint.decision, isYours: complaint.isYours, words)
            }
        }
        let more = review.complaints.count - Self.mostThemes
        scope.text("more_themes", more > 0 ? "\(more)" : nil)
    }

    /// What was decided, and where one looks at it or decides.
    private func fill(
        _ scope: inout Scope, _ form: FormLink, _ decision: QuarterReviewed.Decision?, isYours: Bool, _ words: Words
    ) {
        scope.text("decision", decision.map { text(of: $0, words) })
        scope.link("decision_link", .form(form))
        scope.text(
            "decision_label",
            isYours
                ? decision == nil
                    ? words.say("查看依据并决定", "Look at it and decide") : words.say("重新决定", "Decide anew")
                : words.say("查看详情", "Look at it"))
    }

    /// `accepted · hilda · 2 Jan 2021: it is too easy`, as far as there is room for it.
    private func text(of decision: QuarterReviewed.Decision, _ words: Words) -> String {
        let parts = [
            words.findingState(decision.status), decision.person.map(review.names.of), words.day(decision.day),
        ]
        let head = parts.compactMap(\.self).map { LongText($0).beginning(80) }.joined(separator: " · ")
        guard let reason = decision.reason, !reason.isEmpty else { return head }
        return head + words.say("：", ": ") + LongText(reason).beginning(240)
    }

    /// Where one looks before one decides: at the raters, or at what was odd about the rows.
    private func seen(_ finding: QuarterReviewed.Finding) -> Link? {
        switch Recommendation(rawValue: finding.recommendation) {
        case .trainRaters: .form(.raters)
        case .fixData: .form(.oddRows)
        default: nil
        }
    }

    /// What to change, each once, with what was complained about.
    private func suggestions(_ words: Words) -> [(text: String, themes: [QuarterReviewed.Complaint])] {
        var suggestions: [(text: String, themes: [QuarterReviewed.Complaint])] = []
        for complaint in review.complaints.prefix(Self.mostThemes) {
            let text = words.of(zh: complaint.suggestionInChinese, en: complaint.suggestion) ?? ""
            if let place = suggestions.firstIndex(where: { $0.text == text }) {
                suggestions[place].themes.append(complaint)
            } else {
                suggestions.append((text, [complaint]))
            }
        }
        return suggestions
    }

    private func name(of template: TemplateReference, _ words: Words) -> String {
        LongText(words.rules(template, rules[template]?.template.title)).beginning(200)
    }

    private func names(of recommendation: Recommendation, _ words: Words) -> String? {
        let found = review.findings.filter { $0.recommendation == recommendation.rawValue }
        guard !found.isEmpty else { return nil }
        var seen: Set<String> = []
        return words.list(
            found.compactMap { words.of(zh: $0.titleInChinese, en: $0.title) }.filter { seen.insert($0).inserted })
    }
}
