import Exact
import Statistics
import Testing

@Suite struct NormalTests {
    /// scipy 1.17, `norm.cdf`.
    @Test(arguments: [
        ("0", "0.500000000"), ("1", "0.841344746"), ("1.96", "0.975002105"), ("-2", "0.022750132"),
        ("3.09", "0.998999218"), ("-0.5", "0.308537539"), ("5", "0.999999713"), ("-5.9", "0.000000002"),
        ("6", "1.000000000"), ("-70", "0.000000000"), ("0.123456", "0.549126993"),
    ])
    func chances(z: String, chance: String) throws {
        let (found, wanted) = (Normal.below(try decimal(z)), try decimal(chance))
        let off = found < wanted ? wanted - found : found - wanted
        #expect(off <= (try decimal("0.000000001")), "\(z): \(found)")
    }

    @Test func theyRiseAndMirror() {
        let grid = (-650...650).map { BigDecimal(mantissa: Whole($0), scale: 2) }
        let chances = grid.map(Normal.below)
        #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(zip(chances, chances.reversed()).allSatisfy { $0 + $1 == 1 })
    }

    @Test(arguments: [
        ("0.975", "1.95996"), ("0.999", "3.09023"), ("0.5", "0.00000"), ("0.025", "-1.95996"), ("0.84", "0.99446"),
    ])
    func quantiles(chance: String, z: String) throws {
        #expect(Normal.quantile(try decimal(chance), digits: 5).description == z)
    }

    /// What formulas are published with.
    @Test func theQuantilesThatAreUsed() throws {
        #expect(Interval.z == Normal.quantile(try decimal("0.975"), digits: 2))
        #expect(Funnel.outerZ == Normal.quantile(try decimal("0.999"), digits: 2))
    }

    @Test(arguments: [
        ("0", "1.000000000000"), ("1", "0.367879441171"), ("4", "0.018315638889"), ("9", "0.000123409804"),
    ])
    func exponentials(x: String, power: String) throws {
        #expect(Normal.exponential(ofMinus: try decimal(x)).rounded(to: 12).description == power)
    }
}
