import Exact
import Foundation
import Statistics
import Testing

@testable import Appraisal

/// Whether measured indicators stand in everybody's sheet or in that of the data alone: the example of docs/templates.md.
@Suite struct MeasuredInTests {
    /// Data 60, supervisor 40: what is measured has 60 of 100, the manner that the supervisor rates 40.
    private static func template(_ measuredIn: String, sources: String = "data: {weight: 60}, supervisor: {weight: 40}")
        throws -> Template
    {
        let text = Small.text.replacing("  self: {weight: 20}\n  supervisor: {weight: 80, required: true}\n", with: "")
            .replacing("sources:", with: "sources: {\(sources)}\n\(measuredIn)")
            .replacing("below_percent: 70", with: "below_percent: 95")
        return try TemplateDocument(yaml: text).flattened { _ in nil }.template()
    }

    /// 0.25 hours are 9 points of 10; the supervisor gave 5 of 10.
    private static func result(
        _ template: Template, isMeasured: Bool = true, overall: BigDecimal? = nil, rulings: [String: Ruling] = [:]
    ) -> AppraisalResult {
        let scatter = Moments(count: 4, sum: 1, squares: 1)
        let fact = Fact(rows: 4, sample: 4, numerator: 1, denominator: 4, scatter: scatter)
        let given = Evaluation(
            id: 1, perspective: .supervisor, rater: "bob", indicator: overall == nil ? "manner" : nil,
            points: overall ?? 5)
        let person = Person(
            WorkedExample.employment(), facts: [isMeasured ? fact : .nothing], evaluations: [given], rulings: rulings)
        return Appraiser(template).appraise(person, means: [:], withinVariances: ["response": 1])
    }

    @Test(arguments: [
        // 40 × 5/10 + 60 × 9/10, and the data have nothing of the manner.
        ("", "90.00", "74.00", "83.60", "60.00", "84.00"),
        ("measured_in: every_sheet", "90.00", "74.00", "83.60", "60.00", "84.00"),
        ("measured_in: data", "90.00", "50.00", "74.00", "100.00", "60.00"),
    ])
    func sharesMeanWhatTheTemplateSays(
        _ measuredIn: String, data: String, supervisor: String, total: String, coverage: String, measured: String
    ) throws {
        let result = Self.result(try Self.template(measuredIn))
        #expect(result.score(of: .data)?.description == data)
        #expect(result.score(of: .supervisor)?.description == supervisor)
        #expect(result.total?.points.description == total)
        #expect(result.coverage?.description == coverage)
        #expect(result.confidence?.measuredPercent.description == measured)
    }

    /// Six points of the total for the one point that is missing, and not what it would be worth in both sheets.
    @Test(arguments: [("", "8.40"), ("measured_in: data", "6.00")])
    func aTaskSaysWhatItBringsToTheTotal(_ measuredIn: String, gain: String) throws {
        let template = try Self.template(measuredIn)
        let plan = template.improvementPlan(for: Self.result(template))
        #expect(plan.map(\.indicator.code) == ["manner", "response"])
        #expect(plan.last?.totalGain?.description == gain)
    }

    /// By its share of the total: what the supervisor rates in a tenth of it costs less than what is measured.
    @Test(arguments: [("", ["manner", "response"]), ("measured_in: data", ["response", "manner"])])
    func whatCostsMostIsTheWeakest(_ measuredIn: String, weakest: [String]) throws {
        let template = try Self.template(measuredIn, sources: "data: {weight: 90}, supervisor: {weight: 10}")
        #expect(template.improvementPlan(for: Self.result(template)).map(\.indicator.code) == weakest)
    }

    /// Without anything measured the supervisor's sheet is all there is, whole as it is.
    @Test func aSheetOfOneKindCoversThatKind() throws {
        let result = Self.result(try Self.template("measured_in: data"), isMeasured: false)
        #expect(result.sheets.map(\.perspective.kind) == [.supervisor])
        #expect(result.total?.points.description == "50.00" && result.coverage?.description == "100.00")
        #expect(result.confidence?.measuredPercent.description == "0.00")
    }

    @Test func anOverallNumberStandsForItsSheetEitherWay() throws {
        let result = Self.result(try Self.template("measured_in: data"), overall: 70)
        #expect(result.score(of: .supervisor) == 70 && result.total?.points.description == "82.00")
    }

    /// What an appeal sets is measured as before.
    @Test func anAppealMovesTheSheetOfTheData() throws {
        let ruling = Ruling(appeal: 1, value: 0)
        let result = Self.result(try Self.template("measured_in: data"), rulings: ["response": ruling])
        #expect(result.score(of: .data)?.description == "100.00")
        #expect(result.score(of: .supervisor)?.description == "50.00")
    }

    /// What is left out leaves the sheets of people as they are.
    @Test func leavingOutTheOnlyMeasuredIndicatorLeavesTheRating() throws {
        let template = try Self.template("measured_in: data")
        let result = Self.result(template)
        let omission = try #require(Omission(of: "response", from: template))
        #expect(omission.graded(result, errors: [:])?.total.description == "50.00")
    }

    @Test func whatHasNoPlaceIsRefused() throws {
        let unmeasured = try Small.text("near_cut: 0.50", becomes: "measured_in: data")
        #expect(
            Small.problems(of: unmeasured) == [
                "small@1 measured_in: what is measured would count nowhere; add data to the sources, or leave measured_in out"
            ])
        let rated = Small.text.components(separatedBy: "  - code: attitude")
        let measured = try #require(rated.last?.components(separatedBy: "  - code: speed").last)
        let text = (try #require(rated.first) + "  - code: speed" + measured)
            .replacing("weight: 60", with: "weight: 100").replacing("near_cut: 0.50", with: "measured_in: data")
            .replacing("self: {weight: 20}", with: "data: {weight: 20}")
        #expect(
            Small.problems(of: text) == [
                """
                small@1 sources supervisor: with measured_in: data it holds what people rate, and nothing is rated; leave the source or \
                measured_in out
                """
            ])
        #expect(
            Small.problems(of: try Small.text("near_cut: 0.50", becomes: "measured_in: sheet")) == [
                "small@1 measured_in: expected every_sheet or data, found 'sheet'"
            ])
    }

    @Test func staysInJSONInWhatExtendsItAndInForms() throws {
        let template = try Self.template("measured_in: data")
        let text = Small.text.replacing("  self: {weight: 20}\n", with: "  data: {weight: 20}\n")
            .replacing("near_cut: 0.50", with: "measured_in: data")
        let base = try TemplateDocument(yaml: text)
        #expect(try TemplateDocument(yaml: base.json).template().measuredIn == .data)
        let field = try #require(base.fields(of: .whole).first { $0.what == .weight })
        #expect(try base.entering([field.name: "20"], in: .whole).template().measuredIn == .data)
        let own = try TemplateDocument(yaml: "template: own\nversion: 1\ntitle: {zh: 自, en: Own}\nextends: small@1")
        #expect(try own.flattened { _ in base }.template().measuredIn == template.measuredIn)
    }
}
