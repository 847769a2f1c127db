extension RaterAxis {
    private static let pitch = 23.0
    /// Of more than these, only those at both ends and the marked ones have a row.
    private static let mostRows = 30
    private static let endRows = 5
    private static let nameRoom = 116.0

    private enum Row {
        case rater(Rater)
        /// Those between the ends, as a heap.
        case others([Rater])
    }

    private var rows: [Row] {
        guard raters.count > RaterAxis.mostRows else { return raters.map { .rater($0) } }
        let between = raters.dropFirst(RaterAxis.endRows).dropLast(RaterAxis.endRows)
        return raters.prefix(RaterAxis.endRows).map { .rater($0) } + [.others(Array(between))]
            + between.filter(\.isMarked).map { .rater($0) } + raters.suffix(RaterAxis.endRows).map { .rater($0) }
    }

    private var furthest: Double {
        raters.flatMap { [$0.difference, $0.interval?.low, $0.interval?.high] }.compactMap { $0 }
            .reduce(0) { max($0, abs($1.value)) }
    }

    /// Where the column of figures ends, which is as wide as they are.
    private var figures: Double {
        RaterAxis.nameRoom + min(Plot.widest(raters.map(\.difference.text), least: 40), 90)
    }

    private var place: Mapping {
        // Zero stands in the middle, so that strict and lenient are as far from it as they are.
        let axis = Axis(holding: [0, max(furthest, 1)], steps: 4)
        return Mapping(-axis.high, axis.high, to: figures + 12, SVG.width - 8)
    }

    package var svg: String {
        guard !raters.isEmpty else { return empty }
        let (rows, place) = (rows, place)
        let top = 34.0
        let height = rows.reduce(0) { $0 + RaterAxis.height(of: $1) }
        var svg = SVG(height: top + height + 16)
        let (strict, lenient) = (language.say("← 偏严", "← stricter"), language.say("偏松 →", "more lenient →"))
        // Where figures are wide the axis is short, and its ends are named from further left.
        let room = SVG.width - TextStyle.quiet.width(of: strict) - TextStyle.quiet.width(of: lenient) - 10
        svg.text(strict, at: Point(min(place.start - 6, room), 11), .quiet)
        svg.text(lenient, at: Point(SVG.width, 11), .quiet, .end)
        svg.text(language.say("全体评分人", "all raters"), at: Point(place(0), 26), .quiet, .middle)
        svg.line(Point(place(0), 30), Point(place(0), top + height), "edge")
        var y = top
        for row in rows {
            switch row {
            case .rater(let rater): draw(rater, at: y + RaterAxis.pitch / 2, by: place, in: &svg)
            case .others(let others): draw(others, from: y, by: place, in: &svg)
            }
            y += RaterAxis.height(of: row)
        }
        for end in [place.low, 0, place.high] {
            svg.text(RaterAxis.signed(end), at: Point(place(end), svg.height - 3), .quiet, .middle)
        }
        return svg.document(of: self)
    }

    private static func height(of row: Row) -> Double {
        switch row {
        case .rater: pitch
        case .others: 52
        }
    }

    private static func signed(_ value: Double) -> String {
        value > 0 ? "+\(SVG.number(value))" : SVG.number(value).withMinus
    }

    private func draw(_ rater: Rater, at y: Double, by place: Mapping, in svg: inout SVG) {
        svg.line(Point(place.start, y), Point(place.end, y), "rule")
        svg.text(rater.name, at: Point(0, y + 4), rater.isMarked ? .strong : .plain, room: RaterAxis.nameRoom - 4)
        svg.text(rater.difference.text, at: Point(place.start - 12, y + 4), .quiet, .end, room: 90)
        if let interval = rater.interval {
            let (low, high) = (place(interval.low.value), place(interval.high.value))
            svg.line(Point(low, y), Point(high, y), rater.isMarked ? "own" : "mean")
        }
        let middle = Point(place(rater.difference.value), y)
        if rater.standsOut {
            var diamond = Path()
            diamond.addDiamond(middle, 6)
            svg.path(diamond, "mark")
            if rater.isMarked { svg.circle(middle, 8.5, "round") }
        } else {
            svg.circle(middle, rater.isMarked ? 5 : 4, rater.isMarked ? "dot" : "ring")
        }
    }

    private func draw(_ others: [Rater], from y: Double, by place: Mapping, in svg: inout SVG) {
        let words = language.say("其余 \(others.count) 人", "\(others.count) others")
        svg.text(words, at: Point(0, y + 42), .quiet, room: 150)
        let bins = RaterAxis.bins(of: others, by: place)
        let tall = Mapping(0, Double(bins.map(\.count).max() ?? 1), to: 0, 36)
        var bars = Path()
        let wide = (place.end - place.start) / Double(bins.count)
        for (index, bin) in bins.enumerated() where bin.count > 0 {
            let (left, top) = (place.start + Double(index) * wide, y + 46 - max(tall(Double(bin.count)), 0.75))
            bars.add(
                [
                    Point(left + 0.5, y + 46), Point(left + 0.5, top), Point(left + wide - 0.5, top),
                    Point(left + wide - 0.5, y + 46),
                ], isClosed: true)
        }
        svg.path(bars, "cell")
    }

    /// How many lie in each of 25 equal parts of the axis.
    private static func bins(of raters: [Rater], by place: Mapping) -> [(from: Double, to: Double, count: Int)] {
        let wide = (place.high - place.low) / 25
        var counts = Array(repeating: 0, count: 25)
        for rater in raters {
            let bin = Int(((rater.difference.value - place.low) / wide).rounded(.down))
            counts[min(max(bin, 0), 24)] += 1
        }
        return counts.enumerated().map {
            (place.low + Double($0.offset) * wide, place.low + Double($0.offset + 1) * wide, $0.element)
        }
    }

    package var summary: String {
        guard let first = raters.first, let last = raters.last else { return language.noFigures }
        let out = raters.count(where: \.standsOut)
        let strictest = "“\(first.name.isolated)” \(first.difference.text)"
        let mildest = "“\(last.name.isolated)” \(last.difference.text)"
        return language.say(
            "共 \(raters.count) 位评分人，从\(strictest)（最严）到\(mildest)（最松）。\(out) 位明显偏离全体。",
            "\(raters.count) raters, from \(strictest), the strictest, to \(mildest), the most lenient. "
                + "Clearly apart from all: \(out).")
    }

    package var table: ChartTable {
        let place = place
        let lines = rows.flatMap { row -> [[String]] in
            switch row {
            case .rater(let rater):
                [[rater.name, rater.difference.text, rater.interval.map(language.stretch) ?? "", "1"]]
            case .others(let others):
                RaterAxis.bins(of: others, by: place).filter { $0.count > 0 }.map { bin in
                    let span = "\(RaterAxis.signed(bin.from)) – \(RaterAxis.signed(bin.to))"
                    return [language.say("其余", "others"), span, "", "\(bin.count)"]
                }
            }
        }
        return ChartTable(
            [
                .init(language.say("评分人", "Rater")), .init(language.say("与全体之差", "From all raters"), isNumber: true),
                .init(language.say("区间", "Interval"), isNumber: true),
                .init(language.say("人数", "Raters"), isNumber: true),
            ], lines)
    }
}

extension RaterAxis.Rater {
    /// Whether the interval leaves zero out.
    fileprivate var standsOut: Bool {
        interval.map { $0.low.value > 0 || $0.high.value < 0 } ?? false
    }
}
