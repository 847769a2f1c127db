import Exact

extension Scaled {
    enum Use {
        /// Integers become numeric.
        case arithmetic
        /// Integers stay what they are, which is cheaper.
        case comparison
    }

    /// Numbers brought to one factor, which is positive, so that SQL can add and compare what remains of them.
    ///
    /// Where all factors but those of constants are the same and the constants have finitely many digits in it, it is that
    /// factor; else the largest that makes all of them whole.
    static func aligned(_ numbers: [Scaled], for use: Use = .arithmetic) -> (factor: Rational, terms: [SQL]) {
        let factor = sharedFactor(numbers) ?? commonFactor(numbers)
        return (
            factor,
            numbers.map { number in
                guard let multiple = number.factor.divided(by: factor)?.reduced else { return number.term.sql }
                if number.term == .one { return multiple.decimal.map { .number($0) } ?? .number(multiple.numerator) }
                if multiple == .one && use == .comparison { return number.term.sql }
                return .product([number.term], multiple.numerator)
            }
        )
    }

    private static func sharedFactor(_ numbers: [Scaled]) -> Rational? {
        let factors = numbers.filter { $0.term != .one }.map { $0.isNegative ? -$0.factor : $0.factor }
        let factor = factors.first ?? .one
        let isShared = factors.allSatisfy { $0 == factor }
        let fits = numbers.allSatisfy { $0.term != .one || $0.factor.divided(by: factor)?.decimal != nil }
        return isShared && fits ? factor : nil
    }

    private static func commonFactor(_ numbers: [Scaled]) -> Rational {
        let denominator = numbers.reduce(Whole(1)) { common, number in
            common * number.factor.denominator / common.greatestCommonDivisor(with: number.factor.denominator)
        }
        let numerator = numbers.reduce(Whole(0)) { common, number in
            common.greatestCommonDivisor(with: number.factor.numerator * denominator / number.factor.denominator)
        }
        return Rational(numerator == 0 ? 1 : numerator, over: denominator)?.reduced ?? .one
    }
}

extension Rational {
    /// The decimal that it is; nil where it has no end, or more than 40 digits behind the point.
    var decimal: BigDecimal? {
        var power: Whole = 1
        for scale in 0...40 {
            let (quotient, remainder) = (numerator * power).quotientAndRemainder(dividingBy: denominator)
            if remainder == 0 { return BigDecimal(mantissa: quotient, scale: scale) }
            power = power * 10
        }
        return nil
    }
}
