package import Exact

/// Between which ranks somebody lies who cannot be told from some of the others.
///
/// Two are told apart where their totals differ by more than 1.96 × √(s₁² + s₂²): the usual test of a difference, each pair by itself.
package struct Ranks: Sendable, Hashable {
    /// A total and its standard error.
    package struct Figure: Sendable, Hashable {
        package let total: BigDecimal
        package let error: BigDecimal

        package init(total: BigDecimal, error: BigDecimal) {
            self.total = total
            self.error = error
        }

        /// Whether it lies above another one by more than chance.
        package func isAbove(_ other: Figure) -> Bool {
            let gap = total - other.total
            guard gap.signum > 0 else { return false }
            let z = Interval.z
            return gap * gap > z * z * (error * error + other.error * other.error)
        }
    }

    /// One more than are surely above.
    package let best: Int
    /// How many are not surely below, oneself included.
    package let worst: Int

    /// - Parameter others: everyone else of the team.
    package init(of own: Figure, among others: some Sequence<Figure>) {
        var (above, below, all) = (0, 0, 1)
        for other in others {
            all += 1
            if other.isAbove(own) { above += 1 }
            if own.isAbove(other) { below += 1 }
        }
        best = above + 1
        worst = all - below
    }
}
