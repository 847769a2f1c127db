/// Away from a centre, clockwise from the top.
struct Direction: Sendable {
    let x: Double
    let y: Double

    /// - Parameter turn: the part of a whole turn, 0 to 1.
    init(_ turn: Double) {
        // By their series rather than by a library, whose last digit differs from one platform to the next.
        let angle = (turn - turn.rounded()) * 2 * Double.pi
        var (sine, cosine, term) = (0.0, 0.0, 1.0)
        for power in 0..<32 {
            switch power % 4 {
            case 0: cosine += term
            case 1: sine += term
            case 2: cosine -= term
            default: sine -= term
            }
            term *= angle / Double(power + 1)
        }
        (x, y) = (sine, -cosine)
    }
}
