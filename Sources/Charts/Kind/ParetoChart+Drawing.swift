extension ParetoChart {
    private static let pitch = 30.0
    private static let mostRows = 12

    private var total: Int { causes.reduce(0) { $0 + $1.count } }

    /// What is drawn: the causes, the rarest of many together in the last row.
    private var rows: [(name: String, count: Int, isRest: Bool)] {
        let counted = causes.filter { $0.count > 0 }
        guard counted.count > ParetoChart.mostRows else { return counted.map { ($0.name, $0.count, false) } }
        let (shown, rest) = (counted.prefix(ParetoChart.mostRows - 1), counted.dropFirst(ParetoChart.mostRows - 1))
        let words = language.say("其他 \(rest.count) 项", "\(rest.count) others")
        return shown.map { ($0.name, $0.count, false) } + [(words, rest.reduce(0) { $0 + $1.count }, true)]
    }

    package var svg: String {
        let (rows, total) = (rows, total)
        guard total > 0 else { return empty }
        let few = few(of: rows)
        let top = 16.0
        var svg = SVG(height: top + Double(rows.count) * ParetoChart.pitch + (few == nil ? 0 : 18))
        let columns = (count: 268.0, share: SVG.width)
        svg.text(language.say("次数", "count"), at: Point(columns.count, 11), .quiet, .end)
        svg.text(language.say("累计", "so far"), at: Point(columns.share, 11), .quiet, .end)
        let bar = Mapping(0, Double(rows.map(\.count).max() ?? 1), to: 0, SVG.width)
        var (sum, y) = (0, top)
        for (index, row) in rows.enumerated() {
            sum += row.count
            svg.text(row.name, at: Point(0, y + 13), row.isRest ? .quiet : .plain, room: 222)
            svg.text("\(row.count)", at: Point(columns.count, y + 13), .strong, .end)
            svg.text(Percent.text(sum, of: total), at: Point(columns.share, y + 13), .quiet, .end)
            if row.isRest {
                svg.hatched(0.5, y + 18, bar(Double(row.count)) - 1, 7, of: self)
            } else {
                svg.rect(0, y + 18, bar(Double(row.count)), 7, "bar")
            }
            y += ParetoChart.pitch
            if index == few {
                let words = language.say(
                    "以上 \(index + 1) 项占 \(Percent.text(sum, of: total))",
                    "\(index + 1) of \(causes.count) make \(Percent.text(sum, of: total))")
                let half = TextStyle.quiet.width(of: words) / 2 + 8
                var rule = Path([Point(0, y + 8), Point(SVG.width / 2 - half, y + 8)])
                rule.add([Point(SVG.width / 2 + half, y + 8), Point(SVG.width, y + 8)])
                svg.path(rule, "limit")
                svg.text(words, at: Point(SVG.width / 2, y + 12), .quiet, .middle)
                y += 18
            }
        }
        return svg.document(of: self)
    }

    /// The row with which four fifths of all are reached, if others follow it.
    private func few(of rows: [(name: String, count: Int, isRest: Bool)]) -> Int? {
        var sum = 0
        for (index, row) in rows.enumerated() {
            sum += row.count
            if sum * 5 >= total * 4 { return index < rows.count - 1 && !row.isRest ? index : nil }
        }
        return nil
    }

    package var summary: String {
        let rows = rows
        guard let first = rows.first, total > 0 else { return language.noFigures }
        let share = Percent.text(first.count, of: total)
        var text = language.say(
            "共 \(total) 次。最多的是“\(first.name.isolated)”：\(first.count) 次，占 \(share)。",
            "\(total) in all. The most frequent is “\(first.name.isolated)”: \(first.count), \(share).")
        if let few = few(of: rows) {
            let sum = Percent.text(rows.prefix(few + 1).reduce(0) { $0 + $1.count }, of: total)
            text +=
                language.gap + language.say("前 \(few + 1) 项占 \(sum)。", "The first \(few + 1) make \(sum).")
        }
        return text
    }

    package var table: ChartTable {
        var sum = 0
        let lines = rows.map { row in
            sum += row.count
            return [
                row.name, "\(row.count)", Percent.text(row.count, of: total), Percent.text(sum, of: total),
            ]
        }
        return ChartTable(
            [
                .init(language.say("原因", "Cause")), .init(language.say("次数", "Count"), isNumber: true),
                .init(language.say("占比", "Share"), isNumber: true),
                .init(language.say("累计", "So far"), isNumber: true),
            ], lines)
    }
}
