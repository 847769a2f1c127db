import Appraisal
import Exact
import Statistics
import Testing

/// Which figures recommend what: the first that holds, at its very limit.
@Suite struct IndicatorReviewTests {
    private static let template = """
        template: desk
        version: 1
        title: {zh: 服务台, en: Desk}
        default: true
        posts: [agent]
        sources: {supervisor: {weight: 100}}
        grades: [{grade: A, at_least: 0, coefficient: 1.0}]
        dimensions:
          - code: work
            title: {zh: 工作, en: Work}
            weight: 100
            indicators:
              - code: kept
                title: {zh: 守时, en: Kept}
                points: 5
                unit: percent
                measure: {from: ticket, at: closed_at, value: "share(target_met)"}
                scale:
                  - {band: 95% and above, best: 100, worst: 95, points: 5}
                  - {band: 90% to 95%, best: 95, worst: 90, points: 3}
                  - {band: below 90%, best: 90, worst: 0, points: 0}
              - code: hours
                title: {zh: 时长, en: Hours}
                points: 10
                measure: {from: ticket, at: opened_at, value: "avg(hours(closed_at - opened_at))"}
                scale:
                  - {band: quick, best: 0, worst: 4, points: [10, 6]}
                  - {band: slow, best: 4, worst: 8, points: [5, 0]}
              - code: manner
                title: {zh: 举止, en: Manner}
                points: 10
                rated: [{level: any, title: {zh: 任意, en: Any}, points: [0, 10]}]
        """

    private static func document() throws -> TemplateDocument {
        try TemplateDocument(yaml: template).flattened(base: { _ in nil })
    }

    /// A healthy indicator of 100 results, but for what a test changes.
    private static func review(
        _ code: String = "kept", benchmark: Benchmark? = nil, change: (inout IndicatorTally) -> Void
    ) throws -> IndicatorReview {
        let template = try document().template()
        var tally = IndicatorTally()
        tally.results = 100
        tally.people = 100
        tally.points = Moments(count: 100, sum: 250, squares: 800)
        tally.rest = pairs(correlating: BigDecimal(mantissa: 5, scale: 1))
        change(&tally)
        return IndicatorReview(
            of: try #require(template.indicators.first { $0.code == code }), in: template.dimensions[0], tally: tally,
            benchmark: benchmark)
    }

    /// A hundred pairs with a correlation of so much: both sides have a sum of 0 and squares of 100.
    private static func pairs(correlating r: BigDecimal, count: Int = 100) -> PairMoments {
        let side = Moments(count: count, sum: 0, squares: 100)
        return PairMoments(x: side, y: side, products: 100 * r)
    }

    private struct Case: Sendable {
        let name: String
        let expected: Recommendation
        let change: @Sendable (inout IndicatorTally) -> Void
    }

    private static let cases: [Case] = [
        Case(name: "healthy", expected: .keep) { _ in },
        Case(name: "nine results", expected: .tooFew) { $0.results = 9 },
        Case(name: "ten results", expected: .fixData) { tally in
            tally.results = 10
            tally.points = .none
        },
        Case(name: "30% missing", expected: .keep) { $0.points = Moments(count: 70, sum: 250, squares: 1000) },
        Case(name: "31% missing, all else too", expected: .fixData) { tally in
            tally.points = Moments(count: 69, sum: 345, squares: 1725)
            tally.atFull = 69
        },
        Case(name: "79% at the ceiling", expected: .keep) { $0.atFull = 79 },
        Case(name: "80% at the ceiling", expected: .raiseTarget) { $0.atFull = 80 },
        Case(name: "49% at the floor", expected: .keep) { $0.atZero = 49 },
        Case(name: "50% at the floor", expected: .lowerTargetOrTrain) { $0.atZero = 50 },
        Case(name: "discrimination 0.1", expected: .keep) {
            $0.rest = pairs(correlating: BigDecimal(mantissa: 1, scale: 1))
        },
        Case(name: "discrimination 0.099999", expected: .examine) {
            $0.rest = pairs(correlating: BigDecimal(mantissa: 99_999, scale: 6))
        },
        Case(name: "no discrimination", expected: .keep) { $0.rest = .none },
        Case(name: "against 29 people's customers", expected: .keep) {
            $0.link = pairs(correlating: BigDecimal(mantissa: -9, scale: 1), count: 29)
        },
        Case(name: "against 30 people's customers", expected: .examine) {
            $0.link = pairs(correlating: BigDecimal(mantissa: -1, scale: 6), count: 30)
        },
    ]

