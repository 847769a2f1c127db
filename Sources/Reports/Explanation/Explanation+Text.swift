import Appraisal
import Exact
import Store

extension Explanation {
    /// People's texts stay in their line: a comment cannot pass itself off as a total.
    var text: String {
        ([heading, outcome] + remarks + sheets + standing + chance + mix + rows + words + history).joined(
            separator: "\n"
        )
        .shown
    }

    func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    func title(of indicator: String) -> String {
        template?.indicator(indicator).map { language.of($0.title) } ?? indicator
    }

    private var heading: String {
        let who = [record.name, record.department, record.post].compactMap { $0?.shownInLine }.joined(separator: ", ")
        let by = template.map { "\($0.reference) \(language.of($0.title))" } ?? ""
        return "\(record.employeeID.shownInLine) \(who)\n\(say("考核期", "period")) \(period.shownInLine)  \(by)\n"
    }

    private var outcome: String {
        guard let total = record.total, let grade = record.grade, let coefficient = record.coefficient else {
            return "\(say("没有总分", "no total")): \(record.reason.map(language.of) ?? "")"
        }
        let used = template?.perspectives.filter { record.scores[$0.kind] != nil } ?? []
        let whole = used.reduce(BigDecimal.zero) { $0 + $1.weight }
        let parts = used.map { perspective in
            "\(language.of(perspective.kind.text)) \(record.scores[perspective.kind] ?? 0) × \(perspective.weight.normalized)"
                + (whole == 100 ? "%" : "/\(whole.normalized)")
        }
        let near = record.nearCut && cap == nil ? say("（接近等级线）", " (near a cut)") : ""
        let held = cap.map { "\n\(language.of($0))" } ?? ""
        return """
            \(say("总分", "total")) \(total) = \(parts.joined(separator: " + "))
            \(say("等级", "grade")) \(grade)\(near), \(say("系数", "coefficient")) \(coefficient), \
            \(say("部门名次", "rank in department")) \(record.rankInDepartment.map { "\($0)" } ?? "–")\(held)
            """
    }

    /// Which cap held the grade, and what the total alone would bring.
    private var cap: LocalizedText? { template.flatMap(record.cap) }

    /// What whoever reads the figures has to know of the period: rows that failed are named there.
    private var remarks: [String] {
        let problem = background.problem.map {
            say("此后未能重新评分：\($0.shownInLine)", "it could not be scored again: \($0.shownInLine)")
        }
        let own = Set(background.ownFindings)
        let all =
            [problem].compactMap(\.self)
            + background.findings.map { sentence in
                let told = language.ofFindingAndAdvice(sentence).shownInLine
                return own.contains(sentence) ? say("涉及本人的数据：\(told)", "rows of this person too: \(told)") : told
            }
        return all.isEmpty ? [] : ["\n\(say("关于本考核期", "about the period"))"] + all.map { "  \($0)" }
    }

    private var sheets: [String] {
        let lines = views.flatMap { view in
            ["\n\(language.of(view.perspective.kind.text)): \(view.score)"]
                + (view.dimensions.map { parts in
                    parts.flatMap { part($0, in: view) } + rounding(of: parts, to: view.score)
                } ?? ["  \(say("整体评分", "one overall number"))"])
        }
        return lines + (record.coverage.map { ["\n\(say("可计分权重", "coverage")) \($0)%"] } ?? [])
    }

    /// Where the parts, each rounded, come to more or less than they would unrounded: by how much.
    private func rounding(of parts: [Part], to score: BigDecimal) -> [String] {
        let unrounded = parts.compactMap(\.contribution).unrounded
        guard unrounded.rounded(to: 2) != score else { return [] }
        let sum = unrounded.rounded(to: 6).normalized
        return [
            "  "
                + say(
                    "各维度得分先各自舍入到 2 位再相加；不舍入时合计为 \(sum)",
                    "each dimension is rounded to 2 digits before they are added up; unrounded they come to \(sum)")
        ]
    }

