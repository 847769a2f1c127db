import BigInt

/// A whole number of any size.
///
/// Nearly all fit two words of the machine, where a sum takes a few instructions; of the others it takes hundreds, and memory.
package struct Whole: Sendable {
    private enum Form: Hashable {
        case machine(Int128)
        /// Only what a machine's number cannot hold, so that equal numbers have one form.
        indirect case large(BigInt)
    }

    private let form: Form

    package init(_ value: Int) {
        form = .machine(Int128(value))
    }

    package init(_ value: some FixedWidthInteger) {
        form = Int128(exactly: value).map { .machine($0) } ?? .large(BigInt(value))
    }

    private init(_ value: Int128) {
        form = .machine(value)
    }

    private init(_ value: BigInt) {
        form = Int128(value).map { .machine($0) } ?? .large(value)
    }

    private var big: BigInt {
        switch form {
        case .machine(let value): Int64(exactly: value).map { BigInt(integerLiteral: $0) } ?? BigInt(value)
        case .large(let value): value
        }
    }

    /// As a machine's number; nil where it is too large for one.
    package var int: Int? {
        if case .machine(let value) = form { Int(exactly: value) } else { nil }
    }

    /// -1, 0 or 1.
    package var signum: Int {
        switch form {
        case .machine(let value): Int(value.signum())
        case .large(let value): Int(value.signum())
        }
    }

    /// What both make: on the machine's numbers, or on large ones where that or what comes of it does not fit.
    private static func combine(
        _ left: Whole, _ right: Whole, _ machine: (Int128, Int128) -> (partialValue: Int128, overflow: Bool),
        _ large: (BigInt, BigInt) -> BigInt
    ) -> Whole {
        if case .machine(let left) = left.form, case .machine(let right) = right.form {
            let (value, isTooLarge) = machine(left, right)
            if !isTooLarge { return Whole(value) }
        }
        return Whole(large(left.big, right.big))
    }
}

extension Whole: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) {
        self.init(value)
    }
}

extension Whole {
    package var magnitude: Whole { signum < 0 ? -self : self }

    package static prefix func - (value: Whole) -> Whole { 0 - value }

    package static func + (left: Whole, right: Whole) -> Whole {
        combine(left, right, { $0.addingReportingOverflow($1) }, +)
    }

    package static func - (left: Whole, right: Whole) -> Whole {
        combine(left, right, { $0.subtractingReportingOverflow($1) }, -)
    }

    package static func * (left: Whole, right: Whole) -> Whole {
        // One word times another cannot overflow two.
        if let left = left.int, let right = right.int { return Whole(Int128(left) &* Int128(right)) }
        return combine(left, right, { $0.multipliedReportingOverflow(by: $1) }, *)
    }

    /// The quotient without its fraction; `divisor` is not 0.
    package static func / (left: Whole, divisor: Whole) -> Whole {
        combine(left, divisor, { $0.dividedReportingOverflow(by: $1) }, /)
    }

    /// What that quotient leaves, with the sign of `left`.
    package static func % (left: Whole, divisor: Whole) -> Whole {
        combine(left, divisor, { $0.remainderReportingOverflow(dividingBy: $1) }, %)
    }

    package func quotientAndRemainder(dividingBy divisor: Whole) -> (quotient: Whole, remainder: Whole) {
        let quotient = self / divisor
        return (quotient, self - quotient * divisor)
    }

    /// Never negative.
    package func greatestCommonDivisor(with other: Whole) -> Whole {
        var (larger, smaller) = (magnitude, other.magnitude)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }

    /// The root without its fraction; the number is not negative.
    func squareRoot() -> Whole {
        guard case .machine(let value) = form, value > 0 else { return Whole(big.squareRoot()) }
        // Newton's method: it falls from above until it is there.
        var (root, next): (Int128, Int128) = (.max, 1 << ((Int128.bitWidth - value.leadingZeroBitCount + 1) / 2))
        while next < root { (root, next) = (next, (next + value / next) / 2) }
        return Whole(root)
    }

    /// `10^exponent`.
    package static func powerOfTen(_ exponent: Int) -> Whole {
        exponent < powersOfTen.count ? powersOfTen[exponent] : Whole(BigInt(10).power(exponent))
    }

    private static let powersOfTen: [Whole] = (0...38).map { Whole(BigInt(10).power($0)) }
}

extension Whole: Comparable, Hashable {
    package static func < (left: Whole, right: Whole) -> Bool {
        if case .machine(let left) = left.form, case .machine(let right) = right.form { return left < right }
        return left.big < right.big
    }
}

extension Whole: LosslessStringConvertible {
    /// Reads digits behind an optional sign.
    package init?(_ text: String) {
        if let value = Int(text) {
            self.init(value)
        } else if let value = BigInt(text, radix: 10) {
            self.init(value)
        } else {
            return nil
        }
    }

    package var description: String {
        // The standard library writes a number of one word faster.
        if let int { return int.description }
        return switch form {
        case .machine(let value): value.description
        case .large(let value): value.description
        }
    }
}

extension Int128 {
    /// Nil where it does not fit.
    ///
    /// The conversion from any type of integer is a word off for negative ones of two.
    fileprivate init?(_ value: BigInt) {
        guard value.magnitude.bitWidth <= Self.bitWidth else { return nil }
        let magnitude = value.magnitude.words.reversed().reduce(UInt128(0)) { $0 << UInt.bitWidth | UInt128($1) }
        guard value.signum() < 0 else {
            self.init(exactly: magnitude)
            return
        }
        // There is one number more below zero than above.
        guard magnitude <= Self.min.magnitude else { return nil }
        self.init(truncatingIfNeeded: 0 &- magnitude)
    }
}
