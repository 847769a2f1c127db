import Appraisal
import Exact
import Testing

@Suite struct TemplateDocumentTests {
    @Test func namesItselfAndItsBase() throws {
        let document = try Shipped.document("technician")
        #expect(document.reference?.description == "technician@3")
        #expect(document.base == TemplateReference(code: "after-sales", version: 3))
        #expect(try Shipped.document("after-sales").base == nil)
    }

    @Test(arguments: [
        ("a@1", true), ("售后@12", true), ("a", false), ("a@0", false), ("a@01", false), ("a@b@1", false), ("@1", false),
    ])
    func readsReferences(_ text: String, _ isOne: Bool) {
        #expect(TemplateReference(text)?.description == (isOne ? text : nil))
    }

    @Test(arguments: [
        ("", "small.yaml: empty"),
        ("just text", "small.yaml: expected a mapping that begins with 'template:', found 'just text'"),
        ("- a\n- b", "small.yaml: expected a mapping that begins with 'template:', found a list"),
        ("a: [1, 2", "small.yaml: line 2, column 1: did not find expected ',' or ']'"),
        ("a: 1\nb: 2\na: 3", "small.yaml: line 1, column 1: the key 'a' is written twice"),
        ("a: 1\n\"a\": 3", "small.yaml: line 1, column 1: the key 'a' is written twice"),
        ("? [a]\n: 1", "small.yaml: line 1, column 1: a key is a text, not a list or a mapping"),
        ("a: \"\\a\"", "small.yaml: line 1, column 4: a text holds a control character"),
        ("a: *nothing", "small.yaml: line 1, column 4: found undefined alias"),
        ("a: 1\n---\nb: 2", "small.yaml: line 2, column 1: but found another document"),
    ])
    func saysWhyATextIsNoTemplate(_ text: String, _ problem: String) {
        #expect(Small.problems(of: text) == [problem])
    }

    @Test func aliasesAreWrittenOut() throws {
        let text = Small.text.replacing("{zh: 热情, en: Warm}", with: "&title {zh: 好, en: Good}")
            .replacing("{zh: 冷淡, en: Cold}", with: "*title")
        #expect(
            try TemplateDocument(yaml: text).template().indicators.first?.levels.map(\.title.en) == ["Good", "Good"])
    }

    @Test func whatAliasesMultiplyIsBounded() {
        let bomb = (1...9).reduce("a0: &a0 [x, x, x]\n") { text, level in
            text + "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n"
        }
        #expect(Small.problems(of: bomb) == ["small.yaml: more than 20000 values"])
        let wide = "a0: &a [x]\nb: [\(Array(repeating: "*a", count: 31).joined(separator: ", "))]"
        #expect(Small.problems(of: wide) == ["small.yaml: more than 30 aliases; write the values out"])
    }

    @Test func depthAndLengthAreBounded() {
        let deep = "a: " + String(repeating: "[", count: 30) + String(repeating: "]", count: 30)
        #expect(Small.problems(of: deep) == ["small.yaml: nested deeper than 20 levels"])
        let long = "a: " + String(repeating: "x", count: 262_144)
        #expect(Small.problems(of: long) == ["small.yaml: longer than 262144 bytes"])
    }

    @Test(arguments: [
        (#"{"template":"a","version":1}"#, #"{"template": "a", "version": 1}"#),
        ("{\n\t\"template\" :\t\"a\" ,\n\t\"posts\":[\"x\",\"y\"]\n}", #"{"template": "a", "posts": ["x", "y"]}"#),
        (#"{"unit": "\u00e9\ud83d\ude00\u4e2d 😀"}"#, #"{"unit": "é😀中 😀"}"#),
        (#"{"unit": "\\ud83d\\ude00 \"q\" \/ \\ \n\t"}"#, #"{"unit": "\\ud83d\\ude00 \"q\" / \\ \n\t"}"#),
        (#"{"weight": 10.50, "points": [1e2, -0.5, 2.50E-1]}"#, #"{"weight": 10.50, "points": [100, -0.5, 0.250]}"#),
        (#"{"default": true, "unit": null, "grade": "1"}"#, #"{"default": true, "unit": null, "grade": "1"}"#),
        (#"{"empty": "", "list": [], "map": {}}"#, #"{"empty": "", "list": [], "map": {}}"#),
        (
            "{band: 100, points: 100, level: yes, grade: null}",
            #"{"band": "100", "points": 100, "level": "yes", "grade": null}"#
        ),
        ("{en: one, two, three, zh: 一}", #"{"en": "one, two, three", "zh": "一"}"#),
    ])
    func readsJSONAndWritesIt(_ text: String, _ json: String) throws {
        #expect(try TemplateDocument(yaml: text).json == json)
    }

    @Test func aVeryLongTextGoesThrough() throws {
        let value = String(repeating: "统计 count(\\\"x\\\") ", count: 5_000)
        let text = #"{"value": ""# + value + #""}"#
        #expect(try TemplateDocument(yaml: text).json == text)
    }

    @Test func namesKeepTheirDigits() throws {
        let template = try Small.template("band: quick", becomes: "band: 1.50")
        #expect(template.indicators.last?.scale?.bands.first?.name == "1.50")
        let stored = try TemplateDocument(yaml: Small.text.replacing("band: quick", with: "band: 1.50")).json
        #expect(try TemplateDocument(yaml: stored).template() == template)
    }

    @Test func sourcesKeepTheirOrderWhereKeysDoNot() throws {
        let text = Small.text.replacing("self: {weight: 20}", with: "self: {weight: 20, position: 2}")
            .replacing("weight: 80", with: "position: 1, weight: 80")
        #expect(try TemplateDocument(yaml: text).template().perspectives.map(\.kind) == [.supervisor, .`self`])
        let written = try TemplateDocument(yaml: Small.text).flattened { _ in nil }
        #expect(written.json.contains(#""self": {"weight": 20, "position": 1}"#))
        #expect(try written.template().perspectives.map(\.kind) == [.`self`, .supervisor])
    }

    @Test func whatIsLeftOutHasANeutralValue() throws {
        let text = Small.text.split(separator: "\n").filter {
            !["eligibility", "coverage", "plan", "near_cut", "streaks", "  - {grade: B, periods"].contains(
                where: $0.hasPrefix)
        }
        let template = try TemplateDocument(yaml: text.joined(separator: "\n")).template()
        #expect(template.minDays == 0)
        #expect(template.minCoverage == 0)
        #expect(template.plan == .none)
        #expect(template.nearCut == 0)
        #expect(template.streaks == [])
        #expect(!template.isDefault)
        #expect(template.posts == [])
    }

    @Test(arguments: Array(1...20) as [UInt64])
    func aDamagedTemplateIsRefusedOrTheSameAfterStorage(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let whole = Array(Small.text)
        for _ in 0..<40 {
            var text = whole
            let start = Int.random(in: 0..<text.count, using: &random)
            let end = min(text.count, start + Int.random(in: 1...12, using: &random))
            let perspective = Int.random(in: 0..<text.count, using: &random)
            text.replaceSubrange(start..<end, with: whole[perspective..<min(perspective + 4, whole.count)])
            guard Small.problems(of: String(text)).isEmpty else { continue }
            let document = try TemplateDocument(yaml: String(text)).flattened { _ in nil }
            #expect(try TemplateDocument(yaml: document.json).template() == document.template(), "\(String(text))")
        }
    }
}
