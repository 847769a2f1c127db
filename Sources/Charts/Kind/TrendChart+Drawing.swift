extension TrendChart {
    private static let plot = (left: 34.0, right: 302.0, top: 18.0, bottom: 168.0)

    private var shown: [Figure] {
        months.flatMap { [$0.total, $0.interval?.low, $0.interval?.high] }.compactMap { $0 }
            + (limits.map { [$0.mean, $0.usual.low, $0.usual.high] } ?? [])
    }

    package var svg: String {
        guard months.contains(where: { $0.total != nil }) else { return empty }
        let plot = TrendChart.plot
        let axis = Axis(holding: shown.map(\.value), steps: 4, within: 0...full.value)
        let place = Mapping(axis.low, axis.high, to: plot.bottom, plot.top)
        var svg = SVG(height: 188)
        drawGrades(axis, place, in: &svg)
        drawScale(axis, place, in: &svg)
        drawLimits(place, in: &svg)
        drawMonths(place, in: &svg)
        drawNames(in: &svg)
        drawLimitWords(place, in: &svg)
        return svg.document(of: self)
    }

    private func x(_ month: Int) -> Double {
        let plot = TrendChart.plot
        guard months.count > 1 else { return (plot.left + plot.right) / 2 }
        return Mapping(0, Double(months.count - 1), to: plot.left + 12, plot.right - 12)(Double(month))
    }

    // MARK: - Behind the line

    private func drawGrades(_ axis: Axis, _ place: Mapping, in svg: inout SVG) {
        let plot = TrendChart.plot
        var above = max(axis.high, full.value)
        for (index, grade) in grades.enumerated() {
            let (top, bottom) = (place(above), place(grade.atLeast.value))
            above = grade.atLeast.value
            guard bottom - top > 0.5 else { continue }
            let shade = ScaleStrip.shade(index, of: grades.count)
            svg.rect(plot.left, top + 0.5, plot.right - plot.left, bottom - top - 1, "b\(shade)")
            guard bottom - top >= 12 else { continue }
            svg.text(grade.name, at: Point(plot.right + 6, (top + bottom) / 2 + 4), room: SVG.width - plot.right - 6)
        }
    }

    /// The figures at which grades begin; where none is in sight, round ones.
    private func drawScale(_ axis: Axis, _ place: Mapping, in svg: inout SVG) {
        let cuts = grades.map(\.atLeast).filter { $0.value > axis.low && $0.value < axis.high }
        var taken: [Double] = []
        let round = [axis.low, axis.high] + (cuts.isEmpty ? axis.ticks : [])
        for (text, value) in cuts.map({ ($0.text, $0.value) }) + round.map({ (axis.text($0), $0) }) {
            let y = place(value)
            guard !taken.contains(where: { abs($0 - y) < 13 }) else { continue }
            taken.append(y)
            svg.text(text, at: Point(TrendChart.plot.left - 6, y + 4), .quiet, .end, room: TrendChart.plot.left - 6)
        }
    }

    private func drawLimits(_ place: Mapping, in svg: inout SVG) {
        guard let limits else { return }
        let plot = TrendChart.plot
        let mean = place(limits.mean.value)
        svg.line(Point(plot.left, mean), Point(plot.right, mean), "mean")
        var dashes = Path()
        for end in [limits.usual.low, limits.usual.high] {
            dashes.add([Point(plot.left, place(end.value)), Point(plot.right, place(end.value))])
        }
        svg.path(dashes, "limit")
    }

    // MARK: - The line

    private func drawMonths(_ place: Mapping, in svg: inout SVG) {
        var (whiskers, line) = (Path(), Path())
        var piece: [Point] = []
        for (index, month) in months.enumerated() {
            if let interval = month.interval {
                whiskers.add([Point(x(index), place(interval.low.value)), Point(x(index), place(interval.high.value))])
            }
            if let total = month.total {
                piece.append(Point(x(index), place(total.value)))
            } else {
                line.add(piece)
                piece = []
            }
        }
        line.add(piece)
        svg.path(whiskers, "faint")
        svg.path(line, "own")
        let last = months.lastIndex { $0.total != nil }
        for (index, month) in months.enumerated() {
            guard let total = month.total else { continue }
            let middle = Point(x(index), place(total.value))
            let isOut = isOut(total)
            if isOut {
                var diamond = Path()
                diamond.addDiamond(middle, 6)
                svg.path(diamond, "mark")
            } else {
                svg.circle(middle, index == last ? 4.5 : months.count > 24 ? 2 : 3, "dot")
            }
            guard isOut || index == last else { continue }
            let isHigh = isHigh(index, place)
            svg.text(
                total.text, at: Point(middle.x, isHigh ? middle.y - 9 : middle.y + 18),
                index == last ? .strong : .quiet, .middle, also: "halo")
        }
    }

    /// Whether a label stands better above its month: where the line comes from below, and where there is room.
    private func isHigh(_ month: Int, _ place: Mapping) -> Bool {
        let neighbours = [month - 1, month + 1].filter(months.indices.contains).compactMap { months[$0].total?.value }
        guard let total = months[month].total?.value else { return true }
        let y = place(total)
        let isPeak = neighbours.reduce(0) { $0 + $1 } <= total * Double(neighbours.count)
        return isPeak ? y - 22 > 0 : y + 20 > TrendChart.plot.bottom
    }

    private func isOut(_ total: Figure) -> Bool {
        limits.map { total.value < $0.usual.low.value || total.value > $0.usual.high.value } ?? false
    }

    // MARK: - Words

    /// As many months as fit, the last among them.
    private func drawNames(in svg: inout SVG) {
        let widest = months.map { TextStyle.quiet.width(of: $0.name.plain) }.max() ?? 0
        let apart = months.count > 1 ? x(1) - x(0) : SVG.width
        let stride = max(Int(((min(widest, 100) + 8) / apart).rounded(.up)), 1)
        for (index, month) in months.enumerated() where (months.count - 1 - index) % stride == 0 {
            svg.text(month.name, at: Point(x(index), 184), .quiet, .middle, room: 100)
        }
    }

    /// At that end of its line where the months leave the most room.
    private func drawLimitWords(_ place: Mapping, in svg: inout SVG) {
        guard let limits else { return }
        let plot = TrendChart.plot
        let words = [
            (language.say("平均 \(limits.mean.text)", "mean \(limits.mean.text)"), place(limits.mean.value) - 4),
            (
                language.say("通常范围 \(language.stretch(limits.usual))", "usual \(language.stretch(limits.usual))"),
                place(limits.usual.low.value) + 13
            ),
        ]
        for (text, y) in words {
            let wide = TextStyle.quiet.width(of: text)
            let starts = stride(from: plot.left + 4, through: plot.right - 4 - wide, by: 8)
            let best = starts.max { room(from: $0, wide, at: y - 4, place) < room(from: $1, wide, at: y - 4, place) }
            svg.text(text, at: Point(best ?? plot.left, y), .quiet, also: "halo")
        }
    }

    /// How far the nearest month is from a label, up and down.
    private func room(from start: Double, _ wide: Double, at y: Double, _ place: Mapping) -> Double {
        months.indices.filter { x($0) > start - 14 && x($0) < start + wide + 14 }
            .compactMap { months[$0].total.map { abs(place($0.value) - y) } }.min() ?? 1_000
    }

    package var summary: String {
        guard let last = months.last(where: { $0.total != nil }), let total = last.total else { return language.noFigures }
        let totals = months.compactMap { month in month.total.map { (month.name, $0) } }
        let count = language.count(totals.count, zh: "个月", one: "month", more: "months")
        var text = language.say(
            "\(count)，最近 \(last.name.isolated)：\(total.text)。", "\(count), the last of them \(last.name.isolated): \(total.text).")
        guard let limits else { return text }
        text +=
            language.gap
            + language.say(
                "平均 \(limits.mean.text)，通常范围 \(language.stretch(limits.usual))。",
                "Mean \(limits.mean.text), usual range \(language.stretch(limits.usual)).")
        let out = totals.filter { isOut($0.1) }.map { $0.0.isolated }
        if !out.isEmpty {
            text += language.gap + language.say("超出：", "Outside: ") + out.joined(separator: ", ") + language.say("。", ".")
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
