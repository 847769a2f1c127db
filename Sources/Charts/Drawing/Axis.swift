/// A stretch of values with round ticks on it.
struct Axis: Sendable {
    let low: Double
    let high: Double
    let step: Double

    /// The smallest axis with ends on ticks that holds all values.
    ///
    /// - Parameters:
    ///   - values: what has to be on it; not empty.
    ///   - steps: how many there should be, about.
    ///   - isWhole: whether there is nothing between whole numbers.
    ///   - limits: what cannot be passed, such as 0 to 100; the values decide where they lie beyond.
    init(holding values: [Double], steps: Int, within limits: ClosedRange<Double>? = nil, isWhole: Bool = false) {
        var low = values.min() ?? 0
        var high = values.max() ?? 1
        if low == high {
            // Equal values stand in the middle.
            let room = max(abs(low) * 0.05, 1)
            (low, high) = (low - room, high + room)
            if let limits, limits.contains(low + room) {
                (low, high) = (max(low, limits.lowerBound), min(high, limits.upperBound))
            }
        }
        step = Axis.round(above: max((high - low) / Double(steps), isWhole ? 1 : 0))
        self.low = (low / step + 1e-9).rounded(.down) * step
        self.high = (high / step - 1e-9).rounded(.up) * step
    }

    /// The smallest of 1, 2 and 5 with powers of ten that is not below `width`.
    private static func round(above width: Double) -> Double {
        var power = 1.0
        while power * 10 <= width { power *= 10 }
        while power > width, power > 1e-9 { power /= 10 }
        return power * ([1, 2, 5].first { $0 * power >= width * 0.999_999 } ?? 10)
    }

    var ticks: [Double] {
        let count = Int(((high - low) / step).rounded())
        return (0...min(max(count, 0), 100)).map { low + Double($0) * step }
    }

    /// A tick's number, with as many digits as the step has.
    func text(_ tick: Double) -> String {
        var (digits, tenth) = (0, step)
        while digits < 9, tenth < 0.999_999 { (digits, tenth) = (digits + 1, tenth * 10) }
        let unit = (0..<digits).reduce(1) { power, _ in power * 10 }
        let units = Int((min(max(tick * Double(unit), -1e18), 1e18)).rounded())
        let (whole, rest) = abs(units).quotientAndRemainder(dividingBy: unit)
        let sign = units < 0 ? "−" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        let tail = "\(unit + rest)".dropFirst()
        return "\(sign)\(whole).\(tail)"
    }
}
