import Appraisal
import Exact
import Pages
import Reports

/// What stands on the page of something that a quarter's review found.
struct FindingWords: Sendable {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    /// As the table allows them.
    static let decisions = ["accepted", "declined", "changed"]

    func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    func decision(_ status: String) -> String {
        switch status {
        case "accepted": say("采纳", "Accept")
        case "declined": say("不采纳", "Decline")
        default: say("另作处理", "Do something else")
        }
    }

    func recommendation(_ name: String) -> String {
        Recommendation(rawValue: name).map { language.of($0.title) } ?? name
    }

    func facts(of finding: QuarterFinding, by rules: String, _ names: Names) -> [FormPage.Fact] {
        let words = Words(language)
        var facts = [
            quarter(finding.quarter),
            .init(label: Labels.of("indicator", language), value: "\(finding.title) · \(rules)"),
            .init(label: say("建议", "Recommended"), value: recommendation(finding.recommendation)),
            .init(label: say("理由", "Why"), value: finding.reason),
        ]
        if let certainty = finding.certainty.flatMap(Certainty.init) {
            facts.append(.init(label: say("把握", "How sure"), value: language.of(certainty.title)))
        }
        if let figure = finding.figure, let value = finding.value {
            let range = finding.interval.map { low, high in
                say(
                    "；95% 区间 \(words.number(low)) 至 \(words.number(high))",
                    "; 95% interval \(words.number(low)) to \(words.number(high))")
            }
            facts.append(.init(label: self.figure(figure), value: "\(words.number(value))\(range ?? "")"))
        }
        if let mean = finding.mean {
            facts.append(.init(label: say("平均得分率", "Mean of points / full points"), value: words.number(mean)))
        }
        facts.append(.init(label: say("权重", "Weight"), value: "\(words.number(finding.weight))%"))
        facts.append(
            .init(
                label: say("依据", "It rests on"),
                value: say(
                    "\(finding.people) 人的 \(finding.results) 个结果（\(words.list(finding.periods))）",
                    "\(finding.results) results of \(finding.people) people (\(words.list(finding.periods)))")))
        return facts + decided(finding.decision, isYours: finding.isYours, names)
    }

    /// - Parameter day: its first.
    func quarter(_ day: String) -> FormPage.Fact {
        let day = Words(language).day(day) ?? day
        return .init(label: say("季度", "Quarter"), value: say("自\(day)起", "from \(day)"))
    }

    /// - Parameter isYours: whether the reader may decide it all the same.
    func decided(_ decision: FindingDecision?, isYours: Bool, _ names: Names) -> [FormPage.Fact] {
        guard let decision else { return [] }
        let parts = [
            Words(language).findingState(decision.status), decision.person.map(names.of), decision.reason,
        ]
        return [
            .init(
                label: isYours ? say("上次复盘后的决定", "Decided in an earlier review") : say("决定", "Decision"),
                value: parts.compactMap(\.self).joined(separator: " · "))
        ]
    }

    /// Raters whose ratings stand out.
    func groups(of finding: QuarterFinding, _ names: Names) -> [FormPage.FactGroup] {
        guard !finding.raters.isEmpty else { return [] }
        let words = Words(language)
        let facts = finding.raters.prefix(20).map { rater -> FormPage.Fact in
            var parts = [
                say("评了 \(rater.people) 人", "\(rater.people) people"),
                say("平均 \(words.signed("\(rater.mean)")) 分", "mean \(words.signed("\(rater.mean)")) points"),
            ]
            if let leniency = rater.leniency.map({ words.signed("\($0)") }) {
                parts.append(say("偏离全体 \(leniency) 个标准差", "\(leniency) standard deviations from all"))
            }
            if rater.isSameForAll { parts.append(say("人人同分", "the same for all")) }
            return .init(label: names.of(rater.rater), value: parts.joined(separator: say("，", ", ")))
        }
        return [.init(heading: say("值得了解的评分人", "Raters to talk to"), facts: facts)]
    }

    /// A column of the review that decides.
    private func figure(_ column: String) -> String {
        switch column {
        case "results": say("结果数", "Results")
        case "missing_percent": say("没有得分的比例（%）", "Without points, %")
        case "reliability": say("可靠性（0 至 1）", "Reliability, 0 to 1")
        case "ceiling_percent": say("满分的比例（%）", "At full points, %")
        case "floor_percent": say("0 分的比例（%）", "At 0 points, %")
        case "discrimination": say("与其余指标之和的相关系数", "Correlation with the rest of the sheet")
        case "nps_link": say("与客户 NPS 的等级相关系数", "Rank correlation with NPS")
        case "leniency": say("偏离最大的评分人（标准差）", "The rater furthest from all, in standard deviations")
        case "benchmark_gap_percent": say("与基准之差（%）", "Beside the benchmark, %")
        default: column
        }
    }
}
