import Appraisal
import Support
import Testing

/// "Outcomes of your own": a template says what a grade or a streak leads to where none of the eleven does.
@Suite struct OwnOutcomeTests {
    private static let shadowing = "{zh: 跟岗一周, en: A week of shadowing}"
    private static let first = "  - {grade: B, at_least: 0, coefficient: 0.5}"

    /// An A may be asked to be a mentor, a B shadows a colleague, and two in a row a senior one.
    static let text = SmallTemplate.text.replacing(
        "grades:\n",
        with: """
            outcomes:
              mentor: {zh: 带教新人, en: Mentor a newcomer}
              shadowing: \(shadowing)
              带班: {zh: 跟随组长, en: Shadow the team lead}
            grades:

            """
    ).replacing("[talent_pool]", with: "[mentor, talent_pool]").replacing(
        first, with: first.replacing("0.5", with: "0.5, outcomes: [shadowing]")
    ).replacing("outcome: warning", with: "outcome: 带班")

    private func proposals(_ grade: String, past: [String] = []) throws -> [String] {
        let template = try TemplateDocument(yaml: Self.text).template()
        return try template.proposals(
            grade: grade, total: decimal("55.20"), in: "2026-12",
            past: past.map { PastGrade(period: "2026-11", grade: $0) }
        ).map { "\($0.outcome.code) \($0.outcome.title?.zh ?? "–") \($0.outcome.title?.en ?? "–")" }
    }

    @Test func gradesAndStreaksLeadToThemBesideTheOthers() throws {
        #expect(try proposals("A") == ["mentor 带教新人 Mentor a newcomer", "talent_pool – –"])
        #expect(try proposals("B") == ["shadowing 跟岗一周 A week of shadowing"])
        #expect(
            try proposals("B", past: ["B"]) == ["shadowing 跟岗一周 A week of shadowing", "带班 跟随组长 Shadow the team lead"])
    }

    @Test func whatIsStoredSaysTheSame() throws {
        let document = try TemplateDocument(yaml: Self.text).flattened { _ in nil }
        #expect(try TemplateDocument(yaml: document.json).template() == document.template())
        #expect(document.json.contains(#""outcomes": {"mentor": {"zh": "带教新人", "en": "Mentor a newcomer"}"#))
    }

    /// They are keys like any other: what is given takes the place of what was there.
    @Test func anExtensionTakesThemOver() throws {
        let base = try TemplateDocument(yaml: Self.text)
        func extended(_ more: String) throws -> [String?] {
            try TemplateDocument(yaml: "template: other\nversion: 1\nextends: small@1\n\(more)")
                .flattened { _ in base }.template().grades.flatMap { $0.outcomes.map { $0.title?.en } }
        }
        #expect(try extended("") == ["Mentor a newcomer", nil, "A week of shadowing"])
        #expect(
            try extended(
                """
                outcomes: {shadowing: {zh: 跟岗, en: Shadowing}}
                grades: [{grade: B, at_least: 0, coefficient: 1, outcomes: [shadowing]}]
                streaks: []
                """) == ["Shadowing"])
    }

    @Test(arguments: [
        ("[]", "small@1 outcomes: expected a mapping of outcomes to their titles, found a list"),
        ("{}", ""), ("{shadowing: \(shadowing)}", ""),
        (
            "{shadowing: Shadowing}",
            "small@1 outcomes shadowing: expected a mapping of zh, en, found 'Shadowing'"
        ),
        ("{shadowing: {zh: 跟岗一周}}", "small@1 outcomes shadowing: the key 'en' is missing"),
        ("{shadowing: {zh: 跟岗一周, en: ''}}", "small@1 outcomes shadowing en: expected a text, found the text \"\""),
        (
            "{shadowing: {zh: 跟岗一周, en: Shadowing, weeks: 1}}",
            "small@1 outcomes shadowing: unknown key 'weeks'; the keys here are zh, en"
        ),
        (
            "{shadowing: \(shadowing), mentor: \(shadowing)}",
            "small@1 outcomes mentor: no grade or streak leads to it; name it in one, or leave it out"
        ),
        (
            "{shadowing: \(shadowing), warning: \(shadowing)}",
            "small@1 outcomes warning: the name is taken; give it another one"
        ),
        (
            "{shadowing: \(shadowing), task: \(shadowing)}",
            "small@1 outcomes task: the name is taken; give it another one"
        ),
        (
            "{shadowing: \(shadowing), 1st: \(shadowing)}",
            "small@1 outcomes 1st: expected a letter, then letters, digits, _ and -, at most 63, found '1st'"
        ),
    ])
    func whatIsRefused(_ outcomes: String, _ problem: String) throws {
        let own = outcomes == "{}" || outcomes == "[]" ? "warning" : "shadowing"
        let text = try Small.text("grades:\n", becomes: "outcomes: \(outcomes)\ngrades:\n")
            .replacing(Self.first, with: Self.first.replacing("0.5", with: "0.5, outcomes: [\(own)]"))
        #expect(Small.problems(of: text) == (problem.isEmpty ? [] : [problem]))
    }

    /// What is known is told with those of the template's own, and one that a streak alone leads to is in use.
    @Test func anotherNameIsUnknown() throws {
        let text = try Small.text("grades:\n", becomes: "outcomes: {shadowing: \(Self.shadowing)}\ngrades:\n")
            .replacing("outcome: warning", with: "outcome: shadowing").replacing("[talent_pool]", with: "[shadow]")
        let problems = Small.problems(of: text)
        #expect(problems.count == 1 && problems[0].hasPrefix("small@1 grade A outcomes: unknown outcome 'shadow';"))
        #expect(problems[0].hasSuffix(", transfer_review, dismissal_review, shadowing"))
    }
}
