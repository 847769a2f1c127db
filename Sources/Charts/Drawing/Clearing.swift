/// Where there is room for labels between what is drawn already.
struct Clearing: Sendable {
    struct Label: Sendable {
        let text: String
        let place: Point
        let style: TextStyle
        let anchor: SVG.Anchor

        var box: Box { Box(text, at: place, style, anchor) }
    }

    private let bounds: Box
    private var taken: [Box]

    init(within bounds: Box, taken: [Box]) {
        (self.bounds, self.taken) = (bounds, taken)
    }

    mutating func take(_ boxes: [Box]) { taken += boxes }

    /// The first of the labels that covers nothing; with `always`, else the one that covers least.
    mutating func place(_ candidates: [Label], always: Bool) -> Label? {
        var best: (label: Label, cost: Double)?
        for label in candidates {
            let cost = cost(of: label.box)
            if cost < best?.cost ?? .infinity { best = (label, cost) }
            if cost == 0 { break }
        }
        guard let best, always || best.cost == 0 else { return nil }
        taken.append(best.label.box)
        return best.label
    }

    private func cost(of box: Box) -> Double {
        let outside =
            max(bounds.left - box.left, 0) + max(box.right - bounds.right, 0) + max(bounds.top - box.top, 0)
            + max(box.bottom - bounds.bottom, 0)
        return taken.reduce(outside * 50) { $0 + $1.overlap(with: box) }
    }
}
