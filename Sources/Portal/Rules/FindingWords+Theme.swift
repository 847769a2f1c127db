import Appraisal
import Exact
import Pages
import Reports

/// What stands on the page of what customers complained about.
extension FindingWords {
    func facts(of theme: QuarterTheme, _ names: Names) -> [FormPage.Fact] {
        let words = Words(language)
        var facts = [
            quarter(theme.quarter),
            FormPage.Fact(label: say("投诉内容", "About"), value: words.theme(theme.category, theme.rootCause)),
            .init(label: say("服务流程的改进", "What to change in the service"), value: theme.suggestion),
            .init(
                label: say("投诉数", "Complaints"),
                value: say(
                    "\(theme.complaints)，占 \(words.number(theme.share))%；连同投诉更多的各类，共占 \(words.number(theme.running))%",
                    "\(theme.complaints), \(words.number(theme.share))% of all; \(words.number(theme.running))% with the more frequent ones"
                )),
        ]
        if let previous = theme.previous {
            let change = theme.change.map { "\($0.signum > 0 ? "+" : "")\(words.number($0))%" }
            let text = change.map { say("\(previous)（\($0)）", "\(previous) (\($0) since)") } ?? "\(previous)"
            facts.append(.init(label: say("上季度", "In the quarter before"), value: text))
        }
        facts.append(.init(label: say("投诉的客户", "Customers who complained"), value: "\(theme.customers)"))
        if let repeats = theme.repeats {
            let share = theme.repeatPercent.map { say("（\(words.number($0))%）", " (\(words.number($0))%)") } ?? ""
            facts.append(
                .init(
                    label: say(
                        "\(ComplaintTheme.repeatDays) 天内重复", "Come back within \(ComplaintTheme.repeatDays) days"),
                    value: "\(repeats)\(share)"))
        }
        if let wait = theme.partsWait {
            facts.append(
                .init(
                    label: say("等配件的中位数", "Median wait for parts"),
                    value: say(
                        "\(words.number(wait)) 小时（\(theme.partsWaits) 份维修报告）",
                        "\(words.number(wait)) hours (\(theme.partsWaits) repair reports)")))
        }
        if !theme.lacking.isEmpty {
            facts.append(
                .init(label: say("没有的数据", "What is not known"), value: theme.lacking.joined(separator: say("；", "; "))))
        }
        return facts + decided(theme.decision, isYours: theme.isYours, names)
    }
}
