package import Appraisal
import Charts
package import Exact
import Postgres
package import Reports

/// Words and figures as a reader reads them.
package struct Words: Sendable {
    let language: Language

    package init(_ language: Language) {
        self.language = language
    }

    package func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    func of(_ text: LocalizedText) -> String { language.of(text) }

    /// One of two stored texts.
    func of(zh: String?, en: String?) -> String? { language == .en ? en : zh ?? en }

    var chart: ChartLanguage { language == .en ? .en : .zhHans }

    package func list(_ items: [String]) -> String { items.joined(separator: say("、", ", ")) }

    /// `2026-09-30` as people write it.
    package func day(_ iso: String?) -> String? {
        guard let iso else { return nil }
        let parts = iso.prefix(10).split(separator: "-")
        guard parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month) else {
            return iso
        }
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let rest = iso.count > 10 ? " \(iso.dropFirst(11))" : ""
        return say("\(parts[0])年\(month)月\(day)日", "\(day) \(names[month - 1]) \(parts[0])") + rest
    }

    /// `2026-09-30T18:00:05Z` to the minute.
    package func moment(_ iso: String?) -> String? { day(iso.map { String($0.prefix(16)) }) }

    /// Until when something may be done: what ends with the first minute of a day ends with the day before.
    package func deadline(_ iso: String?) -> String? {
        guard let iso, iso.hasSuffix(" 00:00"), var last = PostgresDate(String(iso.prefix(10))) else {
            return day(iso)
        }
        last.days -= 1
        return day("\(last)").map { say("\($0) 24:00", "the end of \($0)") }
    }

    /// Digits with the sign that is a minus, and no hyphen.
    package func signed(_ digits: String) -> String { digits.withMinus }

    /// To two digits at most.
    package func number(_ value: BigDecimal) -> String { value.rounded(to: 2).normalized.description.withMinus }

    /// With its unit: `0.64 h`, `78.57%`, `3 times`.
    package func value(_ value: BigDecimal, unit: String?) -> String {
        guard language == .en, unit == "count" else { return of(LocalizedText(value, unit: unit)).withMinus }
        return value.rounded(to: 2) == 1 ? "1 time" : "\(number(value)) times"
    }

    /// So many people.
    package func people(_ count: Int64) -> String { say("\(count) 人", count == 1 ? "1 person" : "\(count) people") }

    /// Which version of rules it is.
    package func version(_ number: Int) -> String { say("第 \(number) 版", "version \(number)") }

    /// What rules are called, and which version of them it is.
    ///
    /// - Parameter title: nil where it cannot be read: then they are called by their code.
    package func rules(_ reference: TemplateReference, _ title: LocalizedText?) -> String {
        "\(title.map { of($0) } ?? reference.code) · \(version(reference.version))"
    }

    /// A band by its ends, from the best.
    func band(_ band: Band) -> String {
        language == .en ? band.name : "\(band.best.normalized) … \(band.worst.normalized)"
    }

    package func perspective(_ kind: String) -> String {
        switch kind {
        case "self": say("自评", "Self")
        case "supervisor": say("上级评价", "Supervisor")
        case "peer": say("同事评价", "Peers")
        default: say("数据", "Data")
        }
    }

    /// What people write in their self-evaluation as a whole.
    package var nextPlan: String { say("下月计划", "The plan for next month") }

    /// How a period stands.
    package func period(_ status: String) -> String {
        switch status {
        case "scored": say("已评分", "scored")
        case "closed": say("已关闭", "closed")
        case "failed": say("评分失败", "scoring failed")
        case "cancelled": say("已取消", "cancelled")
        case "scoring": say("评分中", "being scored")
        default: say("待评分", "to be scored")
        }
    }

    /// - Parameters:
    ///   - zh: what the template calls one of its own; nil of those that every template knows.
    ///   - en: the same in English.
    package func outcome(_ kind: String, zh: String?, en: String?) -> String { of(zh: zh, en: en) ?? outcome(kind) }

    func outcome(_ outcome: Outcome) -> String {
        self.outcome(outcome.code, zh: outcome.title?.zh, en: outcome.title?.en)
    }

    package func outcome(_ kind: String) -> String {
        switch OutcomeKind(rawValue: kind) {
        case .promotionPriority: say("优先晋升", "priority for promotion")
        case .raisePriority: say("优先调薪", "priority for a raise")
        case .talentPool: say("进入人才库", "talent pool")
        case .shareCase: say("经验分享", "share the experience")
        case .skillTraining: say("技能培训", "skill training")
        case .improvementTraining: say("改进培训", "training to improve")
        case .warning: say("警示", "warning")
        case .improvementPlan: say("改进计划", "improvement plan")
        case .payCutReview: say("复核薪酬", "review of pay")
        case .transferReview: say("复核岗位", "review of the post")
        case .dismissalReview: say("复核去留", "review of the employment")
        case nil: kind
        }
    }

    package func outcomeState(_ state: String) -> String {
        switch state {
        case "proposed": say("待决定", "to be decided")
        case "accepted": say("已采纳", "accepted")
        case "declined": say("未采纳", "declined")
        default: say("不再适用", "no longer supported")
        }
    }

    package func delivery(_ state: String) -> String {
        switch state {
        case "delivered": say("已送达", "delivered")
        case "seen": say("已查看", "seen")
        case "confirmed": say("已确认", "confirmed")
        case "objected": say("已提出异议", "objected to")
        case "expired": say("逾期未答复（不视为同意）", "not answered in time, which is no agreement")
        default: say("已有新版本", "replaced by a newer revision")
        }
    }

    package func appealKind(_ kind: String) -> String {
        switch kind {
        case "figure": say("数据有误", "a figure is wrong")
        case "rating": say("评分有误", "a rating is wrong")
        case "not_my_ticket": say("不是我的工单", "not my ticket")
        default: say("其他", "other")
        }
    }

    package func appealState(_ state: String) -> String {
        switch state {
        case "open": say("处理中", "open")
        case "upheld": say("成立", "upheld")
        case "rejected": say("不成立", "rejected")
        default: say("已撤回", "withdrawn")
        }
    }

    package func taskState(_ state: String) -> String {
        switch state {
        case "open": say("进行中", "open")
        case "achieved": say("已达成", "achieved")
        case "missed": say("未达成", "missed")
        case "cancelled": say("已取消", "cancelled")
        default: say("已结束", "over")
        }
    }

    package func owed(_ what: String) -> String {
        switch what {
        case "self_evaluation": say("自评", "Self-evaluation")
        case "evaluation": say("评价下属", "Evaluation to give")
        case "answer": say("确认或提出异议", "Result to answer")
        case "calibration": say("校准：重新评分", "Rating again, in a round")
        case "agreement": say("校准：录入商定的分数", "What was agreed on in a round, to enter")
        case "appeal": say("待决定的申诉", "Appeal to decide")
        case "proposal": say("待决定的建议", "Proposal to decide")
        case "interview": say("进行面谈", "Interview to hold")
        case "acknowledgement": say("确认面谈记录", "Interview to acknowledge")
        case "task": say("跟进改进任务", "Task to follow up")
        case "rule": say("确认知悉规则", "Rules to acknowledge")
        case "training": say("参加培训", "Training to attend")
        case "attendance": say("确认培训记录", "Training to acknowledge")
        default: what
        }
    }

    package func attention(_ what: String) -> String {
        switch what {
        case "incomplete": say("资料不足，没有总分", "Too little for a total")
        case "not_appraised": say("未参与考核", "Not appraised")
        case "near_cut": say("接近等级线", "Near a grade's edge")
        case "objected": say("提出异议", "Objected to the result")
        case "expired": say("逾期未答复", "Did not answer in time")
        case "undelivered": say("结果尚未送达", "Result not delivered yet")
        case "appeal": say("申诉处理中", "Appeal open")
        case "proposal": say("建议待决定", "Proposal to be decided")
        case "missed": say("同一改进任务连续未达成", "Missed the same target again")
        default: what
        }
    }

    func survey(_ relation: String) -> String {
        relation == "nps_response" ? say("推荐意愿（0–10）", "would recommend, 0–10") : say("满意度（1–5）", "satisfaction, 1–5")
    }

    /// Why an indicator has no points.
    package func lack(_ state: String) -> String {
        switch state {
        case "no_data": say("没有数据", "no data")
        case "insufficient": say("样本不足", "too few rows")
        default: say("未评分", "not rated")
        }
    }
}
