package import Exact

/// Shares of a whole in whole percent that add up to 100.
package enum Percentages {
    /// Each share is cut to whole percent; those who lost most get what is left of 100, of equals the one that comes first.
    ///
    /// - Parameter shares: none negative, not all 0; they need not add up to anything.
    package static func whole(of shares: [BigDecimal]) -> [Int] {
        let scale = shares.map(\.scale).max() ?? 0
        let wholes = shares.map { $0.mantissa * .powerOfTen(scale - $0.scale) }
        let all = wholes.reduce(0, +)
        let cut = wholes.map { ($0 * 100).quotientAndRemainder(dividingBy: all) }
        var percents = cut.map { $0.quotient.int ?? 0 }
        let order = cut.indices.sorted { (cut[$1].remainder, $0) < (cut[$0].remainder, $1) }
        for place in order.prefix(max(0, 100 - percents.reduce(0, +))) { percents[place] += 1 }
        return percents
    }
}
