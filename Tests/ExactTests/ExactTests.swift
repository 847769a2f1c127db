import Exact
import Testing

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
