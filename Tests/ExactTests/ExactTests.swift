import BigInt
import Testing

@testable import Exact

@Suite struct BigDecimalTests {
    @Test(arguments: [
        ("0", "0"), ("-0.50", "-0.50"), (".5", "0.5"), ("12.340", "12.340"), ("1e3", "1000"), ("2.5E-4", "0.00025"),
        ("+7", "7"), ("123456789012345678901234567890.12", "123456789012345678901234567890.12"), ("1.20e1", "12.0"),
    ])
    func readsAndWrites(_ text: String, _ written: String) {
        #expect(BigDecimal(text)?.description == written)
    }

    @Test(arguments: ["", "-", ".", "1.2.3", "NaN", "1e", "0x10", "1,5", "１", "1e99999", " 1"])
    func refusesWhatIsNoNumber(_ text: String) {
        #expect(BigDecimal(text) == nil)
    }

    @Test(arguments: [
        ("89.995", 2, "90.00"), ("-89.995", 2, "-90.00"), ("89.9949999", 2, "89.99"), ("0.5", 0, "1"),
        ("-0.5", 0, "-1"), ("0.005", 2, "0.01"), ("7", 2, "7.00"), ("-0.004", 2, "0.00"),
    ])
    func roundsHalfAwayFromZero(_ text: String, _ digits: Int, _ rounded: String) throws {
        #expect(try #require(BigDecimal(text)).rounded(to: digits).description == rounded)
    }

    @Test func equalValuesAreEqualWhateverTheirScale() throws {
        let short = try #require(BigDecimal("1.5"))
        let long = try #require(BigDecimal("1.500"))
        #expect(short == long)
        #expect(short.hashValue == long.hashValue)
        #expect(long.normalized.description == "1.5")
        #expect(short < 2)
        #expect((short + long).description == "3.000")
        #expect((short * long - short).description == "0.7500")
    }
}

@Suite struct RationalTests {
    @Test func aThirdStaysExact() throws {
        let third = try #require(Rational(1).divided(by: Rational(3)))
        #expect(third + third + third == .one)
        #expect(third.rounded(to: 6).description == "0.333333")
        #expect((-third).rounded(to: 2).description == "-0.33")
        #expect(Rational(1).divided(by: .zero) == nil)
    }

    @Test(arguments: [(7, 2, 3), (-7, 2, -4), (6, 2, 3), (-6, 2, -3)])
    func floors(_ numerator: Int, _ denominator: Int, _ floor: Int) throws {
        #expect(try #require(Rational(Whole(numerator), over: Whole(denominator))).floor == Whole(floor))
    }

    @Test func aNegativeDenominatorMovesUp() throws {
        let value = try #require(Rational(1, over: -4))
        #expect(value.denominator == 4)
        #expect(value < .zero)
        #expect(value.rounded(to: 1).description == "-0.3")
    }
}

/// Numbers that fit a machine's and those that do not, held against a library's that knows only large ones.
@Suite struct WholeTests {
    private static let edge = BigInt(1) << 127

    private static let numbers: [BigInt] = {
        let positive: [BigInt] = [
            0, 1, 2, 9, 10, 4_294_967_296, BigInt(Int64.max), BigInt(1) << 64, BigInt(10).power(19),
            BigInt(10).power(38), edge - 1, edge, edge + 1, edge * 2, BigInt(10).power(39), BigInt(10).power(60) / 7,
        ]
        return positive + positive.map { -$0 }
    }()

    private func whole(_ number: BigInt) throws -> Whole { try #require(Whole(number.description)) }

    @Test(arguments: numbers)
    func readsAndWrites(_ number: BigInt) throws {
        let whole = try whole(number)
        #expect(whole.description == number.description)
        #expect(whole.signum == Int(number.signum()))
        #expect(whole.magnitude.description == number.magnitude.description)
        #expect((-whole).description == (-number).description)
        #expect(whole.int == Int(exactly: number))
    }

    @Test(arguments: numbers, numbers)
    func calculatesAcrossTheEdgeOfTheMachine(_ left: BigInt, _ right: BigInt) throws {
        let (a, b) = (try whole(left), try whole(right))
        #expect((a + b).description == (left + right).description)
        #expect((a - b).description == (left - right).description)
        #expect((a * b).description == (left * right).description)
        #expect((a < b) == (left < right))
        #expect((a == b) == (left == right))
        #expect((a - b + b) == a)
        #expect((a - b + b).hashValue == a.hashValue, "equal numbers have one form")
        #expect(a.greatestCommonDivisor(with: b).description == left.greatestCommonDivisor(with: right).description)
        guard right != 0 else { return }
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        let expected = left.quotientAndRemainder(dividingBy: right)
        #expect(quotient.description == expected.quotient.description)
        #expect(remainder.description == expected.remainder.description)
        #expect((a % b).description == expected.remainder.description)
    }

    @Test(arguments: [0, 1, 15, 16, 38, 39, 40, 60])
    func decimalsAreTheSameOnBothSidesOfTheEdge(_ digits: Int) throws {
        let power = Whole.powerOfTen(digits)
        #expect(BigDecimal(mantissa: power, scale: digits) == 1)
        #expect(BigDecimal(mantissa: power, scale: digits).hashValue == BigDecimal(1).hashValue)
        #expect(BigDecimal(mantissa: power, scale: digits).normalized.description == "1")
        let root = try #require(Rational(BigDecimal(power * power)).squareRoot(to: 2))
        #expect(root == BigDecimal(power))
        let third = try #require(Rational(power, over: 3))
        #expect(third.rounded(to: 1) == BigDecimal(mantissa: (power * 10 - 1) / 3, scale: 1))
    }

    /// Around squares, and around what one word of the machine holds.
    @Test(arguments: [0, 1, 2, 3, 9, 99, 1_000_003, 2_147_483_647, 3_037_000_499, 3_037_000_500, 4_294_967_296])
    func rootsLoseTheirFractionAlone(_ root: Int) throws {
        let square = BigInt(root) * BigInt(root)
        for value in [square - 1, square, square + 1] where value >= 0 {
            let whole = try #require(Whole(value.description))
            #expect(whole.squareRoot().description == value.squareRoot().description, "\(value)")
        }
    }

    @Test func takesTheMachinesNumbers() {
        #expect(Whole(Int64.min).description == "-9223372036854775808")
        #expect(Whole(UInt64.max).description == "18446744073709551615")
        #expect(Whole(Int32(-5)) == -5)
        #expect(Whole(UInt128.max).description == "340282366920938463463374607431768211455")
    }

    @Test(arguments: [0, 1, 19, 37, 38, 39, 60])
    func powersOfTen(_ exponent: Int) {
        #expect(Whole.powerOfTen(exponent).description == BigInt(10).power(exponent).description)
    }

    @Test(arguments: ["", "-", "1.0", "x", "1 ", "0x1"])
    func refusesWhatIsNoWholeNumber(_ text: String) {
        #expect(Whole(text) == nil)
    }
}
