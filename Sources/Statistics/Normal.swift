package import Exact

/// The normal distribution, in fixed-point arithmetic of 18 digits behind the point.
///
/// Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3 × 5) + z⁷/(3 × 5 × 7) + …), a series whose terms are all of one sign (Marsaglia, *Evaluating the Normal
/// Distribution*, 2004). Up to ``furthest`` what is cut off in each step is a unit of the last digit, and φ(z) is at least 6 × 10⁻⁹, so that its relative
/// error stays below 2 × 10⁻¹⁰: Φ is off by less than 10⁻⁹. Beyond, less than 10⁻⁹ is left, and Φ is 0 or 1.
package enum Normal {
    /// Standard deviations.
    static let furthest: BigDecimal = 6
    /// Behind the point.
    package static let digits = 9

    private static let scale = 18
    private static let one: Int128 = 1_000_000_000_000_000_000
    /// 1 / √(2π).
    private static let peak: Int128 = 398_942_280_401_432_678

    /// Φ(z): how likely a value lies at most `z` standard deviations above the mean, 9 digits, off by less than 10⁻⁹ and half of the last digit.
    ///
    /// - Parameter z: what lies behind its 18th digit is not looked at.
    package static func below(_ z: BigDecimal) -> BigDecimal {
        guard z.signum >= 0 else { return (1 - below(-z)).rounded(to: digits) }
        guard z < furthest else { return BigDecimal(1).rounded(to: digits) }
        let z = fixed(z)
        let square = z * z / one
        var term = peak * exponential(ofMinus: square / 2) / one * z / one
        var (sum, odd): (Int128, Int128) = (one / 2, 1)
        while term > 0 {
            sum += term
            odd += 2
            term = term * square / one / odd
        }
        return decimal(min(sum, one)).rounded(to: digits)
    }

    /// The number of standard deviations below which a value lies with that chance.
    ///
    /// - Parameters:
    ///   - chance: from 0.001 to 0.999, where an error of 10⁻⁹ moves the sixth digit at most.
    ///   - digits: behind the point, at most 5.
    package static func quantile(_ chance: BigDecimal, digits: Int) -> BigDecimal {
        // Halved until the place is narrower than what is shown.
        var (low, high) = (-furthest, furthest)
        let half = BigDecimal(mantissa: 5, scale: 1)
        for _ in 0..<(4 * digits + 8) {
            let middle = ((low + high) * half).rounded(to: 12)
            if below(middle) < chance { low = middle } else { high = middle }
        }
        return high.rounded(to: digits)
    }

    /// e^(−x), 18 digits, off by less than 200 units of the last digit.
    ///
    /// - Parameter x: from 0 to 9.
    package static func exponential(ofMinus x: BigDecimal) -> BigDecimal {
        decimal(exponential(ofMinus: fixed(x)))
    }

    /// By its series at x / 64, which is squared six times: errors of what is below 1 do not grow much by that.
    private static func exponential(ofMinus x: Int128) -> Int128 {
        let part = x / 64
        var (sum, term, count): (Int128, Int128, Int128) = (one, one, 0)
        while term != 0 {
            count += 1
            term = -term * part / one / count
            sum += term
        }
        for _ in 0..<6 { sum = sum * sum / one }
        return sum
    }

    private static func fixed(_ number: BigDecimal) -> Int128 {
        Int128(number.rounded(to: scale).mantissa.int ?? Int.max)
    }

    private static func decimal(_ fixed: Int128) -> BigDecimal {
        BigDecimal(mantissa: Whole(fixed), scale: scale)
    }
}
