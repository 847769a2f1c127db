import Appraisal
import Exact
import Store

extension ReviewPage {
    /// The page for people.
    package var text: String {
        ([heading] + findings + raters + complaints + figures + targets + effects + deciders).joined(separator: "\n")
    }

    private var heading: String {
        let periods = sheet.periods.joined(separator: say("、", ", "))
        let remarks = (language == .en ? sheet.remarks : sheet.remarksZH).map { "\n! \($0)" }.joined()
        return """
            \(say("季度", "quarter")) \(sheet.quarter) – \(sheet.endsOn), \
            \(say("第 \(sheet.revision) 次检查", "review \(sheet.revision)")), \(sheet.reviewedAt)
            \(say("\(sheet.people) 人的 \(sheet.results) 个结果，考核期：", "\(sheet.results) results of \(sheet.people) people, periods: "))\
            \(periods)\(remarks)
            """
    }

    private func of(_ row: Listing.Row, _ name: String) -> String {
        row[language == .en ? name : "\(name)_zh"] ?? row[name] ?? ""
    }

    private func indicator(_ row: Listing.Row) -> String {
        let template = "\(row["template_code"] ?? "")@\(row["template_version"] ?? "")"
        return "\(of(row, "title")) (\(template) \(row["indicator"] ?? ""))"
    }

    private func title(_ recommendation: String?) -> String {
        guard let recommendation else { return "–" }
        if recommendation == "new_indicator" { return say("新增指标", "new indicator") }
        return Recommendation(rawValue: recommendation).map { language.of($0.title) } ?? recommendation
    }

    /// `clear (0.52 … 0.61)`, the interval in 2 digits.
    private func certainty(_ row: Listing.Row) -> String {
        guard let word = row["certainty"].flatMap(Certainty.init) else { return "–" }
        let ends = ["low", "high"].compactMap { row[$0].flatMap { BigDecimal($0) }?.rounded(to: 2).description }
        let interval = ends.isEmpty ? "" : " (\(ends.joined(separator: " … ")))"
        return language.of(word.title) + interval
    }

    private func decision(_ status: String?) -> String {
        switch status {
        case "accepted": say("已采纳", "accepted")
        case "declined": say("未采纳", "declined")
        case "changed": say("已另定", "changed")
        default: say("待定", "open")
        }
    }

    private var findings: [String] {
        let rows = sheet.indicators.rows.filter { !["keep", "too_few"].contains($0["recommendation"]) }
        var lines = ["\n\(say("先做什么", "What to do first"))"]
        if rows.isEmpty {
            lines.append("  " + say("没有发现需要处理的指标", "nothing: no indicator asks for anything"))
        } else {
            var table = Table([
                .init("#", isNumber: true), .init(say("建议", "do")), .init(say("指标", "indicator")),
                .init(say("权重 %", "weight %"), isNumber: true), .init(say("把握（95% 区间）", "how sure (95% interval)")),
                .init(say("决定", "decision")), .init(say("原因", "why")),
            ])
            for (index, row) in rows.enumerated() {
                table.add([
                    "\(index + 1)", title(row["recommendation"]), indicator(row), row["weight"], certainty(row),
                    decision(row["status"]), of(row, "reason"),
                ])
            }
            lines.append(table.text(.table))
        }
        for recommendation in [Recommendation.keep, .tooFew] {
            let names = sheet.indicators.rows.filter { $0["recommendation"] == recommendation.rawValue }
                .map { of($0, "title") }
            guard !names.isEmpty else { continue }
            lines.append("\(title(recommendation.rawValue)): \(names.joined(separator: say("、", ", ")))")
        }
        return lines
    }

    private var raters: [String] {
        guard !sheet.raters.rows.isEmpty else { return [] }
        var table = Table([
            .init(say("评分人", "rater")), .init(say("指标", "indicator")), .init(say("发现", "what")),
            .init(say("均值", "mean"), isNumber: true), .init(say("偏离（标准差）", "from all (sd)"), isNumber: true),
            .init(say("人数", "people"), isNumber: true), .init(say("评分数", "ratings"), isNumber: true),
        ])
        for row in sheet.raters.rows {
            var what: [String] = []
            if row["stands_out"] == "yes" {
                let isLenient = !(row["leniency"] ?? "").hasPrefix("-")
                what.append(isLenient ? say("偏宽", "lenient") : say("偏严", "severe"))
            }
            if row["same_for_all"] == "yes" { what.append(say("人人同分", "the same for all")) }
            table.add([
                row["rater_id"], of(row, "title"), what.joined(separator: ", "), row["mean"], row["leniency"],
                row["people"], row["ratings"],
            ])
        }
        return ["\n\(say("值得了解的评分人（分数不因此改变）", "Raters to talk to (no score changes by this)"))", table.text(.table)]
    }

