import Appraisal
import Exact
import Testing

/// What an upheld appeal sets stands in place of what was measured or rated.
@Suite struct RulingTests {
    private let employment =
        Employment(
            of: [
                Assignment(
                    employeeID: "e", name: nil, department: nil, post: nil, supervisorID: nil, from: nil, to: nil)
            ], in: 0...29) ?? .ended("e", name: nil)

    /// Employed all of the period, 2 hours measured, 9 points by the supervisor and 2 by the person.
    private func result(_ rulings: [String: BigDecimal], perspectives: String) throws -> AppraisalResult {
        let template = try Small.template(
            "self: {weight: 20}\n  supervisor: {weight: 80, required: true}", becomes: perspectives)
        let person = Person(
            employment,
            facts: [Fact(rows: 4, sample: 4, numerator: 8, denominator: 4)],
            evaluations: [
                Evaluation(id: 1, perspective: .supervisor, rater: "s", indicator: "manner", points: 9),
                Evaluation(id: 2, perspective: .`self`, rater: "e", indicator: "manner", points: 2),
            ],
            rulings: rulings.mapValues { Ruling(appeal: 7, value: $0) })
        let appraiser = Appraiser(template)
        return appraiser.appraise(person, means: [:])
    }

    private func scores(_ result: AppraisalResult) -> [String] {
        result.sheets.map { "\($0.perspective.kind) \($0.score)" }
    }

    private let raters = "self: {weight: 20}\n  supervisor: {weight: 80, required: true}"

    // 2 hours: 5 − 5 × 1/3 = 3.33 points of 10, 60% of the weight.
    @Test(
        arguments: [
            ([:], ["self 27.98", "supervisor 55.98"]),
            // In the sheet of each rater: 40 + 19.98.
            (["manner": 10], ["self 59.98", "supervisor 59.98"]),
            // The scale reads it: an hour is 6 points.
            (["response": 1], ["self 44.00", "supervisor 72.00"]),
        ] as [([String: BigDecimal], [String])])
    func itCountsInTheSheetOfEveryRater(rulings: [String: BigDecimal], expected: [String]) throws {
        let result = try result(rulings, perspectives: raters)
        #expect(scores(result) == expected)
        for score in result.indicators {
            #expect(score.appeal == (rulings[score.indicator] == nil ? nil : 7))
            // What was measured and given stays beside it.
            #expect(score.rawValue == (score.kind == .measured ? BigDecimal(2) : nil))
            #expect(score.ratings.map(\.points) == (score.kind == .rated ? [2, 9] : []))
        }
    }

    @Test func pointsAreNoDataThatIsMeasured() throws {
        let perspectives = "supervisor: {weight: 50, required: true}\n  data: {weight: 50}"
        #expect(try scores(result(["manner": 10], perspectives: perspectives)) == ["supervisor 59.98", "data 33.30"])
    }

    @Test func itNeedsNoMeasuredValue() throws {
        let template = try Small.template()
        let measured = Person(
            employment, facts: [.nothing],
            evaluations: [Evaluation(id: 1, perspective: .supervisor, rater: "s", indicator: "manner", points: 9)],
            rulings: ["response": Ruling(appeal: 7, value: 0)])
        let appraiser = Appraiser(template)
        let score = appraiser.appraise(measured, means: [:]).indicators[1]
        #expect(score.state == .scored)
        #expect(score.points == 10)
        #expect(score.rawValue == nil)
    }
}