    private func part(_ part: Part, in view: View) -> [String] {
        let title = language.of(part.dimension.title)
        let weight = part.dimension.weight.normalized
        guard let contribution = part.contribution else {
            guard !part.missing.isEmpty else { return [] }
            let names = part.missing.map {
                "\(language.of($0.indicator.title)) (\(language.of($0.record.lack(in: $0.indicator))))"
            }
            .joined(separator: say("、", ", "))
            return [
                "  \(title): "
                    + say(
                        "无得分，\(weight)% 的权重按比例分给其余维度；\(names)",
                        "no points, the others share its weight of \(weight)%: \(names)")
            ]
        }
        let formula =
            "\(weight) × 100 / \(contribution.weightPresent.normalized)"
            + " × \(contribution.earned.normalized) / \(contribution.available.normalized)"
        return ["  \(title): \(contribution.points) = \(formula)"]
            + part.present.map { line($0.indicator, $0.record, $0.points) }
            + part.missing.map { indicator, record in
                let points = indicator.points.normalized
                return "    \(language.of(indicator.title)): \(language.of(record.lack(in: indicator)))"
                    + say(
                        "，其 \(points) 分由本维度其余 \(contribution.available.normalized) 分代替",
                        "; the other \(contribution.available.normalized) points stand for its \(points)")
            }
    }

    private func line(_ indicator: Indicator, _ record: IndicatorRecord, _ points: BigDecimal) -> String {
        var text = "    \(language.of(indicator.title)): \(points) / \(record.maxPoints.normalized)"
        if let appeal = record.appeal { text += say("（申诉 \(appeal) 定）", " (set by appeal \(appeal))") }
        guard case .measured(_, let scale) = indicator.basis, let value = record.value else { return text }
        text += "  [\(record.band ?? "")] \(language.of(LocalizedText(exactly: value, unit: indicator.unit)))"
        if let mean = means[indicator.code], let raw = record.rawValue, record.appeal == nil {
            text += " = 100 × \(raw) / \(mean) \(say("（同模板人员均值）", "(mean of the peers)"))"
        }
        if indicator.isChange, let before = record.previousValue, let raw = record.rawValue, record.appeal == nil {
            text += " = 100 × \(raw) / \(before) \(say("（本人上期）", "(own value of the period before)"))"
        }
        if indicator.isAdjusted, record.appeal == nil, let standing = confidence?.standings[indicator.code],
            let mean = standing.mean
        {
            text +=
                " = \(standing.value.normalized) / \(standing.expected.normalized) × \(mean.normalized) "
                + say("（按同类工作调整）", "(adjusted for the kinds of work)")
        }
        text += measurement(indicator, record)
        if let band = scale.bands.first(where: { $0.name == record.band }) {
            text += "\n      \(say("档", "band")) \(edges(of: band))"
        }
        if let next = indicator.target(above: value, points: points), let edge = next.value {
            text += say("；\(edge.normalized) 得 \(next.points) 分", "; \(edge.normalized) would bring \(next.points)")
        }
        return text
    }

    /// From the best value to the worst, and what they bring: `90 … 80 → 11 … 8`.
    private func edges(of band: Band) -> String {
        let points = band.first == band.last ? "" : " … \(band.last.normalized)"
        let step = band.step.map { say("，每 \($0.normalized) 一级", ", in steps of \($0.normalized)") } ?? ""
        return "\(band.best.normalized) … \(band.worst.normalized) → \(band.first.normalized)\(points)\(step)"
    }

    private var isInDepartment: Bool { record.department?.isEmpty == false }

    /// How the raw value was computed from the source: `  (100 × 22 / 28, sample 28)`.
    private func measurement(_ indicator: Indicator, _ record: IndicatorRecord) -> String {
        guard let numerator = record.numerator else { return "" }
        let factor = (factors[indicator.code] ?? .one).reduced
        var text = factor.numerator == 1 ? "" : "\(factor.numerator) × "
        text += numerator.normalized.description
        if let denominator = record.denominator { text += " / \(denominator.normalized)" }
        if factor.denominator != 1 { text += " / \(factor.denominator)" }
        if let per = indicator.measure?.per { text += " / \(divisor(per))" }
        let whose = indicator.isOfDepartment && isInDepartment ? say("；整个部门", "; of the whole department") : ""
        return "  (\(text); \(say("样本", "sample")) \(record.sample ?? 0)\(whose))"
    }

    /// What a value was divided by: `21 days employed and not on leave`, `19.5 of 21 working days`.
    private func divisor(_ per: Measure.Divisor) -> String {
        switch per {
        case .employedDay:
            let days = record.daysEmployed - record.daysOnLeave
            return "\(days) \(say("个在职且未请假的日历日", "calendar days employed and not on leave"))"
        case .workingDay:
            guard let days = record.workingDays else { return "?" }
            let all = days.onLeave == .zero ? "" : say("（共 \(days.count) 个）", " of \(days.count)")
            return say("\(days.worked) 个工作日\(all)", "\(days.worked)\(all) working days")
        case .fullTimeEquivalent:
            let share = record.workingDays?.fullTimeEquivalent.map { "\($0.normalized)" } ?? "?"
            return say("\(share) 全职当量", "\(share) of a full-time post")
        }
    }