    private var complaints: [String] {
        guard !sheet.themes.rows.isEmpty else { return [] }
        var table = Table([
            .init("#", isNumber: true), .init(say("投诉主题", "complaints about")),
            .init(say("件数", "count"), isNumber: true),
            .init(say("占比 %", "share %"), isNumber: true), .init(say("累计 %", "running %"), isNumber: true),
            .init(say("环比 %", "change %"), isNumber: true), .init(say("重复 %", "repeats %"), isNumber: true),
            .init(say("等配件（时）", "parts wait h"), isNumber: true), .init(say("建议", "what to change")),
        ])
        for row in sheet.themes.rows.prefix(10) {
            let name = [row["category"], row["root_cause"]].compactMap(\.self).filter { !$0.isEmpty }
            table.add([
                row["priority"], name.joined(separator: " / "), row["complaints"], row["share_percent"],
                row["running_percent"], row["change_percent"], row["repeat_percent"], row["parts_wait_hours"],
                of(row, "suggestion"),
            ])
        }
        var lines = ["\n\(say("投诉（从多到少）", "Complaints, the most frequent first"))", table.text(.table)]
        let rest = sheet.themes.rows.count - 10
        if rest > 0 { lines.append(say("另有 \(rest) 个主题", "\(rest) more themes")) }
        for draft in Set(sheet.themes.rows.compactMap { $0["draft"] }).sorted() {
            lines.append(
                say(
                    "模板草稿 \(draft) 增加了频繁且重复的投诉主题；由人决定是否发布（merit template diff、simulate、publish）",
                    "draft \(draft) measures what is frequent and comes back; a person may publish it (merit template diff, simulate, publish)"
                ))
        }
        return lines
    }

    private var figures: [String] {
        var table = Table([
            .init(say("公司", "the company")), .init(say("本季度", "now"), isNumber: true),
            .init(say("上季度", "before"), isNumber: true), .init(say("行业", "benchmark"), isNumber: true),
            .init(say("样本", "sample"), isNumber: true), .init(say("说明", "why not")),
        ])
        for row in sheet.figures.rows {
            table.add([
                row["measure"], row["value"], row["previous"], row["benchmark"], row["sample"], of(row, "lacking"),
            ])
        }
        return table.rows.isEmpty ? [] : ["", table.text(.table)]
    }

    private var targets: [String] {
        guard !sheet.targets.rows.isEmpty else { return [] }
        var table = Table([
            .init(say("目标", "target")), .init(say("部门", "department")), .init(say("起点", "baseline"), isNumber: true),
            .init(say("上季度", "before"), isNumber: true), .init(say("现在", "now"), isNumber: true),
            .init(say("目标值", "to reach"), isNumber: true), .init(say("期限", "by")), .init(say("差距", "the gap")),
            .init(say("说明", "why not")),
        ])
        for row in sheet.targets.rows {
            let gap =
                switch (row["met"], row["closes"]) {
                case ("yes", _): say("已达到", "reached")
                case (_, "yes"): say("在缩小", "closes")
                case (_, "no"): say("没有缩小", "does not close")
                default: "–"
                }
            let closed = row["closed_percent"].map { " (\($0)%)" } ?? ""
            table.add([
                row["measure"], row["department"], row["baseline"], row["previous"], row["now"], row["target"],
                row["due_on"], gap + closed, of(row, "lacking"),
            ])
        }
        return ["", table.text(.table)]
    }

    private var effects: [String] {
        guard !sheet.effects.rows.isEmpty else { return [] }
        var table = Table([
            .init(say("上季度的决定", "decided the quarter before")), .init(say("对象", "about")), .init(say("决定", "decision")),
            .init(say("指标值", "figure")), .init(say("之前", "before"), isNumber: true),
            .init(say("之后", "after"), isNumber: true), .init(say("平均得分率 之前", "mean before"), isNumber: true),
            .init(say("之后", "mean after"), isNumber: true),
        ])
        for row in sheet.effects.rows {
            table.add([
                title(row["recommendation"]), of(row, "title"), decision(row["status"]), row["figure"], row["before"],
                row["after"], row["mean_before"], row["mean_after"],
            ])
        }
        return ["", table.text(.table)]
    }

    private var deciders: [String] {
        guard !sheet.deciders.rows.isEmpty else { return [] }
        var table = Table([
            .init(say("决定人", "decided by")), .init(say("决定数", "decided"), isNumber: true),
            .init(say("接受", "accepted"), isNumber: true),
            .init(say("距上一个不足 10 秒", "within 10 s of the one before"), isNumber: true),
            .init(say("搁置天数（中位数）", "days open (median)"), isNumber: true),
        ])
        for row in sheet.deciders.rows {
            table.add([row["decided_by"], row["decided"], row["accepted"], row["hasty"], row["median_days_open"]])
        }
        return ["\n\(say("谁对提案作出决定", "Who decided on proposals"))", table.text(.table)]
    }
}
