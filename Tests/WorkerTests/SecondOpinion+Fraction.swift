import BigInt

extension SecondOpinion {
    /// An exact number: nothing is ever rounded unless it is asked for.
    struct Fraction: Hashable, Comparable, ExpressibleByIntegerLiteral {
        let top: BigInt
        /// Always above 0.
        let bottom: BigInt

        /// - Parameter bottom: not 0.
        init(_ top: BigInt, over bottom: BigInt = 1) {
            let common = top.greatestCommonDivisor(with: bottom)
            let sign: BigInt = bottom < 0 ? -1 : 1
            self.top = sign * top / common
            self.bottom = sign * bottom / common
        }

        init(_ whole: Int) { self.init(BigInt(whole)) }

        init(integerLiteral value: Int) { self.init(value) }

        /// A number as people write it: `-12.50`.
        init?(_ text: String) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 2, let whole = BigInt(parts.joined()) else { return nil }
            self.init(whole, over: BigInt(10).power(parts.count == 2 ? parts[1].count : 0))
        }

        static func < (left: Fraction, right: Fraction) -> Bool { left.top * right.bottom < right.top * left.bottom }
    }
}

extension SecondOpinion.Fraction {
    static func + (left: Self, right: Self) -> Self {
        Self(left.top * right.bottom + right.top * left.bottom, over: left.bottom * right.bottom)
    }

    static func - (left: Self, right: Self) -> Self { left + -right }

    static func * (left: Self, right: Self) -> Self { Self(left.top * right.top, over: left.bottom * right.bottom) }

    /// Unknown where the divisor is 0.
    static func / (left: Self, right: Self) -> Self? {
        right.top == 0 ? nil : Self(left.top * right.bottom, over: left.bottom * right.top)
    }

    static prefix func - (number: Self) -> Self { Self(-number.top, over: number.bottom) }

    var magnitude: Self { Self(top.magnitude.signed, over: bottom) }

    /// The greatest whole number that is not above this one.
    var floor: BigInt {
        let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The nearest number of so many digits behind the point; half away from zero.
    func rounded(_ digits: Int) -> Self {
        let unit = BigInt(10).power(digits)
        let size = (magnitude * Self(unit) + Self(1, over: 2)).floor
        return Self(top < 0 ? -size : size, over: unit)
    }

    static func sum(_ numbers: [Self]) -> Self { numbers.reduce(0, +) }
}

extension SecondOpinion.Fraction: CustomStringConvertible {
    /// As PostgreSQL's `trim_scale` writes it; a fraction where no decimal ends.
    var description: String {
        var digits = 0
        var scaled = top.magnitude
        while scaled % bottom.magnitude != 0 && digits < 60 {
            scaled *= 10
            digits += 1
        }
        guard scaled % bottom.magnitude == 0 else { return "\(top)/\(bottom)" }
        let text = String(scaled / bottom.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
        return (top < 0 ? "-" : "") + padded.dropLast(digits) + (digits == 0 ? "" : "." + padded.suffix(digits))
    }
}

extension BigUInt {
    fileprivate var signed: BigInt { BigInt(self) }
}
