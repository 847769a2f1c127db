@testable import Appraisal
import Exact
import Testing

/// "From points to a total" on the small template: manner rated for 40%, response measured for 60%.
@Suite struct AppraiserTests {
    private static let threePerspectives = """
          self: {weight: 20}
          peer: {weight: 30}
          supervisor: {weight: 30}
          data: {weight: 20}
        """

    private func template(perspectives: String? = nil) throws -> Template {
        let written = "  self: {weight: 20}\n  supervisor: {weight: 80, required: true}"
        return try Small.template(written, becomes: perspectives ?? written)
    }

    /// Appraises one person alone.
    ///
    /// - Parameter hours: the value of `response`; nil for no ticket.
    private func appraise(
        hours: String?, _ evaluations: [Evaluation], days: Int = 20, under template: Template? = nil, sample: Int64 = 9
    ) throws -> AppraisalResult {
        let fact = try hours.map { Fact(rows: sample, sample: sample, numerator: try decimal($0)) } ?? .nothing
        let person = Person(WorkedExample.employment(days: days), facts: [fact], evaluations: evaluations)
        let appraiser = Appraiser(try template ?? self.template())
        return try #require(appraiser.appraise([person]).results.first)
    }

    private func rating(
        _ points: String, from perspective: Perspective.Kind = .supervisor, by rater: String = "bob",
        of indicator: String? = "manner"
    ) throws -> Evaluation {
        Evaluation(id: 1, perspective: perspective, rater: rater, indicator: indicator, points: try decimal(points))
    }

    @Test func severalRatersAreAveragedPerIndicator() throws {
        let evaluations = try [rating("10", by: "bob"), rating("5", by: "eve"), rating("5", by: "kim")]
        let result = try appraise(hours: "0", evaluations)
        let manner = try #require(result.indicators.first)
        #expect(manner.points?.description == "6.67")
        #expect(manner.ratings.map(\.raters) == [3])
        #expect(result.score(of: .supervisor)?.description == "86.68")
    }

    @Test func anOverallNumberIsTheSheet() throws {
        let evaluations = try [rating("70", by: "bob", of: nil), rating("75.55", by: "eve", of: nil), rating("10")]
        let result = try appraise(hours: nil, evaluations)
        #expect(result.score(of: .supervisor)?.description == "72.78")
        #expect(result.coverage?.description == "100.00")
        #expect(result.total?.points.description == "72.78")
        #expect(result.indicators.first?.points?.description == "10.00")
    }

    @Test func aSourceWithoutASheetHandsItsWeightOver() throws {
        let template = try template(perspectives: Self.threePerspectives)
        let evaluations = try [rating("10", from: .peer), rating("5", from: .`self`)]
        let result = try appraise(hours: "1", evaluations, under: template)
        // peer 40 + 36 = 76, self 20 + 36 = 56, data 60: (76 × 30 + 56 × 20 + 60 × 20) / 70
        #expect(result.sheets.map(\.perspective.kind) == [.`self`, .peer, .data])
        #expect(result.sheets.map(\.score.description) == ["56.00", "76.00", "60.00"])
        #expect(result.total?.points.description == "65.71")
    }

    @Test func betweenEqualWeightsTheTemplatesOrderDecides() throws {
        let evaluations = try [rating("10", from: .peer), rating("5", from: .supervisor)]
        let first = try appraise(hours: nil, evaluations, under: template(perspectives: Self.threePerspectives))
        #expect(first.indicators.first?.points?.description == "10.00")
        #expect(first.indicators.first?.given(by: .peer)?.description == "10.00")
        let turned = Self.threePerspectives.replacing("peer", with: "x").replacing("supervisor", with: "peer")
            .replacing("x", with: "supervisor")
        let second = try appraise(hours: nil, evaluations, under: template(perspectives: turned))
        #expect(second.indicators.first?.points?.description == "5.00")
    }

