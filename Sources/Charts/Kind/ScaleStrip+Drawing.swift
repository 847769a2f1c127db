extension ScaleStrip {
    package var svg: String {
        guard let span = StripSpan(self) else { return value.map(drawing) ?? empty }
        let under: Double = peers.map { isUnder($0, span) ? 14 : 0 } ?? 0
        var svg = SVG(height: peers == nil ? 64 : 82 + under)
        drawBands(span, in: &svg)
        drawEdges(span, in: &svg)
        if let target { drawTarget(target, span, in: &svg) }
        drawValue(span, in: &svg)
        if let peers { drawPeers(peers, span, in: &svg) }
        return svg.document(of: self)
    }

    /// A value that has no scale to stand on.
    private func drawing(of value: Figure) -> String {
        var svg = SVG(height: 24)
        svg.text(value.text, at: Point(0, 17), .strong)
        return svg.document(of: self)
    }

    private static let top = 32.0
    private static let height = 16.0

    private func drawBands(_ span: StripSpan, in svg: inout SVG) {
        let (top, height) = (ScaleStrip.top, ScaleStrip.height)
        for side in span.beyond {
            svg.rect(side.lowerBound + 0.5, top + 0.5, side.upperBound - side.lowerBound - 1, height - 1, "beyond")
        }
        for (index, band) in bands.enumerated() {
            let ends = span.ends(of: band)
            // A narrow gap tells bands from each other without colour.
            let (left, right) = (ends.lowerBound + 0.75, ends.upperBound - 0.75)
            svg.rect(left, top, right - left, height, "b\(ScaleStrip.shade(index, of: bands.count))")
            if TextStyle.quiet.width(of: band.label.plain) <= right - left - 4 {
                svg.text(band.label, at: Point((left + right) / 2, top + 12), .quiet, .middle, also: "in")
            }
        }
        if span.isCut {
            // The strip goes on: two strokes across its end.
            for name in ["cut", "edge"] {
                var strokes = Path()
                for x in [span.left + 7, span.left + 11] {
                    strokes.add([Point(x - 2, top + height + 2), Point(x + 2, top - 2)])
                }
                svg.path(strokes, name)
            }
        }
        if let value, let band = span.band(of: value) {
            let ends = span.ends(of: band)
            svg.rect(ends.lowerBound + 0.75, top, ends.upperBound - ends.lowerBound - 1.5, height, "reached")
        }
    }

    /// From 1, the best, to 5.
    static func shade(_ index: Int, of count: Int) -> Int {
        count < 2 ? 2 : 1 + (index * 4 + (count - 1) / 2) / (count - 1)
    }

    /// The figures at which bands end; of two that would touch, the one nearer to the value stays.
    private func drawEdges(_ span: StripSpan, in svg: inout SVG) {
        var taken: [ClosedRange<Double>] = []
        for edge in span.edges(nearestTo: value) {
            let half = TextStyle.quiet.width(of: edge.text.plain) / 2
            let x = min(max(edge.x, half), SVG.width - half)
            let room = (x - half - 4)...(x + half + 4)
            guard !taken.contains(where: { $0.overlaps(room) }) else { continue }
            taken.append(room)
            svg.text(edge.text, at: Point(edge.x, ScaleStrip.top + ScaleStrip.height + 12), .quiet, .middle)
        }
    }

    private func drawTarget(_ target: Figure, _ span: StripSpan, in svg: inout SVG) {
        let x = span.x(of: target)
        svg.line(Point(x, 16), Point(x, ScaleStrip.top + ScaleStrip.height + 2), "target")
    }

    private func drawValue(_ span: StripSpan, in svg: inout SVG) {
        var labels: [(text: String, x: Double, style: TextStyle)] = []
        if let value { labels.append((value.text, span.x(of: value), .strong)) }
        if let target { labels.append((words.target(target), span.x(of: target), .quiet)) }
        let sizes = labels.map { $0.style.width(of: $0.text.plain) }
        let places = Lane.spread(labels.map(\.x), sizes: sizes, gap: 8, within: 0...SVG.width)
        for (label, place) in zip(labels, places) {
            svg.text(label.text, at: Point(place, 11), label.style, .middle)
        }
        guard let value else { return }
        let (x, y) = (span.x(of: value), 23.0)
        if let interval {
            let (low, high) = (span.x(of: interval.low), span.x(of: interval.high))
            let (left, right) = (min(low, high), max(low, high))
            var whisker = Path([Point(left, y), Point(right, y)])
            for end in [left, right] { whisker.add([Point(end, y - 3), Point(end, y + 3)]) }
            svg.path(whisker, "thin")
        }
        if let side = span.side(beyond: value) {
            // Further out than is drawn: an arrow instead of a dot.
            let tip = side == .low ? -6.0 : 6.0
            svg.path(
                Path([Point(x + tip, y), Point(x - tip / 2, y - 5), Point(x - tip / 2, y + 5)], isClosed: true), "dot")
        } else {
            svg.line(Point(x, y), Point(x, ScaleStrip.top), "own")
            svg.circle(Point(x, y), 5, "dot")
        }
    }

    private func drawPeers(_ peers: Stretch, _ span: StripSpan, in svg: inout SVG) {
        let (low, high) = (span.x(of: peers.low), span.x(of: peers.high))
        let (left, right) = (min(low, high), max(low, high))
        let y = ScaleStrip.top + ScaleStrip.height + 24
        svg.rect(left, y - 3.5, max(right - left, 2), 7, "box")
        let text = words.peers(peers)
        let wide = TextStyle.quiet.width(of: text)
        if isUnder(peers, span) {
            let middle = min(max((left + right) / 2, wide / 2), SVG.width - wide / 2)
            svg.text(text, at: Point(middle, y + 18), .quiet, .middle)
        } else if right + 6 + wide <= SVG.width {
            svg.text(text, at: Point(right + 6, y + 4), .quiet)
        } else {
            svg.text(text, at: Point(left - 6, y + 4), .quiet, .end)
        }
    }

    /// Whether there is no room for the peers' words on either side of their box.
    private func isUnder(_ peers: Stretch, _ span: StripSpan) -> Bool {
        let (low, high) = (span.x(of: peers.low), span.x(of: peers.high))
        let wide = TextStyle.quiet.width(of: words.peers(peers))
        return max(low, high) + 6 + wide > SVG.width && min(low, high) - 6 - wide < 0
    }
}