    @Test func theFirstThatHolds() throws {
        for one in Self.cases {
            let review = try Self.review(change: one.change)
            #expect(review.recommendation == one.expected, "\(one.name)")
        }
    }

    @Test(arguments: [
        ("80.75", true, "keep"), ("80.74", true, "prioritise"), ("89.25", false, "keep"),
        ("89.26", false, "prioritise"),
    ])
    func fivePercentWorseThanTheBenchmark(value: String, isHigherBetter: Bool, expected: String) throws {
        let benchmark = Benchmark(id: 1, value: 85, isHigherBetter: isHigherBetter, industry: "test")
        let value = try #require(BigDecimal(value))
        let review = try Self.review(benchmark: benchmark) { $0.value = (value, 100) }
        #expect(review.recommendation.rawValue == expected)
    }

    /// Four raters of six people; the first gives `gift` more than the others' 4 and 6.
    @Test(arguments: [(0, "keep", false), (1, "keep", false), (4, "train_raters", true), (-4, "train_raters", true)])
    func aRaterStandsOut(gift: Int, expected: String, standsOut: Bool) throws {
        let review = try Self.review("manner") { tally in
            tally.raters = (0..<4).map { number in
                let (low, high) = number == 0 ? (4 + gift, 6 + gift) : (4, 6)
                return RaterTally(
                    rater: "r\(number)", people: 6,
                    points: Moments(
                        count: 6, sum: BigDecimal(3 * low + 3 * high),
                        squares: BigDecimal(3 * low * low + 3 * high * high)),
                    alike: 0)
            }
        }
        #expect(review.recommendation.rawValue == expected)
        #expect(review.raters[0].standsOut == standsOut)
        #expect(review.raters.dropFirst().map(\.standsOut) == [false, false, false])
        if standsOut { #expect(review.reason.en.contains(gift > 0 ? "r0 is lenient" : "r0 is severe")) }
    }

    /// Five people all with 5 points: of 20 others 4 have that, so chance brings it about in 0.2⁵ = 0.00032 of cases; with 6 in 0.00243.
    @Test(arguments: [(4, 5, true), (6, 5, false), (4, 4, false), (20, 5, false)])
    func givingAllTheSame(alike: Int, people: Int, isFound: Bool) throws {
        let review = try Self.review("manner") { tally in
            tally.raters = [
                RaterTally(rater: "a", people: people, points: Moments(count: 5, sum: 25, squares: 125), alike: alike),
                RaterTally(rater: "b", people: 20, points: Moments(count: 20, sum: 100, squares: 600), alike: 0),
            ]
        }
        #expect(review.raters[0].isSameForAll == isFound)
        #expect(!review.raters[1].isSameForAll)
    }

    @Test func everyFigureThatIsNotThereSaysWhy() throws {
        let review = try Self.review { tally in
            tally = IndicatorTally()
            tally.results = 12
        }
        let lacking = Set(review.lacking.map(\.figure))
        #expect(
            lacking.isSuperset(of: [
                "mean", "standard_deviation", "ceiling_percent", "floor_percent", "discrimination", "nps_link", "trend",
                "rater_spread", "self_gap", "value", "benchmark",
            ]))
        #expect(review.lacking.allSatisfy { !$0.reason.zh.isEmpty && !$0.reason.en.isEmpty })
    }

