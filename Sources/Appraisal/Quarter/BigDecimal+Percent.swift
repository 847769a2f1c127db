import Exact

extension BigDecimal {
    /// What percentage of a whole a part is, 2 digits; nil of nothing.
    static func percent(_ part: Int, of whole: Int) -> BigDecimal? {
        Rational(part * 100).divided(by: Rational(whole))?.rounded(to: 2)
    }
}
