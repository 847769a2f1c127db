/// Lines from point to point, with gaps where there are several.
struct Path: Sendable {
    private(set) var text = ""

    init() {}

    init(_ points: [Point], isClosed: Bool = false) {
        add(points, isClosed: isClosed)
    }

    mutating func add(_ points: [Point], isClosed: Bool = false) {
        guard let first = points.first else { return }
        text += "M\(pair(first))"
        for point in points.dropFirst() { text += "L\(pair(point))" }
        if points.count == 1 { text += "h0" }
        if isClosed { text += "z" }
    }

    /// A square on its corner.
    mutating func addDiamond(_ middle: Point, _ radius: Double) {
        add(
            [
                Point(middle.x, middle.y - radius), Point(middle.x + radius, middle.y),
                Point(middle.x, middle.y + radius), Point(middle.x - radius, middle.y),
            ], isClosed: true)
    }

    /// From point to point by their distance, to a tenth: shorter where there are many.
    mutating func addSteps(_ points: [Point]) {
        guard let first = points.first else { return }
        let tenths = { (value: Double) in (value * 10).rounded() / 10 }
        var here = Point(tenths(first.x), tenths(first.y))
        text += "M\(pair(here))"
        for point in points.dropFirst() {
            let next = Point(tenths(point.x), tenths(point.y))
            text += "l\(pair(Point(next.x - here.x, next.y - here.y)))"
            here = next
        }
        if points.count == 1 { text += "h0" }
    }

    mutating func addSquare(_ middle: Point, _ half: Double) {
        let side = SVG.number(2 * half)
        text += "M\(pair(Point(middle.x - half, middle.y - half)))h\(side)v\(side)h-\(side)z"
    }

    private func pair(_ point: Point) -> String {
        "\(SVG.number(point.x)) \(SVG.number(point.y))"
    }
}
