import Exact
import Statistics
import Support
import Testing

@Suite struct AgreementTests {
    /// Table 2 of Shrout and Fleiss: 6 targets, 4 raters.
    private static let published: [[BigDecimal]] = [
        [9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7],
    ]

    @Test func asPublished() throws {
        let agreement = try #require(Agreement(Self.published))
        #expect(agreement.targetSquare.rounded(to: 4).description == "11.2417")
        #expect(agreement.withinSquare.rounded(to: 4).description == "6.2639")
        #expect(agreement.raterSquare.rounded(to: 4).description == "32.4861")
        #expect(agreement.errorSquare.rounded(to: 4).description == "1.0194")
        let ofOne = Agreement.Kind.allCases.map { agreement.ofOne($0)?.rounded(to: 3).description }
        #expect(ofOne == ["0.166", "0.290", "0.715"])
        let ofMean = Agreement.Kind.allCases.map { agreement.ofMean($0)?.rounded(to: 3).description }
        #expect(ofMean == ["0.443", "0.620", "0.909"])
    }

    /// The first kind is the share of one-way random effects, as people's rows are their ratings.
    @Test func theFirstKindIsOneWay() throws {
        let effects = try #require(RandomEffects(Spread(of: Self.published.map { Moments(of: $0) })))
        #expect(effects.intraclassOfOne == Agreement(Self.published)?.ofOne(.anyRaters))
        #expect(effects.intraclassOfMean == Agreement(Self.published)?.ofMean(.anyRaters))
        #expect(effects.reliability(rows: 1) == Agreement(Self.published)?.ofOne(.anyRaters))
        #expect(effects.reliability == Agreement(Self.published)?.ofMean(.anyRaters))
    }

    /// A rater who is severer by as much with everyone changes the third kind in nothing; order changes none.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func severityAndOrder(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let table = (0..<Int.random(in: 2...9, using: &dice)).map { _ in
            (0..<3).map { _ in BigDecimal(Int.random(in: 0...15, using: &dice)) }
        }
        let agreement = try #require(Agreement(table))
        let severe = try #require(Agreement(table.map { [$0[0] - 4, $0[1], $0[2]] }))
        #expect(severe.ofOne(.theseRaters) == agreement.ofOne(.theseRaters))
        let turned = try #require(Agreement(table.shuffled(using: &dice).map { [$0[2], $0[0], $0[1]] }))
        for kind in Agreement.Kind.allCases { #expect(turned.ofOne(kind) == agreement.ofOne(kind)) }
    }

    @Test func gapsAndSinglesHaveNone() {
        #expect(Agreement([]) == nil)
        #expect(Agreement([[1, 2]]) == nil)
        #expect(Agreement([[1], [2]]) == nil)
        #expect(Agreement([[1, 2], [3]]) == nil)
        #expect(Agreement([[4, 4], [4, 4]])?.ofOne(.anyRaters) == nil)
    }
}