    @Test func theDataSheetNeedsData() throws {
        let template = try template(perspectives: "  supervisor: {weight: 30}\n  data: {weight: 70, required: true}")
        let without = try appraise(hours: nil, [rating("10")], under: template)
        #expect(without.status == .incomplete([.noSheet(.data), .lowCoverage(40, minimum: 60)]))
        #expect(
            without.reason?.en == "nothing could be measured; 40.00% of the weight could be scored, 60% is needed")
        let alone = try appraise(hours: "0", [], under: template)
        #expect(alone.sheets.map(\.coverage.description) == ["60.00"])
        #expect(alone.total?.points.description == "100.00")
    }

    @Test func aRequiredSourceMustSpeak() throws {
        let result = try appraise(hours: "0", [rating("10", from: .`self`)])
        #expect(result.status == .incomplete([.noSheet(.supervisor)]))
        #expect(result.reason == LocalizedText(zh: "缺少上级评价", en: "no supervisor evaluation"))
        #expect(result.score(of: .`self`)?.description == "100.00")
        #expect(result.coverage?.description == "100.00")
        #expect(result.indicators.count == 2)
    }

    @Test func nobodyAndNothing() throws {
        let template = try template(perspectives: "  self: {weight: 20}\n  supervisor: {weight: 80}")
        let result = try appraise(hours: "0", [], under: template)
        #expect(result.status == .incomplete([.noSheets]))
        #expect(result.coverage == nil)
        #expect(result.indicators.map(\.state) == [.notRated, .scored])
    }

    @Test(arguments: [("0", 60, true), ("0", 2, false), (nil, 9, false)] as [(String?, Int64, Bool)])
    func coverageIsOfWhatCouldBeScored(_ hours: String?, _ sample: Int64, _ complete: Bool) throws {
        let result = try appraise(hours: hours, [rating("10")], sample: sample)
        #expect(result.coverage?.description == (complete ? "100.00" : "40.00"))
        #expect(result.status == .incomplete([.lowCoverage(40, minimum: 60)]) || complete)
        #expect(result.score(of: .supervisor)?.description == "100.00")
    }

    @Test func anUnusableEvaluationIsLeftOut() throws {
        let result = try appraise(hours: "0", [rating("4.995"), rating("7", of: "response"), rating("7", from: .peer)])
        #expect(result.status == .incomplete([.noSheet(.supervisor)]))
        #expect(result.indicators.map(\.ratings) == [[], []])
    }

    @Test(arguments: [(10, true), (9, false)])
    func fewerThanTheDaysAskedForIsNotAppraised(_ days: Int, _ appraised: Bool) throws {
        let result = try appraise(hours: "0", [rating("10")], days: days)
        #expect((result.total != nil) == appraised)
        guard !appraised else { return }
        #expect(result.status == .notAppraised(.tooFewDays(9, minimum: 10)))
        #expect(
            result.reason
                == LocalizedText(zh: "考核期内在职 9 天，少于要求的 10 天", en: "employed 9 days of the period, 10 are needed"))
        #expect(result.indicators == [])
        #expect(result.sheets == [])
    }

    @Test(
        arguments: [
            ("clerk", "no template for the post 'clerk', and no default", "岗位“clerk”没有对应的考核模板"),
            (nil, "no post, and no default template", "没有岗位，也没有默认考核模板"),
        ] as [(String?, String, String)])
    func withoutATemplateNobodyIsAppraised(_ post: String?, _ english: String, _ chinese: String) {
        let result = AppraisalResult.notAppraised(
            WorkedExample.employment(post: post), voice: .silent, template: nil, reason: .noTemplate(post: post))
        #expect(result.reason == LocalizedText(zh: chinese, en: english))
        #expect(result.template == nil)
        #expect(result.statusName == "not_appraised")
    }

    @Test(arguments: [
        ("89.995", "90.00", "A", true), ("89.99", "89.99", "B", true), ("89.5", "89.50", "B", true),
        ("89.49", "89.49", "B", false), ("90.5", "90.50", "A", true), ("90.51", "90.51", "A", false),
        ("0.2", "0.20", "E", false), ("59.994", "59.99", "E", true), ("100", "100.00", "A", false),
    ])
    func theGradeIsReadFromTheRoundedTotal(_ overall: String, _ total: String, _ grade: String, _ near: Bool) throws {
        let template = try Shipped.template("after-sales")
        let evaluations = try [rating(overall, of: nil)]
        let person = Person(WorkedExample.employment(), facts: WorkedExample.facts, evaluations: evaluations)
        let result = try #require(Appraiser(template).appraise([person]).results.first?.total)
        #expect(result.points.description == total)
        #expect(result.grade == grade)
        #expect(result.nearCut == near)
    }

    @Test func onlyTheAppraisedMakeTheMean() throws {
        let template = try Small.template("at: opened_at, ", becomes: "at: opened_at, relative_to: peer_mean, ")
        let appraiser = Appraiser(template)
        let people = [("ann", "1", 20), ("ben", "3", 20), ("cat", "90", 5)].compactMap { id, hours, days in
            BigDecimal(hours).map {
                Person(
                    WorkedExample.employment(id, days: days), facts: [Fact(rows: 9, sample: 9, numerator: $0)],
                    evaluations: [])
            }
        }
        let (results, means) = appraiser.appraise(people)
        #expect(means == ["response": 2])
        #expect(results.map { $0.indicators.last?.value?.description } == ["50.000000", "150.000000", nil])
        #expect(results.map { $0.indicators.last?.rawValue?.description } == ["1.000000", "3.000000", nil])
        let again = appraiser.appraise(people[1], means: means)
        #expect(again == results[1])
    }

    /// Where each dimension's points are rounded and then added, a hundredth may be more than there would be otherwise.
    @Test func contributionsTellWhatTheyAreRoundedFrom() throws {
        let levels = "[{level: a, title: {zh: 好, en: Good}, points: [0, 10]}]"
        let dimensions = [("a", "0.75"), ("b", "0.75"), ("c", "98.5")].map { code, weight in
            """
              - {code: \(code), title: {zh: 维, en: D}, weight: \(weight), indicators: [
                  {code: \(code)1, title: {zh: 好, en: Good}, points: 10, rated: \(levels)}]}
            """
        }
        let head = try #require(Small.text.split(separator: "dimensions:").first)
        let text = "\(head)dimensions:\n\(dimensions.joined(separator: "\n"))"
        let template = try TemplateDocument(yaml: text).template()
        let evaluations = ["a1", "b1", "c1"].map { indicator in
            Evaluation(id: 0, perspective: .supervisor, rater: nil, indicator: indicator, points: 7)
        }
        let person = Person(WorkedExample.employment("p", days: 20), facts: [], evaluations: evaluations)
        let sheet = try #require(Appraiser(template).appraise([person]).results.first?.sheets.first)
        guard case .dimensions(let contributions) = sheet.basis else {
            Issue.record("no dimensions")
            return
        }
        #expect(sheet.score.description == "70.01")
        #expect(contributions.unrounded.rounded(to: 6) == 70)
    }
}
