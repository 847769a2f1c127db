/// A trend as it is being drawn: its axis, and where its months stand.
struct TrendDrawing {
    private let chart: TrendChart
    private let axis: Axis
    private let plot: Plot
    private let place: Mapping

    private var months: [TrendChart.Month] { chart.months }
    private var grades: [TrendChart.Grade] { chart.grades }
    private var limits: TrendChart.Limits? { chart.limits }

    init(_ chart: TrendChart) {
        self.chart = chart
        let months = chart.months.flatMap { [$0.total, $0.interval?.low, $0.interval?.high] }.compactMap { $0 }
        let limits = chart.limits.map { [$0.mean, $0.usual.low, $0.usual.high] } ?? []
        axis = Axis(holding: (months + limits).map(\.value), steps: 4, within: 0...max(chart.full.value, 0))
        let scale = chart.grades.map(\.atLeast.text) + axis.ticks.map(axis.text)
        plot = Plot(between: scale, and: chart.grades.map(\.name), top: 18, bottom: 168)
        place = Mapping(axis.low, axis.high, to: plot.bottom, plot.top)
    }

    var svg: String {
        var svg = SVG(height: 188)
        drawGrades(in: &svg)
        drawScale(in: &svg)
        drawLimits(in: &svg)
        drawMonths(in: &svg)
        drawNames(in: &svg)
        drawFigures(in: &svg)
        return svg.document(of: chart)
    }

    private func x(_ month: Int) -> Double {
        guard months.count > 1 else { return (plot.left + plot.right) / 2 }
        return Mapping(0, Double(months.count - 1), to: plot.left + 12, plot.right - 12)(Double(month))
    }

    // MARK: - Behind the line

    private func drawGrades(in svg: inout SVG) {
        var above = max(axis.high, chart.full.value)
        for (index, grade) in grades.enumerated() {
            let (top, bottom) = (place(above), place(grade.atLeast.value))
            above = grade.atLeast.value
            guard bottom - top > 0.5 else { continue }
            let shade = ScaleStrip.shade(index, of: grades.count)
            svg.rect(plot.left, top + 0.5, plot.right - plot.left, bottom - top - 1, "b\(shade) pale")
            guard bottom - top >= 12 else { continue }
            svg.text(grade.name, at: Point(plot.right + 6, (top + bottom) / 2 + 4), room: SVG.width - plot.right - 6)
        }
    }

    /// The figures at which grades begin; where none is in sight, round ones.
    private func drawScale(in svg: inout SVG) {
        let cuts = grades.map(\.atLeast).filter { $0.value > axis.low && $0.value < axis.high }
        var taken: [Double] = []
        let round = [axis.low, axis.high] + (cuts.isEmpty ? axis.ticks : [])
        if grades.isEmpty {
            var rules = Path()
            for tick in axis.ticks {
                rules.add([Point(plot.left, place(tick)), Point(plot.right, place(tick))])
            }
            svg.path(rules, "rule")
        }
        for (text, value) in cuts.map({ ($0.text, $0.value) }) + round.map({ (axis.text($0), $0) }) {
            let y = place(value)
            guard !taken.contains(where: { abs($0 - y) < 13 }) else { continue }
            taken.append(y)
            svg.text(text, at: Point(plot.left - 6, y + 4), .quiet, .end, room: plot.left - 6)
        }
    }

    private func drawLimits(in svg: inout SVG) {
        guard let limits else { return }
        let mean = place(limits.mean.value)
        svg.line(Point(plot.left, mean), Point(plot.right, mean), "mean")
        var dashes = Path()
        for end in [limits.usual.low, limits.usual.high] {
            dashes.add([Point(plot.left, place(end.value)), Point(plot.right, place(end.value))])
        }
        svg.path(dashes, "limit")
    }

    // MARK: - The line

    private func drawMonths(in svg: inout SVG) {
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
            if chart.isOut(total) {
                var diamond = Path()
                diamond.addDiamond(middle, 6)
                svg.path(diamond, "mark")
            } else {
                svg.circle(middle, index == last ? 4.5 : months.count > 24 ? 2 : 3, "dot")
            }
        }
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

    /// The figure of the last month and of those that stand out, then what the limits are, where the line leaves room.
    private func drawFigures(in svg: inout SVG) {
        var clearing = Clearing(within: Box(plot.left, 0, plot.right, plot.bottom))
        let spots = months.indices.map { index in months[index].total.map { Point(x(index), place($0.value)) } }
        for (spot, next) in zip(spots, spots.dropFirst() + [nil]) {
            guard let spot else { continue }
            clearing.take([Box(spot, 4)])
            guard let next else { continue }
            for part in stride(from: 0.2, to: 1, by: 0.2) {
                clearing.take([Box(Point(spot.x + (next.x - spot.x) * part, spot.y + (next.y - spot.y) * part), 2)])
            }
        }
        for end in limits.map({ [$0.usual.low, $0.mean, $0.usual.high] }) ?? [] {
            clearing.take(lines: [Box(plot.left, place(end.value) - 1, plot.right, place(end.value) + 1)])
        }
        let last = months.lastIndex { $0.total != nil }
        let named = months.indices.filter { index in
            months[index].total.map { chart.isOut($0) || index == last } ?? false
        }
        for index in named.reversed() {
            guard let spot = spots[index], let total = months[index].total else { continue }
            let style = index == last ? TextStyle.strong : .quiet
            let around = Clearing.Label.around(spot, total.text.plain, style, apart: 10)
            // Above and below first; beside it the line goes on.
            let candidates = Array(around[2...]) + around[..<2]
            if let label = clearing.place(candidates, always: index == last) {
                svg.text(label.text, at: label.place, style, label.anchor, also: "halo")
            }
        }
        guard let limits else { return }
        let words = [
            (chart.language.say("平均 \(limits.mean.text)", "mean \(limits.mean.text)"), limits.mean),
            (
                chart.language.say(
                    "通常 \(chart.language.stretch(limits.usual))", "usual \(chart.language.stretch(limits.usual))"),
                limits.usual.low
            ),
        ]
        for (text, figure) in words {
            let starts = stride(from: plot.left + 4, through: plot.right - 4 - TextStyle.quiet.width(of: text), by: 6)
            let candidates = [-4.0, 12].flatMap { shift in
                starts.map { start in
                    Clearing.Label(
                        text: text, place: Point(start, place(figure.value) + shift), style: .quiet, anchor: .start)
                }
            }
            guard let label = clearing.place(candidates, always: true) else { continue }
            svg.text(text, at: label.place, .quiet, also: "halo")
        }
    }
}
