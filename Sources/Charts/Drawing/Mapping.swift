/// From values to pixels, straight; a value beyond an end is drawn at that end.
struct Mapping: Sendable {
    let low: Double
    let high: Double
    let start: Double
    let end: Double

    /// - Parameters:
    ///   - low: the value at `start`, below `high`.
    init(_ low: Double, _ high: Double, to start: Double, _ end: Double) {
        (self.low, self.high, self.start, self.end) = (low, high, start, end)
    }

    func callAsFunction(_ value: Double) -> Double {
        guard high > low else { return (start + end) / 2 }
        return start + min(max((value - low) / (high - low), 0), 1) * (end - start)
    }
}
