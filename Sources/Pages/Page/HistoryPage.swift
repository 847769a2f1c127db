import Appraisal
import Charts
import Exact

/// One person's totals, month by month.
struct HistoryPage: Page {
    let month: PersonMonth
    /// Labels of the periods of ``PersonMonth/history``.
    let labels: [String]
    let rules: Rules?
    let period: ReportPeriod

    var link: Link { .history(month.result.employee) }
    func title(_ words: Words) -> String { "\(month.result.shownName) · \(labels.first ?? "") – \(labels.last ?? "")" }

    func fill(_ scope: inout Scope, _ words: Words) {
        let result = month.result
        scope.text("name", result.shownName)
        scope.text("id", result.employee)
        scope.text("department", result.department)
        scope.link("month_link", .person(result.employee))
        let limits = UsualRange(of: month.history.compactMap { $0?.total })
        let months = zip(labels, month.history).map { TrendChart.Month(name: $0, total: $1?.total?.figure) }
        let grades = (rules?.template.grades ?? []).compactMap { grade in
            grade.atLeast.figure.map { TrendChart.Grade(name: grade.name, atLeast: $0) }
        }
        scope.drawing(
            "trend_drawing",
            TrendChart(
                Caption(id: "trend", title: words.say("历月总分", "Totals by month"), language: words.chart),
                months: months,
                grades: grades, limits: limits?.drawn
            ).figure)
        scope.text("verdict", verdict(limits, words))
        var earlier: BigDecimal?
        var rows: [Scope] = []
        for (label, total) in zip(labels, month.history) {
            var row = scope.inner
            row.text("month", label)
            row.flag("month_is_short", label.count <= Self.longestWhole)
            row.text("month_total", total?.total?.description)
            let change = total?.total.flatMap { now in earlier.map { now - $0 } }
            row.text("month_change", change.map { $0 > 0 ? "+\($0)" : "\($0)".withMinus })
            row.text("month_grade", total?.grade)
            row.text("month_coefficient", total?.coefficient?.description)
            earlier = total?.total ?? earlier
            rows.append(row)
        }
        scope.list("months", rows.reversed())
    }

    /// Characters of a label that a phone has room for in one line, beside the figures.
    private static let longestWhole = 12

    /// What the months say, and what they do not.
    private func verdict(_ limits: UsualRange?, _ words: Words) -> String {
        guard let limits else {
            return words.say("满 6 个月后才能分辨变化与波动。", "From six months on a change can be told from chance.")
        }
        let (low, high) = (words.number(limits.low), words.number(limits.high))
        let totals = zip(labels, month.history).compactMap { label, total in
            total?.total.map { (label: label, total: $0) }
        }
        let outside = totals.filter { $0.total < limits.low || $0.total > limits.high }.map(\.label)
        guard outside.isEmpty else {
            return words.say(
                "\(words.list(outside)) 超出本人的通常范围（\(low)–\(high)），值得谈一谈。",
                "\(words.list(outside)) lies outside of what is usual for this person (\(low)–\(high)): worth a talk.")
        }
        return words.say(
            "各月都在本人的通常范围（\(low)–\(high)）之内：月与月的差别属于波动。",
            "All months lie within what is usual for this person (\(low)–\(high)): the differences are chance.")
    }
}
