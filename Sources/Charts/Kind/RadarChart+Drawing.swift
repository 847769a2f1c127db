extension RadarChart {
    private var radius: Double { dimensions.count < 6 ? 88 : 80 }

    private var centre: Point {
        // Above it stand the first dimension's name and figure.
        let lines = lines(of: 0, room: topRoom).count
        return Point(SVG.width / 2, radius + 24 + 13 * Double(lines))
    }

    private var topRoom: Double { dimensions.count < 6 ? 150 : 84 }

    private func lines(of index: Int, room: Double) -> [String] {
        TextStyle.plain.wrapped(dimensions[index].name.plain, to: room, lines: 3)
    }

    private var isEmpty: Bool { dimensions.allSatisfy { $0.value == nil && $0.peers == nil && $0.before == nil } }

    /// Fewer than three axes span no area, and more than eight leave no room for their names: then rows say the same.
    private var isRound: Bool { (3...8).contains(dimensions.count) }

    package var svg: String {
        if isEmpty { return empty }
        return isRound ? radar : rows
    }

    // MARK: - Round

    private var radar: String {
        var svg = SVG(height: 0)
        drawGrid(in: &svg)
        if dimensions.allSatisfy({ $0.value != nil }) {
            svg.path(Path(dimensions.indices.compactMap { spot($0, \.value) }, isClosed: true), "area")
        }
        svg.path(line(\.before), "before")
        svg.path(line(\.peers), "peers")
        svg.path(line(\.value), "own")
        for index in dimensions.indices {
            if let spot = spot(index, \.value) { svg.circle(spot, 3.5, "dot") }
        }
        drawLabels(in: &svg)
        return svg.document(of: self)
    }

    private func direction(_ index: Int) -> Direction { Direction(Double(index) / Double(dimensions.count)) }

    private func point(_ index: Int, percent: Double) -> Point {
        let (centre, direction) = (self.centre, direction(index))
        let far = radius * min(max(percent, 0), 100) / 100
        return Point(centre.x + direction.x * far, centre.y + direction.y * far)
    }

    private func spot(_ index: Int, _ figure: KeyPath<Dimension, Figure?>) -> Point? {
        dimensions[index][keyPath: figure].map { point(index, percent: $0.value) }
    }

    /// Around, with a gap where a dimension has no figure.
    private func line(_ figure: KeyPath<Dimension, Figure?>) -> Path {
        let spots = dimensions.indices.map { spot($0, figure) }
        guard spots.contains(where: { $0 == nil }) else { return Path(spots.compactMap { $0 }, isClosed: true) }
        var path = Path()
        for (index, spot) in spots.enumerated() {
            let (next, before) = (spots[(index + 1) % spots.count], spots[(index + spots.count - 1) % spots.count])
            guard let spot else { continue }
            if let next { path.add([spot, next]) } else if before == nil { path.add([spot]) }
        }
        return path
    }

    private func drawGrid(in svg: inout SVG) {
        var grid = Path()
        for percent in [50.0, 100] {
            grid.add(dimensions.indices.map { point($0, percent: percent) }, isClosed: true)
        }
        for index in dimensions.indices { grid.add([centre, point(index, percent: 100)]) }
        svg.path(grid, "rule")
    }

    private func drawLabels(in svg: inout SVG) {
        var clearing = Clearing(within: Box(0, 0, SVG.width, 260))
        for (index, dimension) in dimensions.enumerated() {
            let direction = direction(index)
            let anchor: SVG.Anchor = direction.x > 0.2 ? .start : direction.x < -0.2 ? .end : .middle
            let edge = point(index, percent: 100)
            let x = edge.x + direction.x * 10
            let room = anchor == .middle ? topRoom : anchor == .start ? SVG.width - x : x
            let lines = lines(of: index, room: room)
            // Names above the figure, both beside the axis; over the top axis they end at it.
            let tall = Double(lines.count) * 13 + 14
            var y = edge.y + direction.y * 8 - tall * (1 - direction.y) / 2 + 11
            for text in lines {
                svg.text(text, at: Point(x, y), .plain, anchor, room: room)
                clearing.take([Box(text, at: Point(x, y), .plain, anchor).grown(by: 9)])
                y += 13
            }
            let figure = dimension.value?.text ?? "–"
            svg.text(figure, at: Point(x, y + 1), dimension.value == nil ? .quiet : .strong, anchor)
            clearing.take([Box(figure, at: Point(x, y + 1), .strong, anchor).grown(by: 9)])
            svg.height = max(svg.height, y + 6)
        }
        let series: [(text: String, figure: KeyPath<Dimension, Figure?>, name: String)] = [
            (name, \.value, "o"), (language.say("同事", "peers"), \.peers, ""), (before, \.before, ""),
        ]
        for one in series { clearing.take(spots(along: one.figure).map { Box($0, 2.5) }) }
        for percent in [50, 100] {
            let place = point(0, percent: Double(percent))
            svg.text("\(percent)", at: Point(place.x + 4, place.y + (percent == 100 ? 12 : 4)), .quiet, also: "halo")
            clearing.take([Box("\(percent)", at: Point(place.x + 4, place.y + 8), .quiet, .start)])
        }
        for one in series {
            let text = TextStyle.quiet.fitted(one.text.plain, to: 84)
            let others = series.filter { $0.figure != one.figure }.flatMap { spots(along: $0.figure) }
            let candidates = candidates(for: text, along: one.figure, awayFrom: others)
            guard let label = clearing.place(candidates, always: true) else { continue }
            svg.text(text, at: label.place, .quiet, label.anchor, also: one.name.isEmpty ? "halo" : "halo \(one.name)")
        }
    }

    /// Points along a line, for labels to keep off, and to stand at.
    private func spots(along figure: KeyPath<Dimension, Figure?>) -> [Point] {
        dimensions.indices.flatMap { index -> [Point] in
            guard let from = spot(index, figure) else { return [] }
            guard let to = spot((index + 1) % dimensions.count, figure) else { return [from] }
            return (0..<5).map { step in
                let part = Double(step) / 5
                return Point(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
            }
        }
    }

    /// Beside the line, first where it is furthest from the others.
    private func candidates(
        for text: String, along figure: KeyPath<Dimension, Figure?>, awayFrom others: [Point]
    ) -> some Sequence<Clearing.Label> {
        let spots = spots(along: figure).enumerated().map { index, spot in
            (index, spot, others.map { abs($0.x - spot.x) + abs($0.y - spot.y) }.min() ?? 0)
        }
        // One after the other: mostly the first has room.
        return spots.sorted { ($1.2, $0.0) < ($0.2, $1.0) }.lazy.flatMap { _, spot, _ -> [Clearing.Label] in
            [7.0, -7.0].flatMap { shift -> [Clearing.Label] in
                [
                    .init(
                        text: text, place: Point(spot.x + shift, spot.y + 4), style: .quiet,
                        anchor: shift > 0 ? .start : .end),
                    .init(
                        text: text, place: Point(spot.x, spot.y + (shift > 0 ? 15 : -6)), style: .quiet, anchor: .middle
                    ),
                ]
            }
        }
    }

    // MARK: - In rows

    private var rows: String {
        let pitch = 52.0
        var svg = SVG(height: Double(dimensions.count) * pitch)
        let place = Mapping(0, 100, to: 8, SVG.width - 8)
        for (index, dimension) in dimensions.enumerated() {
            let y = Double(index) * pitch
            svg.text(dimension.name, at: Point(0, y + 13), room: 250)
            svg.text(
                dimension.value?.text ?? "–", at: Point(SVG.width, y + 13), dimension.value == nil ? .quiet : .strong,
                .end,
                room: 70)
            let base = y + 25
            svg.line(Point(place.start, base), Point(place.end, base), "rule")
            var marks: [(text: String, x: Double)] = []
            if let peers = dimension.peers {
                let x = place(peers.value)
                svg.line(Point(x, base - 6), Point(x, base + 6), "tick")
                marks.append((language.say("同事 \(peers.text)", "peers \(peers.text)"), x))
            }
            if let before = dimension.before {
                svg.circle(Point(place(before.value), base), 5, "ring")
                marks.append(("\(self.before.plain) \(before.text)", place(before.value)))
            }
            if let value = dimension.value { svg.circle(Point(place(value.value), base), 4, "dot") }
            let texts = marks.map { TextStyle.quiet.fitted($0.text, to: 150) }
            let places = Lane.spread(
                marks.map(\.x), sizes: texts.map { TextStyle.quiet.width(of: $0) }, gap: 8, within: 0...SVG.width)
            for (text, x) in zip(texts, places) { svg.text(text, at: Point(x, base + 18), .quiet, .middle) }
        }
        return svg.document(of: self)
    }

    // MARK: - Words

    package var summary: String {
        guard !isEmpty else { return language.noFigures }
        let parts = dimensions.map { dimension -> String in
            var text = "\(dimension.name.isolated) \(dimension.value?.text ?? "–")"
            if let peers = dimension.peers { text += language.say("，同事 \(peers.text)", ", peers \(peers.text)") }
            if let before = dimension.before {
                text += language.say("，", ", ") + "\(self.before.isolated) \(before.text)"
            }
            return text
        }
        return parts.joined(separator: language.say("；", "; ")) + language.say("。", ".")
    }

    package var table: ChartTable {
        ChartTable(
            [
                .init(language.say("维度", "Dimension")), .init(name, isNumber: true),
                .init(language.say("同事", "Peers"), isNumber: true), .init(before, isNumber: true),
            ], dimensions.map { [$0.name, $0.value?.text ?? "", $0.peers?.text ?? "", $0.before?.text ?? ""] })
    }
}
