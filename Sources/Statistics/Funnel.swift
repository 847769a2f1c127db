package import Exact

/// Where people's values lie by chance alone, by how many rows each has (Spiegelhalter, *Funnel plots for comparing institutional performance*, 2005).
package struct Funnel: Sendable, Hashable {
    package enum Place: String, Sendable, Hashable {
        /// Within the 95% limits: nothing that chance does not do.
        case within
        /// Between the 95% and the 99.8% limits: one in twenty lies there by chance.
        case near
        /// Beyond the 99.8% limits: one in five hundred does.
        case beyond
    }

    /// The quantile of 99.9%, to two digits; of 97.5% it is ``Interval/z``.
    package static let outerZ = BigDecimal(mantissa: 309, scale: 2)
    private static let spare = 12

    package let mean: Rational
    package let withinVariance: Rational

    /// - Parameters:
    ///   - mean: everyone's.
    ///   - withinVariance: of rows within people.
    package init(mean: Rational, withinVariance: Rational) {
        self.mean = mean
        self.withinVariance = withinVariance
    }

    /// Mean ± z × σ / √n; nil of no rows.
    package func limits(rows: Int, z: BigDecimal = Interval.z, digits: Int = 6) -> Interval? {
        guard
            let error = RandomEffects.standardError(
                withinVariance: withinVariance, rows: rows, digits: digits + Self.spare)
        else { return nil }
        let half = Rational(z * error)
        return Interval(low: (mean - half).rounded(to: digits), high: (mean + half).rounded(to: digits))
    }

    /// Nil of no rows.
    package func place(of value: BigDecimal, rows: Int) -> Place? {
        guard let inner = limits(rows: rows), let outer = limits(rows: rows, z: Self.outerZ) else { return nil }
        if (inner.low...inner.high).contains(value) { return .within }
        return (outer.low...outer.high).contains(value) ? .near : .beyond
    }
}