    private var standing: [String] {
        var table = Table([
            .init(say("同模板人员比较", "against the peers")), .init(say("得分", "points"), isNumber: true),
            .init(say("均值", "mean"), isNumber: true), .init(say("高出 %", "above %"), isNumber: true),
            .init(say("人数", "people"), isNumber: true),
        ])
        for indicator in template?.indicators ?? [] {
            guard let standing = background.standings[indicator.code] else { continue }
            let points = record.indicators.first { $0.indicator == indicator.code }?.points
            table.add([
                language.of(indicator.title), points?.description, "\(standing.mean)", "\(standing.above)",
                "\(standing.peers)",
            ])
        }
        return table.rows.isEmpty ? [] : ["", table.text(.table)]
    }

    private var rows: [String] {
        switch source {
        case .unreadable(let problem):
            return [
                "\n"
                    + say(
                        "数据源目前无法读取，以上为已保存的数字：\(problem)",
                        "the source cannot be read now, the figures above are the stored ones: \(problem)")
            ]
        case .read(let behind):
            let shown = Set(behind.map(\.indicator))
            let gone = (template?.measuredIndicators ?? []).filter {
                record.status != "not_appraised" && !shown.contains($0.code)
            }
            return behind.map(rows)
                + gone.map { indicator in
                    "\n\(language.of(indicator.title)): "
                        + say(
                            "数据源中看不到其所需的表或列",
                            "what it is measured from is not in the source, or not to be seen by this role")
                }
        }
    }

    private func rows(_ behind: Behind) -> String {
        let sample = record.indicators.first { $0.indicator == behind.indicator }?.sample ?? 0
        let changed = behind.hasChanged ? say("（数据源此后有变化）", " (the source has changed since)") : ""
        let whose = behind.people.map { people in
            say(
                "\n整个部门的数字，来自 \(people) 人的 \(sample) 行；以下只列本人的行",
                "\nthe figure of the whole department, of \(sample) rows of \(people) people; below stand only this person's own"
            )
        }
        return """

            \(title(of: behind.indicator)): \(behind.relation), \(sample)\(changed)\(whose ?? "")
            \(behind.rows.text(.table))\(behind.isMore ? "\n…" : "")
            """
    }

    private var words: [String] {
        guard !background.comments.isEmpty else { return [] }
        return ["\n\(say("评语", "comments"))"]
            + background.comments.map { comment in
                let view =
                    Perspective.Kind(rawValue: comment.perspective).map { language.of($0.text) } ?? comment.perspective
                let who = [view, comment.raterID?.shownInLine, comment.indicator.map(title)].compactMap(\.self)
                return "  \(who.joined(separator: ", ")): \(comment.words.shownInLine)"
            }
    }

    private var history: [String] {
        let appeals = background.appeals.map { appeal in
            let what =
                switch appeal.decision {
                case .value(let value): say("定为 \(value.normalized)", "set to \(value.normalized)")
                case .excluded(let rows):
                    say(
                        "不计 \(rows.joined(separator: "、").shownInLine)",
                        "left out: \(rows.joined(separator: ", ").shownInLine)")
                case .again: say("已重新计量", "measured again")
                }
            let about = appeal.indicator.map(title) ?? say("整个结果", "the whole result")
            let whose = appeal.colleagueID.map { say("，计入 \($0.shownInLine)", ", which counts for \($0.shownInLine)") }
            return "  \(say("申诉", "appeal")) \(appeal.id), \(about): \(what)\(whose ?? "")"
        }
        let takenIn = background.takenIn.map { appeal in
            let rows = appeal.excludedRows.joined(separator: say("、", ", ")).shownInLine
            let about = appeal.indicator.map(title) ?? ""
            return say(
                "  同事的申诉 \(appeal.id)，\(about)：计入 \(rows)",
                "  a colleague's appeal \(appeal.id), \(about): counts here: \(rows)")
        }
        guard background.revisions.count > 1 || !(appeals + takenIn).isEmpty else { return [] }
        return ["\n\(say("修订", "revisions"))"]
            + background.revisions.flatMap { revision in
                let why = revision.why.map { language.whyRevised($0).shownInLine } ?? say("首次评分", "first scoring")
                let result = [revision.total?.description ?? revision.status, revision.grade].compactMap(\.self)
                return ["  \(revision.number)  \(revision.at)  \(result.joined(separator: " "))  \(why)"]
                    + revision.differences.map { "       \($0)" }
            } + appeals + takenIn
    }
}
