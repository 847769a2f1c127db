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
            scope.text("decision", finding.decision.map { text(of: $0, words) })
            scope.link("finding_link", .form(.finding(finding.number)))
            scope.flag("decides", finding.isYours)
        }
        let templates = Set(review.findings.map(\.template)).sorted { "\($0)" < "\($1)" }
        scope.list("additions", of: isOfficer ? templates : []) { scope, template in
            scope.text("addition_template", name(of: template, words))
            scope.link("rated_link", .form(.newIndicator(template, isRated: true)))
            scope.link("measured_link", .form(.newIndicator(template, isRated: false)))
        }
        scope.text("kept", names(of: .keep, words))
        scope.text("too_few", names(of: .tooFew, words))
        let causes = review.complaints.prefix(40).map { ParetoChart.Cause(name: $0.name(words), count: Int($0.count)) }
        scope.drawing(
            "complaints_drawing",
            causes.isEmpty
                ? nil
                : ParetoChart(
                    Caption(id: "complaints", title: words.say("客户投诉", "Complaints"), language: words.chart),
                    causes: causes
                ).figure)
        scope.list("suggestions", of: suggestions(words)) { scope, suggestion in
            scope.text("theme", words.list(suggestion.themes))
            scope.text("suggestion", suggestion.text)
        }
    }

    /// `accepted · hilda · 2 Jan 2021: it is too easy`, as far as there is room for it.
    private func text(of decision: QuarterReviewed.Decision, _ words: Words) -> String {
        let parts = [words.findingState(decision.status), decision.person, words.day(decision.day)]
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
    private func suggestions(_ words: Words) -> [(text: String, themes: [String])] {
        var suggestions: [(text: String, themes: [String])] = []
        for complaint in review.complaints.prefix(12) {
            let text = words.of(zh: complaint.suggestionInChinese, en: complaint.suggestion) ?? ""
            if let place = suggestions.firstIndex(where: { $0.text == text }) {
                suggestions[place].themes.append(complaint.name(words))
            } else {
                suggestions.append((text, [complaint.name(words)]))
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

extension QuarterReviewed.Complaint {
    fileprivate func name(_ words: Words) -> String {
        let parts = [category, rootCause].filter { !$0.isEmpty }
        return parts.isEmpty ? words.say("未分类", "no category") : parts.joined(separator: " / ")
    }
}
