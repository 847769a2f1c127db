/// A place in a drawing, in pixels from its upper left corner.
struct Point: Sendable, Equatable {
    let x: Double
    let y: Double

    init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
}
