extension FunnelChart {
    package var svg: String {
        guard !people.isEmpty else { return empty }
        let area = FunnelArea(self)
        var svg = SVG(height: 222)
        drawAxes(area, in: &svg)
        let words = drawLimits(area, in: &svg)
        drawPeople(area, besides: words, in: &svg)
        return svg.document(of: self)
    }

    private func drawAxes(_ area: FunnelArea, in svg: inout SVG) {
        let plot = area.plot
        var rules = Path()
        for tick in area.values.ticks {
            let y = area.y(tick)
            rules.add([Point(plot.left, y), Point(plot.right, y)])
            svg.text(area.values.text(tick), at: Point(plot.left - 6, y + 4), .quiet, .end, room: plot.left - 6)
        }
        svg.path(rules, "rule")
        for tick in area.rows.ticks {
            svg.text(area.rows.text(tick), at: Point(area.x(tick), plot.bottom + 15), .quiet, .middle, room: 60)
        }
        svg.text(rowsName, at: Point(plot.right, plot.bottom + 29), .quiet, .end)
    }

    /// Returns where the names of the lines stand.
    private func drawLimits(_ area: FunnelArea, in svg: inout SVG) -> [Box] {
        let plot = area.plot
        let middle = area.y(mean.value)
        svg.line(Point(plot.left, middle), Point(plot.right, middle), "mean")
        var words = [(mean.text, middle)]
        for (limit, name) in [(FunnelArea.inner, FunnelArea.innerName), (FunnelArea.outer, FunnelArea.outerName)] {
            var curves = Path()
            for side in [1.0, -1.0] {
                let points = area.curve(limit * side)
                curves.add(points)
                if let end = points.last { words.append((name, end.y)) }
            }
            svg.path(curves, limit == FunnelArea.inner ? "limit" : "far")
        }
        let places = Lane.spread(
            words.map(\.1), sizes: words.map { _ in 12 }, gap: 0, within: plot.top - 6...plot.bottom + 6)
        for (word, y) in zip(words, places) {
            svg.text(word.0, at: Point(plot.right + 5, y + 4), .quiet, room: SVG.width - plot.right - 5)
        }
        return places.map { Box(plot.right + 5, $0 - 6, SVG.width, $0 + 6) }
    }

    private func drawPeople(_ area: FunnelArea, besides words: [Box], in svg: inout SVG) {
        // Squares whose area grows with the number of people.
        let cells = area.cells
        let most = Double(cells.map(\.count).max() ?? 1)
        var squares = Path()
        for cell in cells {
            squares.addSquare(cell.middle, max(4.5 * (Double(cell.count) / most).squareRoot(), 0.75))
        }
        svg.path(squares, "cell")
        var diamonds = Path()
        for person in area.alone where !person.isMarked {
            switch area.standing(of: person) {
            case .within: svg.circle(area.middle(of: person), 3.5, "ring")
            case .outside: svg.circle(area.middle(of: person), 3.5, "full")
            case .far: diamonds.addDiamond(area.middle(of: person), 5.5)
            }
        }
        svg.path(diamonds, "mark")
        for person in area.alone where person.isMarked {
            if area.standing(of: person) == .far { svg.circle(area.middle(of: person), 8, "round") }
            svg.circle(area.middle(of: person), 5, "dot")
        }
        for label in area.labels(besides: words) {
            svg.text(label.text, at: label.place, label.style, label.anchor, also: "halo")
        }
    }

    private func words(_ standing: FunnelArea.Standing) -> String {
        switch standing {
        case .within: language.say("95% 界限内", "within 95%")
        case .outside: language.say("超出 95% 界限", "beyond 95%")
        case .far: language.say("超出 99.8% 界限", "beyond 99.8%")
        }
    }

    package var summary: String {
        guard !people.isEmpty else { return language.noFigures }
        let area = FunnelArea(self)
        let count = language.count(people.count, zh: "人", one: "person", more: "people")
        let far = people.filter { area.standing(of: $0) == .far }
        let outside = people.count { area.standing(of: $0) == .outside }
        var text = language.say(
            "\(count)，平均 \(mean.text)。超出 95% 界限 \(outside) 人，超出 99.8% 界限 \(far.count) 人",
            "\(count) around a mean of \(mean.text). "
                + "Beyond the 95% limits: \(outside), beyond those of 99.8%: \(far.count)"
        )
        if !far.isEmpty && far.count <= 8 {
            text += language.say("（", " (") + far.map(\.name.isolated).joined(separator: ", ") + language.say("）", ")")
        }
        return text + language.say("。", ".")
    }

    package var table: ChartTable {
        let columns: [ChartTable.Column] = [
            .init(language.say("姓名", "Name")), .init(rowsName, isNumber: true),
            .init(language.say("数值", "Value"), isNumber: true), .init(language.say("位置", "Standing")),
        ]
        guard !people.isEmpty else { return ChartTable(columns, []) }
        let area = FunnelArea(self)
        let lines = area.alone.map { [$0.name, "\($0.rows)", $0.value.text, words(area.standing(of: $0))] }
        // The others, for each stretch of the lower axis.
        let ends = zip(area.rows.ticks, area.rows.ticks.dropFirst())
        let rest = ends.flatMap { low, high -> [[String]] in
            let here = area.heap.filter {
                (Double($0.rows) > low || low == 0 && $0.rows == 0) && Double($0.rows) <= high
            }
            return [FunnelArea.Standing.within, .outside, .far].compactMap { standing in
                let count = here.count { area.standing(of: $0) == standing }
                guard count > 0 else { return nil }
                return [
                    language.count(count, zh: "人", one: "other", more: "others"),
                    "\(area.rows.text(low)) – \(area.rows.text(high))", "", words(standing),
                ]
            }
        }
        return ChartTable(columns, lines + rest)
    }
}
