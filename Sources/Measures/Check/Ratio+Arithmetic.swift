import Exact

extension Ratio {
    static func + (left: Ratio, right: Ratio) -> Ratio {
        if left.bottom == right.bottom {
            return Ratio(left.top + right.top, over: left.bottom, isGuarded: left.isGuarded || right.isGuarded)
        }
        return Ratio(
            left.top.multiplied(by: right.bottom) + right.top.multiplied(by: left.bottom),
            over: .product(left.bottom, right.bottom), isGuarded: left.isGuarded && right.isGuarded)
    }

    static func - (left: Ratio, right: Ratio) -> Ratio { left + -right }

    static prefix func - (ratio: Ratio) -> Ratio {
        Ratio(-ratio.top, over: ratio.bottom, isGuarded: ratio.isGuarded)
    }

    static func * (left: Ratio, right: Ratio) -> Ratio {
        Ratio(
            left.top * right.top, over: .product(left.bottom, right.bottom),
            isGuarded: left.isGuarded && right.isGuarded)
    }

    /// Unknown where the divisor is unknown or 0.
    ///
    /// - Returns: nil where the divisor is the constant 0.
    func divided(by divisor: Ratio) -> Ratio? {
        guard let factor = top.factor.divided(by: divisor.top.factor) else { return nil }
        let below = divisor.guarded.top.term
        return Ratio(
            Scaled(factor, top.term).multiplied(by: divisor.bottom),
            over: .product(bottom, below == .one ? nil : below), isGuarded: isGuarded && below == .one)
    }

    var magnitude: Ratio {
        let bottom = bottom.map { Scaled.Term.numeric(.call("abs", $0.numeric)) }
        return Ratio(top.magnitude, over: bottom, isGuarded: isGuarded)
    }

    /// The first that is known; nothing behind a constant is looked at.
    static func coalesce(_ ratios: [Ratio]) -> Ratio {
        let end = ratios.firstIndex(where: \.isConstant) ?? ratios.index(before: ratios.endIndex)
        let choices = ratios[...end].map(\.guarded)
        guard choices.count > 1 else { return choices[0] }
        let (factor, tops) = Scaled.aligned(choices.map(\.top))
        if choices.allSatisfy({ $0.bottom == nil }) {
            return Ratio(Scaled(factor, .numeric(("coalesce(\(tops.joined(by: ", ")))" as SQL).atomic)))
        }
        func choice(_ values: [SQL]) -> Scaled.Term {
            let known = zip(choices, values).dropLast().map { choice, value in
                (when: "\(choice.top.term.known.operand) is not null" as SQL, then: value)
            }
            return .numeric(.cases(known, else: values[end]))
        }
        let bottoms = choices.map { $0.bottom?.numeric ?? "1" }
        return Ratio(Scaled(factor, choice(tops)), over: choice(bottoms), isGuarded: true)
    }
}

extension Scaled {
    fileprivate func multiplied(by term: Term?) -> Scaled {
        guard let term else { return self }
        return self * Scaled(.one, term)
    }
}

extension Scaled.Term {
    fileprivate static func product(_ left: Scaled.Term?, _ right: Scaled.Term?) -> Scaled.Term? {
        guard let left, let right else { return left ?? right }
        return .numeric(SQL.product([left, right]))
    }
}
