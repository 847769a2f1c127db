package import Appraisal
package import Exact
package import Store

/// How one person's result came about, from the total down to the single row.
package struct Explanation {
    /// The rows behind an indicator, and whether the source still says what was stored.
    package struct Behind {
        package let title: String
        /// Header and cells of the rows.
        package let table: Table
        package let isMore: Bool
        package let hasChanged: Bool

        package init(title: String, table: Table, isMore: Bool, hasChanged: Bool) {
            self.title = title
            self.table = table
            self.isMore = isMore
            self.hasChanged = hasChanged
        }
    }

    let period: String
    let record: ResultRecord
    /// Nil where the person has no template.
    let template: Template?
    /// Sources that gave one overall number.
    let overall: Set<SourceKind>
    /// The means of the peers, by indicator.
    let means: [String: BigDecimal]
    /// What numerator / denominator of a measured indicator is multiplied with.
    let factors: [String: Rational]
    let behind: [Behind]
    let language: Language

    package init(
        period: String, record: ResultRecord, template: Template?, overall: Set<SourceKind>,
        means: [String: BigDecimal],
        factors: [String: Rational], behind: [Behind], language: Language
    ) {
        self.period = period
        self.record = record
        self.template = template
        self.overall = overall
        self.means = means
        self.factors = factors
        self.behind = behind
        self.language = language
    }

    package var text: String {
        ([heading, outcome] + sheets + rows).joined(separator: "\n")
    }

    private var heading: String {
        let who = [record.name, record.department, record.post].compactMap(\.self).joined(separator: ", ")
        let by = template.map { "\($0.reference) \(language.of($0.title))" } ?? ""
        return "\(record.employeeID) \(who)\n\(language.text(zh: "考核期", en: "period")) \(period)  \(by)\n"
    }

    private var outcome: String {
        guard let total = record.total, let grade = record.grade, let coefficient = record.coefficient else {
            return "\(language.text(zh: "没有总分", en: "no total")): \(record.reason.map(language.of) ?? "")"
        }
        let used = template?.sources.filter { record.scores[$0.kind] != nil } ?? []
        let whole = used.reduce(BigDecimal.zero) { $0 + $1.weight }
        let parts = used.map { source in
            "\(language.of(source.kind.text)) \(record.scores[source.kind] ?? 0) × \(source.weight.normalized)"
                + (whole == 100 ? "%" : "/\(whole.normalized)")
        }
        let near = record.nearCut ? language.text(zh: "（接近等级线）", en: " (near a cut)") : ""
        return """
            \(language.text(zh: "总分", en: "total")) \(total) = \(parts.joined(separator: " + "))
            \(language.text(zh: "等级", en: "grade")) \(grade)\(near), \
            \(language.text(zh: "系数", en: "coefficient")) \(coefficient), \
            \(language.text(zh: "部门名次", en: "rank in department")) \(record.rankInDepartment.map { "\($0)" } ?? "–")
            """
    }

    private var sheets: [String] {
        guard let template, record.status != "not_appraised" else { return [] }
        var lines: [String] = []
        let scores = record.indicators.map(\.score)
        for source in template.sources {
            guard let stored = record.scores[source.kind] else { continue }
            lines.append("\n\(language.of(source.kind.text)): \(stored)")
            if overall.contains(source.kind) {
                lines.append("  \(language.text(zh: "整体评分", en: "one overall number"))")
            } else if let sheet = Sheet(of: template, from: source, scores: scores),
                case .dimensions(let contributions) = sheet.basis
            {
                for contribution in contributions {
                    lines += dimension(contribution, source: source.kind, in: template)
                }
            }
        }
        if let coverage = record.coverage {
            lines.append("\n\(language.text(zh: "可计分权重", en: "coverage")) \(coverage)%")
        }
        let missing = record.indicators.filter { $0.points == nil }
        if !missing.isEmpty {
            let names = missing.map { "\($0.indicator) (\($0.state))" }.joined(separator: ", ")
            let note = language.text(
                zh: "缺少下列指标，其权重分给了其余指标", en: "left out, their weight went to the others")
            lines.append("\(note): \(names)")
        }
        return lines
    }

    private func dimension(_ contribution: Contribution, source: SourceKind, in template: Template) -> [String] {
        guard let dimension = template.dimensions.first(where: { $0.code == contribution.dimension }) else { return [] }
        let formula =
            "\(contribution.weight.normalized) × 100 / \(contribution.weightPresent.normalized)"
            + " × \(contribution.earned.normalized) / \(contribution.available.normalized)"
        return ["  \(language.of(dimension.title)): \(contribution.points) = \(formula)"]
            + dimension.indicators.compactMap { indicator in
                record.indicators.first { $0.indicator == indicator.code }.flatMap {
                    line(indicator, $0, source: source)
                }
            }
    }

    private func line(_ indicator: Indicator, _ record: IndicatorRecord, source: SourceKind) -> String? {
        let points = record.kind == "rated" ? record.points(from: source) : record.points
        guard let points else { return nil }
        var text = "    \(language.of(indicator.title)): \(points) / \(record.maxPoints.normalized)"
        guard record.kind == "measured" else { return text }
        text += "  [\(record.band ?? "")] \(record.value ?? 0)\(indicator.unit.map { " \($0)" } ?? "")"
        if let mean = means[indicator.code], let raw = record.rawValue {
            text += " = 100 × \(raw) / \(mean) \(language.text(zh: "（同模板人员均值）", en: "(mean of the peers)"))"
        }
        return text + measurement(indicator, record)
    }

    /// How the raw value was computed from the source: `  (100 × 22 / 28, sample 28)`.
    private func measurement(_ indicator: Indicator, _ record: IndicatorRecord) -> String {
        guard let numerator = record.numerator else { return "" }
        let factor = (factors[indicator.code] ?? .one).reduced
        var text = factor.numerator == 1 ? "" : "\(factor.numerator) × "
        text += numerator.normalized.description
        if let denominator = record.denominator { text += " / \(denominator.normalized)" }
        if factor.denominator != 1 { text += " / \(factor.denominator)" }
        if indicator.measure?.perEmployedDay ?? false {
            let days = self.record.daysEmployed - self.record.daysOnLeave
            text += " / \(days) \(language.text(zh: "个出勤日", en: "days worked"))"
        }
        return "  (\(text); \(language.text(zh: "样本", en: "sample")) \(record.sample ?? 0))"
    }

    private var rows: [String] {
        behind.map { behind in
            let changed =
                behind.hasChanged
                ? language.text(zh: "（数据源此后有变化）", en: " (the source has changed since)") : ""
            let more = behind.isMore ? "\n…" : ""
            return "\n\(behind.title)\(changed)\n\(behind.table.text(.table))\(more)"
        }
    }
}
