import Appraisal
import Support
import Testing

/// A template as text that people change: it says the same, and each problem is found in its line.
@Suite struct TemplateTextTests {
    @Test(arguments: Shipped.names) func readAgainItSaysTheSame(name: String) throws {
        let document = try Shipped.flattened(name)
        let again = try TemplateDocument(yaml: document.yaml, file: name)
        #expect(try again.template() == document.template())
        #expect(again.yaml == document.yaml)
        // As the database gives it back.
        let stored = try TemplateDocument(yaml: document.json, file: name)
        #expect(try TemplateDocument(yaml: stored.yaml, file: name).template() == document.template())
        #expect(document.yaml.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") })
        // With what it extends still to be taken in.
        let short = try Shipped.document(name)
        #expect(try TemplateDocument(yaml: short.yaml, file: name).json.count == short.json.count)
    }

    /// What looks like a number, a flag or a mark of YAML stays the text that it is.
    @Test(arguments: [
        "true", "null", "~", "12", "1e3", "0x10", "a: b", "a #b", "- a", "{a}", "[a]", "a, b", "'a'", "\"a\"", " a ",
        "a\nb", "a\\b",
        "&a", "*a", "!a", "%a", "@a", "`a", "?", ":", "|", ">", "a\u{2028}b", "a\u{FEFF}b", "热情，主动", "你好", "é", "😀",
        "2026-01-01",
        "yes", "No", "...", "---",
    ])
    func textsStayTexts(text: String) throws {
        let quoted = try #require(Self.quoted(text))
        let document = try TemplateDocument(
            yaml:
                #"{"title": {"zh": \#(quoted), "en": "x"}, "posts": [\#(quoted)], "near_cut": 0.50, \#(quoted): {"other": \#(quoted)}}"#
        )
        #expect(try TemplateDocument(yaml: document.yaml).json == document.json, "\(document.yaml)")
    }

    private static func quoted(_ text: String) -> String? {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\n": "\\n"
            case "\u{2028}": "\\u2028"
            case "\u{FEFF}": "\\ufeff"
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    @Test func keysStandInTheirOrderAndShortThingsOnOneLine() throws {
        let document = try TemplateDocument(yaml: SmallTemplate.text)
        let stored = try TemplateDocument(yaml: document.json)
        #expect(stored.yaml == document.yaml)
        let lines = document.yaml.split(separator: "\n").map { String($0) }
        for line in [
            "template: small", "title: {zh: 小模板, en: Small}", "  self: {weight: 20}", "near_cut: 0.50",
            "  - {grade: A, at_least: 80, coefficient: 1.2, outcomes: [talent_pool]}", "  - code: attitude",
            "          - {level: warm, title: {zh: 热情, en: Warm}, points: [5, 10]}",
            "        measure: {from: ticket, at: opened_at, value: avg(hours(first_response_at - opened_at))}",
            "          - {band: quick, best: 0, worst: 1, points: [10, 6]}",
        ] {
            #expect(lines.contains(line), "\(line)\n\(document.yaml)")
        }
        #expect(lines.firstIndex(of: "dimensions:")! > lines.firstIndex(of: "grades:")!)
    }

    /// Each line that is marked is told, and no other.
    @Test(arguments: [
        """
        template: small
        version: 1
        title: {zh: 小}  # here
        colour: red  # here
        sources:
          self: {weight: 20}
          supervisor:
            weight: 8x  # here
        grades:
          - {grade: A, at_least: 80, coefficient: 1}
          - grade: B
            at_least: 90  # here
            coefficient: 0.5
        streaks:
          - {grade: C, periods: 2, outcome: warning}  # here
        dimensions:
          - code: attitude
            title: {zh: 态度, en: Attitude}
            weight: 100
            indicators:
              - code: manner
                title: {zh: 沟通, en: Manner}
                points: 10
                rated:
                  - {level: warm, title: {zh: 热情, en: Warm}, points: [5, 10]}
                  - level: very cold
                    title:
                      zh: 冷淡
                      en: 7 8
                    points: [6, 0]  # here
              - code: response  # here
                points: 10
                measure:
                  from: ticket
                  at: opened_at
                  value: count()
                scale:
                  - {band: "80% to 90%", best: 0, worst: 1, points: [9, 6]}  # here
                  - {band: slow, best: 1, worst: 4, points: [7, 0]}  # here
        """
    ])
    func aProblemHasTheLineOfWhatItIsAbout(text: String) throws {
        let document = try TemplateDocument(yaml: text)
        let problems = #expect(throws: Problems.self) { _ = try document.template() }
        let lines = TemplateLines(yaml: text, place: document.place)
        let told = (problems?.list ?? []).map { (lines.line(of: $0), $0.description) }
        let marked = zip(1..., text.split(separator: "\n", omittingEmptySubsequences: false)).filter {
            $1.hasSuffix("# here")
        }.map(\.0)
        // The last grade, which is about all of them, stands with its list.
        let grades = 9
        for (line, problem) in told {
            #expect(line.map { (marked + [grades]).contains($0) } ?? false, "\(line ?? 0): \(problem)")
        }
        for line in marked { #expect(told.contains { $0.0 == line }, "\(line): \(told)") }
    }

    @Test func whatCannotBeReadTellsItsLineItself() throws {
        let problems = #expect(throws: Problems.self) {
            _ = try TemplateDocument(yaml: "a: 1\nb: [\nc: 2", file: "x@1")
        }
        let first = try #require(problems?.list.first)
        #expect(TemplateLines(yaml: nil, place: "x@1").line(of: first) != nil, "\(first)")
        let twice = #expect(throws: Problems.self) { _ = try TemplateDocument(yaml: "a: 1\nb: 2\na: 3", file: "x@1") }
        #expect(TemplateLines(yaml: nil, place: "x@1").line(of: try #require(twice?.list.first)) != nil)
    }

    @Test func whatIsAboutTheWholeHasNoLine() {
        let lines = TemplateLines(yaml: "template: a\nversion: 1", place: "a@1")
        #expect(lines.line(of: Problem(place: "a@1", reason: "the key 'grades' is missing")) == nil)
        #expect(lines.line(of: Problem(place: "other", reason: "what")) == nil)
        #expect(lines.line(of: Problem(place: "a@1 version", reason: "what")) == 2)
        #expect(lines.line(of: Problem(place: "a@1 skill/repair scale", reason: "of what it extends")) == nil)
    }
}
