package import Exact

/// Shares of a whole in whole percent that add up to 100.
package enum Percentages {
    /// Each share is cut to whole percent; those who lost most get what is left of 100, of equals the one that comes first.
    ///
    /// - Parameter shares: none negative, not all 0; they need not add up to anything.
    package static func whole(of shares: [Rational]) -> [Int] {
        let all = shares.reduce(.zero, +)
        let exact = shares.map { (Rational(100) * $0).divided(by: all) ?? .zero }
        var percents = exact.map { $0.floor.int ?? 0 }
        let losses = zip(exact, percents).map { $0 - Rational($1) }
        let order = losses.indices.sorted { (losses[$1], $0) < (losses[$0], $1) }
        for place in order.prefix(max(0, 100 - percents.reduce(0, +))) { percents[place] += 1 }
        return percents
    }
}
