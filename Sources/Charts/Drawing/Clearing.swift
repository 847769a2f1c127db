/// Where there is room for labels between what is drawn already.
struct Clearing: Sendable {
    struct Label: Sendable {
        let text: String
        let place: Point
        let style: TextStyle
        let anchor: SVG.Anchor

        var box: Box { Box(text, at: place, style, anchor) }

        /// At a mark: right, left, above, below, and across its corners.
        static func around(_ mark: Point, _ text: String, _ style: TextStyle, apart: Double) -> [Label] {
            let (near, far) = (apart * 0.6, apart)
            let places: [(Double, Double, SVG.Anchor)] = [
                (far, 4, .start), (-far, 4, .end), (0, -far, .middle), (0, far + 8, .middle),
                (near, -near - 1, .start), (-near, -near - 1, .end), (near, near + 9, .start), (-near, near + 9, .end),
            ]
            return places.map { x, y, anchor in
                Label(text: text, place: Point(mark.x + x, mark.y + y), style: style, anchor: anchor)
            }
        }
    }

    private let bounds: Box
    private var taken: [Box] = []
    /// What a label may cover where it must, such as a thin line.
    private var lines: [Box] = []

    init(within bounds: Box) {
        self.bounds = bounds
    }

    mutating func take(_ boxes: [Box]) { taken += boxes }

    mutating func take(lines boxes: [Box]) { lines += boxes }

    /// The first of the labels that covers least; none, without `always`, if each covers more than lines.
    mutating func place(_ candidates: some Sequence<Label>, always: Bool) -> Label? {
        var best: (label: Label, cost: Double)?
        for label in candidates {
            let cost = cost(of: label.box)
            if cost < best?.cost ?? .infinity { best = (label, cost) }
            if cost == 0 { break }
        }
        guard let best, always || best.cost < Clearing.covering else { return nil }
        taken.append(best.label.box)
        return best.label
    }

    /// More than any label over lines costs.
    private static let covering = 1e6

    private func cost(of box: Box) -> Double {
        let outside =
            max(bounds.left - box.left, 0) + max(box.right - bounds.right, 0) + max(bounds.top - box.top, 0)
            + max(box.bottom - bounds.bottom, 0)
        let covered = taken.reduce(outside) { $0 + $1.overlap(with: box) }
        return lines.reduce(covered > 0 ? Clearing.covering * (1 + covered) : 0) { $0 + $1.overlap(with: box) }
    }
}
