package import Exact
import Foundation

/// The 95% interval of a figure, 4 digits; it says how sure a finding is and decides nothing.
package struct Interval: Sendable, Hashable {
    package let low: BigDecimal
    package let high: BigDecimal

    private static let z = 1.96

    private init(_ low: Double, _ high: Double) {
        func decimal(_ value: Double) -> BigDecimal {
            BigDecimal(mantissa: Whole(Int((value * 10_000).rounded())), scale: 4)
        }
        (self.low, self.high) = (decimal(low), decimal(high))
    }

    /// Of a percentage of `count` people, after Wilson; nil of nobody.
    package init?(percent: BigDecimal, of count: Int) {
        guard count > 0, let share = Double("\(percent)").map({ $0 / 100 }) else { return nil }
        let (n, z2) = (Double(count), Self.z * Self.z)
        let middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        let half = Self.z / (1 + z2 / n) * (share * (1 - share) / n + z2 / (4 * n * n)).squareRoot()
        self.init(100 * max(0, middle - half), 100 * min(1, middle + half))
    }

    /// Of a correlation over `count` people, after Fisher; nil below four people.
    ///
    /// - Parameter isOfRanks: whether it is Spearman's, which scatters more.
    package init?(correlation: BigDecimal, of count: Int, isOfRanks: Bool = false) {
        guard count > 3, let r = Double("\(correlation)") else { return nil }
        guard abs(r) < 1 else {
            self.init(r, r)
            return
        }
        let half = Self.z * ((isOfRanks ? 1.06 : 1) / Double(count - 3)).squareRoot()
        self.init(tanh(atanh(r) - half), tanh(atanh(r) + half))
    }

    /// Of a mean in standard deviations over `count` people; nil of nobody.
    package init?(standardised mean: BigDecimal, of count: Int) {
        guard count > 0, let mean = Double("\(mean)") else { return nil }
        let half = Self.z / Double(count).squareRoot()
        self.init(mean - half, mean + half)
    }
}
