import Exact

extension Scaled {
    /// How many digits a quotient of columns inside one row has; TheLanguage.md, "Numbers".
    static let quotientDigits = 12

    static func * (left: Scaled, right: Scaled) -> Scaled {
        let factor = left.factor * right.factor
        if left.term == .one { return Scaled(factor, right.term) }
        if right.term == .one { return Scaled(factor, left.term) }
        return Scaled(factor, .numeric("\(left.term.numeric.operand) * \(right.term.numeric.operand)"))
    }

    static func + (left: Scaled, right: Scaled) -> Scaled {
        if let left = left.constant, let right = right.constant { return Scaled(constant: left + right) }
        let (factor, terms) = aligned([left, right])
        return Scaled(factor, .numeric("\(terms[0].operand) + \(terms[1].operand)"))
    }

    static func - (left: Scaled, right: Scaled) -> Scaled {
        if let left = left.constant, let right = right.constant { return Scaled(constant: left - right) }
        let (factor, terms) = aligned([left, right])
        return Scaled(factor, .numeric("\(terms[0].operand) - \(terms[1].operand)"))
    }

    static prefix func - (number: Scaled) -> Scaled { Scaled(-number.factor, number.term) }

    var magnitude: Scaled {
        let factor = isNegative ? -factor : factor
        return term == .one ? Scaled(constant: factor) : Scaled(factor, .numeric(.call("abs", term.numeric)))
    }

    /// The quotient inside one row: exact where the divisor is a constant, else rounded half away from zero to
    /// ``quotientDigits``, and unknown where the divisor is 0.
    ///
    /// `div` cuts after one digit more than is kept, and that digit decides: rounding PostgreSQL's own quotient would round
    /// twice.
    ///
    /// - Returns: nil where the divisor is the constant 0.
    func rowQuotient(by divisor: Scaled) -> Scaled? {
        if let constant = divisor.constant {
            return factor.divided(by: constant).map { Scaled($0, term) }
        }
        guard let ratio = factor.divided(by: divisor.factor)?.reduced else { return nil }
        let shift = Whole.powerOfTen(Self.quotientDigits + 1)
        let above = SQL.product([term], ratio.numerator * shift)
        let below = SQL.product([divisor.term], ratio.denominator)
        let cut = SQL.call("div", above, .call("nullif", below, "0"))
        let unit = BigDecimal(mantissa: 1, scale: Self.quotientDigits)
        return Scaled(Rational(unit), .numeric(.call("round", "\(cut) * 0.1")))
    }
}

extension SQL {
    /// The product in type numeric, without what is 1.
    static func product(_ terms: [Scaled.Term], _ factor: Whole = 1) -> SQL {
        let factors = terms.filter { $0 != .one }.map(\.numeric)
        if factors.isEmpty { return .number(factor) }
        if factor == -1 && factors.count == 1 { return "-\(factors[0].operand)" }
        let all = factor == 1 ? factors : factors + [.number(factor)]
        return all.count == 1 ? all[0] : all.map(\.operand).joined(by: " * ")
    }
}
