import Exact
import Testing

@testable import Appraisal

@Suite struct RaterAgreementTests {
    /// Table 2 of Shrout and Fleiss, as ratings one by one.
    private static let published = [
        [9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7],
    ]
    .enumerated().flatMap { person, points in
        points.enumerated().map { rater, points in
            RaterAgreement.Rating(about: "p\(person)", rater: "r\(rater)", points: BigDecimal(points))
        }
    }

    @Test func asPublished() {
        let agreement = RaterAgreement(Self.published.reversed())
        #expect(agreement.rated == 6 && agreement.raters == 4 && agreement.isFull)
        #expect(agreement.ofOne.map { $0?.rounded(to: 3).description } == ["0.166", "0.290", "0.715"])
        #expect(agreement.ofMean.map { $0?.rounded(to: 3).description } == ["0.443", "0.620", "0.909"])
        #expect(agreement.pairs.count == 6)
        let first = agreement.pairs[0]
        // 7 5 4 6 5 4, of six.
        #expect(first.first == "r0" && first.second == "r1" && first.ratings == 6)
        #expect(first.difference.description == "5.166667")
        #expect(first.distance.description == "5.166667")
        // 1 4 0 1 1 -1.
        #expect(agreement.pairs[2].difference.description == "1.000000")
        #expect(agreement.pairs[2].distance.description == "1.333333")
    }

    /// With a gap the first kind is left, over the people who were rated twice.
    @Test func withGaps() throws {
        let ratings =
            Self.published.filter { $0 != Self.published[1] } + [.init(about: "alone", rater: "r0", points: 3)]
        let agreement = RaterAgreement(ratings)
        #expect(agreement.rated == 6 && !agreement.isFull)
        #expect(agreement.ofOne[0] != nil && agreement.ofOne[1] == nil && agreement.ofOne[2] == nil)
    }

    @Test func whereNobodySharesPeopleThereIsNothing() {
        let agreement = RaterAgreement([
            .init(about: "a", rater: "x", points: 3), .init(about: "b", rater: "y", points: 5),
        ])
        #expect(agreement == .none)
        #expect(agreement.pairs.isEmpty && agreement.rated == 0 && agreement.ofOne == [nil, nil, nil])
    }
}
