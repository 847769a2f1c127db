import Appraisal
package import Exact
package import Store

/// Who would change by what if a period were scored again.
package struct Rescoring: Sendable {
    /// One person; without indicators, because there may be many.
    private struct Change: Sendable {
        let before: ResultRecord?
        let after: ResultRecord
        let causes: [ResultRecord.Cause]

        /// Points of the total; nil where one of the two has none.
        var difference: BigDecimal? {
            after.total.flatMap { total in before?.total.map { total - $0 } }
        }
        var isRegraded: Bool { before?.grade != after.grade }
    }

    private var changes: [Change] = []

    package init() {}

    /// Takes in one person whose result would be new, or another one.
    package mutating func add(_ old: ResultRecord?, _ new: ResultRecord) {
        changes.append(
            Change(before: old?.withoutIndicators, after: new.withoutIndicators, causes: new.causes(since: old)))
    }

    /// How many people change.
    package var count: Int { changes.count }
    /// How many of them in grade.
    package var regraded: Int { changes.count(where: \.isRegraded) }
    /// How much more is paid: the difference of the sums of coefficients.
    package var coefficientChange: BigDecimal {
        changes.reduce(0) { $0 + ($1.after.coefficient ?? 0) - ($1.before?.coefficient ?? 0) }
    }

    /// A line for each person.
    ///
    /// - Parameters:
    ///   - language: of causes and reasons.
    ///   - namesCauses: whether causes are the same names in every language, as other programs want them.
    package func people(in language: Language, namesCauses: Bool) -> Table {
        var table = Table([
            .init("employee"), .init("name"), .init("causes"), .init("total_before", isNumber: true),
            .init("total_after", isNumber: true), .init("difference", isNumber: true), .init("grade_before"),
            .init("grade_after"), .init("coefficient_before", isNumber: true),
            .init("coefficient_after", isNumber: true), .init("template_before"), .init("template_after"),
            .init("assignment_before"), .init("assignment_after"), .init("why_no_total"),
        ])
        for change in changes {
            let (old, new) = (change.before, change.after)
            table.add([
                new.employeeID, new.name ?? old?.name,
                change.causes.map { namesCauses ? $0.rawValue : language.of($0.text) }.joined(separator: ", "),
                old?.total?.description, new.total?.description, change.difference?.description, old?.grade, new.grade,
                old?.coefficient?.normalized.description, new.coefficient?.normalized.description,
                old?.template?.description, new.template?.description,
                change.causes.contains(.assignment) ? old?.assignment : nil,
                change.causes.contains(.assignment) ? new.assignment : nil, new.reason.map(language.of),
            ])
        }
        return table
    }

    /// How many people change by each cause; whoever changes by several is in several lines.
    package func summary(in language: Language) -> Table {
        var table = Table([
            .init("cause"), .init("people", isNumber: true), .init("in_grade", isNumber: true),
        ])
        for cause in ResultRecord.Cause.allCases {
            let changed = changes.filter { $0.causes.contains(cause) }
            guard !changed.isEmpty else { continue }
            table.add([language.of(cause.text), "\(changed.count)", "\(changed.count(where: \.isRegraded))"])
        }
        return table
    }
}

extension ResultRecord {
    /// Department, post, supervisor and days employed, for people.
    fileprivate var assignment: String {
        ([department, post, supervisorID].map { $0 ?? "–" } + ["\(daysEmployed)"]).joined(separator: " / ")
    }
}

extension ResultRecord.Cause {
    fileprivate var text: LocalizedText {
        switch self {
        case .new: LocalizedText(zh: "新增人员", en: "new")
        case .gone: LocalizedText(zh: "已不在考核范围", en: "gone")
        case .assignment: LocalizedText(zh: "任职变化", en: "assignment")
        case .template: LocalizedText(zh: "模板", en: "template")
        case .value: LocalizedText(zh: "数据", en: "value")
        case .evaluation: LocalizedText(zh: "评价", en: "evaluation")
        case .appeal: LocalizedText(zh: "申诉", en: "appeal")
        case .rules: LocalizedText(zh: "规则", en: "rules")
        }
    }
}
