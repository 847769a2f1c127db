/// A rectangle that a label or a mark covers.
struct Box: Sendable {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    init(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) {
        (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }

    /// Around a point.
    init(_ middle: Point, _ half: Double) {
        self.init(middle.x - half, middle.y - half, middle.x + half, middle.y + half)
    }

    /// Of a label.
    init(_ text: String, at place: Point, _ style: TextStyle, _ anchor: SVG.Anchor) {
        let wide = style.width(of: text)
        let left =
            switch anchor {
            case .start: place.x
            case .middle: place.x - wide / 2
            case .end: place.x - wide
            }
        self.init(left, place.y - style.size * 0.8, left + wide, place.y + style.size * 0.25)
    }

    func grown(by margin: Double) -> Box { Box(left - margin, top - margin, right + margin, bottom + margin) }

    func overlap(with other: Box) -> Double {
        max(min(right, other.right) - max(left, other.left), 0)
            * max(min(bottom, other.bottom) - max(top, other.top), 0)
    }
}
