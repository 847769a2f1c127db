extension TrendChart {
    package var svg: String {
        months.contains { $0.total != nil } ? TrendDrawing(self).svg : empty
    }

    /// Whether a month is one that chance alone does not explain.
    func isOut(_ total: Figure) -> Bool {
        limits.map { total.value < $0.usual.low.value || total.value > $0.usual.high.value } ?? false
    }

    package var summary: String {
        guard let last = months.last(where: { $0.total != nil }), let total = last.total else {
            return language.noFigures
        }
        let totals = months.compactMap { month in month.total.map { (month.name, $0) } }
        let count = language.count(totals.count, zh: "个月", one: "month", more: "months")
        var text = language.say(
            "\(count)，最近 \(last.name.isolated)：\(total.text)。",
            "\(count), the last of them \(last.name.isolated): \(total.text).")
        guard let limits else { return text }
        text +=
            language.gap
            + language.say(
                "平均 \(limits.mean.text)，通常范围 \(language.stretch(limits.usual))。",
                "Mean \(limits.mean.text), usual range \(language.stretch(limits.usual)).")
        let out = totals.filter { isOut($0.1) }.map { $0.0.isolated }
        if !out.isEmpty {
            text +=
                language.gap + language.say("超出：", "Outside: ") + out.joined(separator: ", ") + language.say("。", ".")
        }
        return text
    }

    package var table: ChartTable {
        ChartTable(
            [
                .init(language.say("月份", "Month")), .init(language.say("总分", "Total"), isNumber: true),
                .init(language.say("区间", "Interval"), isNumber: true),
            ], months.map { [$0.name, $0.total?.text ?? "", $0.interval.map(language.stretch) ?? ""] })
    }
}
