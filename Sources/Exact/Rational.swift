/// An exact fraction, used between two roundings.
package struct Rational: Sendable {
    package let numerator: Whole
    /// Always positive.
    package let denominator: Whole

    /// `numerator / denominator`, nil where the denominator is 0.
    package init?(_ numerator: Whole, over denominator: Whole) {
        guard denominator != 0 else { return nil }
        self.init(numerator: denominator > 0 ? numerator : -numerator, positive: denominator.magnitude)
    }

    package init(_ decimal: BigDecimal) {
        self.init(numerator: decimal.mantissa, positive: .powerOfTen(decimal.scale))
    }

    package init(_ value: Whole) {
        self.init(numerator: value, positive: 1)
    }

    package init(_ value: Int) {
        self.init(Whole(value))
    }

    private init(numerator: Whole, positive denominator: Whole) {
        self.numerator = numerator
        self.denominator = denominator
    }

    package static let zero = Rational(0)
    package static let one = Rational(1)

    /// -1, 0 or 1.
    package var signum: Int { numerator.signum }

    /// The same value in lowest terms.
    package var reduced: Rational {
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        return divisor == 1 ? self : Rational(numerator: numerator / divisor, positive: denominator / divisor)
    }

    /// The decimal with `digits` behind the point that is nearest, half away from zero.
    package func rounded(to digits: Int) -> BigDecimal {
        let doubled = numerator.magnitude * .powerOfTen(digits) * 2 + denominator
        let magnitude = doubled / (denominator * 2)
        return BigDecimal(mantissa: numerator < 0 ? -magnitude : magnitude, scale: digits)
    }

    /// The largest whole number that is not above this one.
    package var floor: Whole {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

extension Rational {
    package static func + (left: Rational, right: Rational) -> Rational {
        Rational(
            numerator: left.numerator * right.denominator + right.numerator * left.denominator,
            positive: left.denominator * right.denominator)
    }

    package static func - (left: Rational, right: Rational) -> Rational {
        left + -right
    }

    package static func * (left: Rational, right: Rational) -> Rational {
        Rational(
            numerator: left.numerator * right.numerator,
            positive: left.denominator * right.denominator)
    }

    /// Nil where `divisor` is 0.
    package func divided(by divisor: Rational) -> Rational? {
        Rational(numerator * divisor.denominator, over: denominator * divisor.numerator)
    }

    package static prefix func - (value: Rational) -> Rational {
        Rational(numerator: -value.numerator, positive: value.denominator)
    }

    package static func += (left: inout Rational, right: Rational) {
        left = left + right
    }
}

extension Rational: Comparable, Hashable {
    package static func == (left: Rational, right: Rational) -> Bool {
        left.numerator * right.denominator == right.numerator * left.denominator
    }

    package static func < (left: Rational, right: Rational) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    package func hash(into hasher: inout Hasher) {
        let lowest = reduced
        hasher.combine(lowest.numerator)
        hasher.combine(lowest.denominator)
    }
}

extension Rational {
    /// The square root, with `digits` behind the point, exactly rounded half up; nil of a negative number.
    package func squareRoot(to digits: Int) -> BigDecimal? {
        guard signum >= 0 else { return nil }
        // ⌊(⌊2x⌋ + 1) / 2⌋ is x rounded half up, and ⌊√q⌋ is ⌊√⌊q⌋⌋.
        let doubled = (numerator * .powerOfTen(2 * digits) * 4 / denominator).squareRoot()
        return BigDecimal(mantissa: (doubled + 1) / 2, scale: digits)
    }
}