    /// The better quarter reaches 98: full points begin there, and the other edges move along; 100 stays the best there is.
    @Test func raisingATargetMovesTheBands() throws {
        let review = try Self.review { tally in
            tally.atFull = 90
            tally.quartiles = [96, 97, 98]
        }
        let document = try Self.document()
        let piece = try #require(document.amendment(for: review))
        let raised = try document.amended(by: [piece], version: 2).template()
        #expect(raised.version == 2)
        #expect(raised.posts == ["agent"] && raised.isDefault)
        #expect(raised.indicators.count == 3)
        let bands = try #require(raised.indicators.first?.scale).bands
        #expect(bands.map(\.best) == [100, 98, 93])
        #expect(bands.map(\.worst) == [98, 93, 3])
        let before = try document.template()
        #expect(raised.indicators[0].measure == before.indicators[0].measure)
    }

    @Test func whatCannotBeBetterIsNotRaised() throws {
        let review = try Self.review("hours") { tally in
            tally.atFull = 90
            tally.quartiles = [0, 0, 1]
        }
        #expect(review.recommendation == .raiseTarget)
        // What the share is of is said.
        #expect(review.reason.en.hasPrefix("90.00% of the 100 results with points have full points"))
        #expect(review.reason.zh.hasPrefix("有得分的 100 个结果中 90.00% 为满分"))
        #expect(try Self.document().amendment(for: review) == nil)
    }

    /// Three quarters need no more than 12 hours: no points begin there.
    @Test func loweringATargetMovesTheBands() throws {
        let review = try Self.review("hours") { tally in
            tally.atZero = 60
            tally.quartiles = [7, 9, 12]
        }
        let document = try Self.document()
        let lowered = try document.amended(by: [try #require(document.amendment(for: review))], version: 2).template()
        #expect(lowered.indicators[1].scale?.bands.map(\.worst) == [8, 12])
    }

    @Test func prioritisingGivesHalfAsManyPointsAgain() throws {
        let benchmark = Benchmark(id: 1, value: 85, isHigherBetter: true, industry: "test")
        let review = try Self.review(benchmark: benchmark) { $0.value = (50, 100) }
        let document = try Self.document()
        let next = try document.amended(by: [try #require(document.amendment(for: review))], version: 2).template()
        #expect(next.indicators[0].points == BigDecimal(mantissa: 75, scale: 1))
        #expect(
            next.indicators[0].scale?.bands.map(\.first) == [
                BigDecimal(mantissa: 75, scale: 1), BigDecimal(mantissa: 45, scale: 1), 0,
            ])
    }

    /// 66 points would become 99, 67 more than an indicator may have; the only one of its dimension decides all of it already.
    @Test(arguments: [("66", false, "99"), ("67", false, nil), ("5.25", false, "7.88"), ("5", true, nil)])
    func prioritisingEndsWhereNothingMoreCanBeGiven(points: String, isOnly: Bool, expected: String?) throws {
        var yaml = Self.template.replacing("points: 5\n", with: "points: \(points)\n")
            .replacing("worst: 95, points: 5}", with: "worst: 95, points: \(points)}")
        if isOnly, let others = yaml.firstRange(of: "      - code: hours") { yaml.removeSubrange(others.lowerBound...) }
        let document = try TemplateDocument(yaml: yaml).flattened(base: { _ in nil })
        let template = try document.template()
        var tally = IndicatorTally()
        tally.results = 100
        tally.people = 100
        tally.points = Moments(count: 100, sum: 250, squares: 800)
        tally.value = (50, 100)
        let review = IndicatorReview(
            of: template.indicators[0], in: template.dimensions[0], tally: tally,
            benchmark: Benchmark(id: 1, value: 85, isHigherBetter: true, industry: "test"))
        #expect(review.recommendation == .prioritise)
        let piece = document.amendment(for: review)
        let next = try piece.map { try document.amended(by: [$0], version: 2).template().indicators[0].points }
        #expect(next == expected.flatMap { BigDecimal($0) })
    }

    @Test(arguments: [(80, 100, "likely"), (95, 100, "clear"), (100, 10, "likely"), (100, 30, "clear")])
    func howSure(percent: Int, people: Int, expected: String) throws {
        let review = try Self.review { tally in
            tally.people = people
            tally.atFull = percent
        }
        #expect(review.certainty?.rawValue == expected)
    }
}
