/// A finite decimal number of any size: `mantissa / 10^scale`, as `numeric` holds it in PostgreSQL.
///
/// Sums, differences and products are exact. A quotient is a ``Rational``, which becomes a decimal again by
/// ``Rational/rounded(to:)`` where a rule says so. Two decimals are equal when their values are: `1.0 == 1.00`.
package struct BigDecimal: Sendable {
    /// All digits as one whole number.
    package let mantissa: Whole
    /// How many of those digits stand behind the point; never negative.
    package let scale: Int

    package init(mantissa: Whole, scale: Int) {
        precondition(scale >= 0, "the scale of a decimal is not negative")
        self.mantissa = mantissa
        self.scale = scale
    }

    package init(_ value: Whole) {
        self.init(mantissa: value, scale: 0)
    }

    package init(_ value: some FixedWidthInteger) {
        self.init(Whole(value))
    }

    package init(_ value: Int) {
        self.init(Whole(value))
    }

    package static let zero = BigDecimal(0)

    /// -1, 0 or 1.
    package var signum: Int { mantissa.signum }

    /// The number with `digits` behind the point, half away from zero.
    package func rounded(to digits: Int) -> BigDecimal {
        digits >= scale ? rescaled(to: digits) : Rational(self).rounded(to: digits)
    }

    /// The same value without trailing zeros behind the point.
    package var normalized: BigDecimal {
        var (mantissa, scale) = (mantissa, scale)
        while scale > 0 {
            let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            (mantissa, scale) = (quotient, scale - 1)
        }
        return BigDecimal(mantissa: mantissa, scale: scale)
    }

    /// The same value with more digits behind the point; `digits` is at least `scale`.
    func rescaled(to digits: Int) -> BigDecimal {
        digits == scale ? self : BigDecimal(mantissa: mantissa * .powerOfTen(digits - scale), scale: digits)
    }
}

extension BigDecimal: Comparable, Hashable {
    package static func == (left: BigDecimal, right: BigDecimal) -> Bool {
        let (a, b) = aligned(left, right)
        return a == b
    }

    package static func < (left: BigDecimal, right: BigDecimal) -> Bool {
        let (a, b) = aligned(left, right)
        return a < b
    }

    package func hash(into hasher: inout Hasher) {
        let shortest = normalized
        hasher.combine(shortest.mantissa)
        hasher.combine(shortest.scale)
    }
}

extension BigDecimal {
    package static func + (left: BigDecimal, right: BigDecimal) -> BigDecimal {
        let (a, b) = aligned(left, right)
        return BigDecimal(mantissa: a + b, scale: max(left.scale, right.scale))
    }

    package static func - (left: BigDecimal, right: BigDecimal) -> BigDecimal {
        left + -right
    }

    package static func * (left: BigDecimal, right: BigDecimal) -> BigDecimal {
        BigDecimal(mantissa: left.mantissa * right.mantissa, scale: left.scale + right.scale)
    }

    package static prefix func - (value: BigDecimal) -> BigDecimal {
        BigDecimal(mantissa: -value.mantissa, scale: value.scale)
    }

    package static func += (left: inout BigDecimal, right: BigDecimal) {
        left = left + right
    }

    private static func aligned(_ left: BigDecimal, _ right: BigDecimal) -> (Whole, Whole) {
        let scale = max(left.scale, right.scale)
        return (left.rescaled(to: scale).mantissa, right.rescaled(to: scale).mantissa)
    }
}

extension BigDecimal: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) {
        self.init(value)
    }
}

extension BigDecimal: LosslessStringConvertible {
    /// Reads `12`, `-0.50`, `.5`, `1e3` and `2.5E-4`: what JSON, YAML and SQL write; nil for anything else,
    /// and for an exponent beyond ±1000.
    package init?(_ text: String) {
        var rest = Substring(text)
        var exponent = 0
        if let mark = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
            guard let value = Int(rest[rest.index(after: mark)...]), (-1000...1000).contains(value) else { return nil }
            exponent = value
            rest = rest[..<mark]
        }
        let negative = rest.first == "-"
        if negative || rest.first == "+" { rest.removeFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? parts[1] : ""
        let digits = parts.isEmpty ? "" : parts[0] + fraction
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let magnitude = Whole(String(digits))
        else { return nil }
        let scale = fraction.count - exponent
        self.init(
            mantissa: (negative ? -magnitude : magnitude) * .powerOfTen(max(0, -scale)),
            scale: max(0, scale))
    }

    /// Plain digits with as many behind the point as ``scale`` says: `70.60`, `-0.005`, `12`.
    package var description: String {
        let (sign, digits) = (signum < 0 ? "-" : "", mantissa.magnitude.description)
        guard scale > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
        let point = padded.utf8.index(padded.endIndex, offsetBy: -scale)
        return "\(sign)\(padded[..<point]).\(padded[point...])"
    }
}
