@testable import Appraisal
import Exact
import Testing

/// "Caps": a value that is there leaves no better grade, whatever the total.
@Suite struct CapTests {
    private static let title = "title: {zh: 慢, en: Slow}"

    /// Grades A, B, C from 50, 20 and 0 points; what answers slowly is capped.
    private func template(_ caps: String) throws -> Template {
        let text = try Small.text(
            "  - {grade: B, at_least: 0, coefficient: 0.5}\n",
            becomes: """
                  - {grade: B, at_least: 20, coefficient: 0.7}
                  - {grade: C, at_least: 0, coefficient: 0.4, outcomes: [warning]}
                caps: [\(caps)]

                """
        ).replacing("at_least: 80", with: "at_least: 50").replacing("min_percent: 60", with: "min_percent: 0")
        return try TemplateDocument(yaml: text).flattened { _ in nil }.template()
    }

    private func cap(_ bound: String, _ grade: String) -> String {
        "{indicator: response, \(bound), grade: \(grade), \(Self.title)}"
    }

    /// - Parameter hours: the value of `response`; nil for no ticket.
    private func total(
        hours: String?, manner: BigDecimal = 10, sample: Int64 = 9, rulings: [String: Ruling] = [:],
        _ caps: String...
    ) throws -> Total {
        let fact = try hours.map { Fact(rows: sample, sample: sample, numerator: try decimal($0)) } ?? .nothing
        let given = Evaluation(id: 1, perspective: .supervisor, rater: "bob", indicator: "manner", points: manner)
        let person = Person(
            WorkedExample.employment(days: 20), facts: [fact], evaluations: [given], rulings: rulings)
        let template = try template(caps.joined(separator: ", "))
        let result = Appraiser(template).appraise(person, means: [:])
        return try #require(result.total)
    }

    /// 40 points of manner, 60 × 6/10 of an answer after an hour.
    @Test(arguments: [
        ("at_least: 1", "B"), ("at_least: 1.000001", "A"), ("at_most: 1", "B"), ("at_most: 0.999999", "A"),
    ]) func itsEdgeBelongsToIt(bound: String, grade: String) throws {
        let total = try total(hours: "1", cap(bound, "B"))
        #expect(total.points.description == "76.00" && total.grade == grade)
        #expect(total.coefficient.description == (grade == "A" ? "1.2" : "0.7"))
        #expect(total.cappedBy == (grade == "A" ? nil : "response"))
    }

    @Test func ofSeveralTheWorstCounts() throws {
        let total = try total(hours: "1", cap("at_least: 0", "B"), cap("at_least: 1", "C"))
        #expect(total.grade == "C" && total.cappedBy == "response" && total.points.description == "76.00")
    }

    /// A grade that is as bad, or worse, is the total's own.
    @Test(arguments: [(BigDecimal(0), "4", "C"), (BigDecimal(5), "4", "B")])
    func whatIsNoBetterAnyhowIsNotHeld(manner: BigDecimal, hours: String, grade: String) throws {
        let total = try total(hours: hours, manner: manner, cap("at_least: 4", "B"))
        #expect(total.grade == grade && total.cappedBy == nil)
    }

    /// A sample below 3 is insufficient, and no ticket is no value.
    @Test(arguments: ["1", nil]) func whatIsNotKnownCapsNobody(hours: String?) throws {
        #expect(try total(hours: hours, sample: 2, cap("at_most: 99", "C")).cappedBy == nil)
    }

    @Test func aValueThatAnAppealSetIsTheValue() throws {
        let ruling = Ruling(appeal: 7, value: try decimal("0.5"))
        #expect(try total(hours: "1", rulings: ["response": ruling], cap("at_least: 1", "C")).grade == "A")
    }

    @Test func whatPeopleReadOfIt() throws {
        let template = try template(cap("at_least: 1", "C"))
        let cap = try #require(template.cap(on: "response", leaving: "C"))
        let words = template.words(of: cap, total: try decimal("76.00"))
        #expect(words.zh == "因“慢”，等级最高为 C；总分 76.00 本为 A")
        #expect(words.en == "\"Slow\" leaves C at best; the total of 76.00 alone would bring A")
        #expect(template.cap(on: "response", leaving: "B") == nil && template.cap(on: nil, leaving: "C") == nil)
        #expect(template.grades.map { template.isLeft($0, by: cap) } == [false, false, true])
        let because = template.proposals(
            grade: "C", total: try decimal("76.00"), in: "2026-09", past: [], cappedBy: "response")
        #expect(because.map(\.reason.zh) == ["总分 76.00，等级 C（慢）"])
        #expect(because.map(\.reason.en) == ["total 76.00, grade C (Slow)"])
    }

    /// By what is measured alone it is the same; without its indicator nobody is capped.
    @Test func itIsOfOtherShapesOfTheTemplateToo() throws {
        let template = try template(cap("at_least: 1", "C"))
        #expect(template.measuredAlone.caps == template.caps)
        let omissions = Omissions(from: template)
        let person = Person(
            WorkedExample.employment(days: 20), facts: [Fact(rows: 9, sample: 9, numerator: 1)],
            evaluations: [
                Evaluation(id: 1, perspective: .supervisor, rater: "bob", indicator: "manner", points: 10)
            ])
        let result = Appraiser(template).appraise(person, means: [:], withinVariances: [:])
        let outcome = omissions.outcome(of: person, result, means: [:], withinVariances: [:])
        #expect(outcome.whole?.grade == "C")
        #expect(outcome.without.map { $0?.grade } == [nil, "A"])
    }
}
