extension Rational {
    /// The square root, with `digits` behind the point, exactly rounded half up; nil of a negative number.
    package func squareRoot(to digits: Int) -> BigDecimal? {
        guard signum >= 0 else { return nil }
        // ⌊(⌊2x⌋ + 1) / 2⌋ is x rounded half up, and ⌊√q⌋ is ⌊√⌊q⌋⌋.
        let doubled = (numerator * .powerOfTen(2 * digits) * 4 / denominator).squareRoot()
        return BigDecimal(mantissa: (doubled + 1) / 2, scale: digits)
    }
}
