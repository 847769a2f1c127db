import Testing

@testable import Measures

/// Which texts a measure asks columns to be.
@Suite struct ComparedTextsTests {
    @Test(arguments: [
        ("share(status = 'resolved')", "status: resolved"), ("share('x' = kind)", "kind: x"),
        ("share(status in ('a', 'b') and kind = 'c')", "status: a b, kind: c"),
        ("count(kind = 'late') + 3 * count(kind = 'absent')", ""),
        ("sum(case when kind = 'a' then 1 else 0 end) / count()", ""),
        ("share(status <> 'a')", ""), ("share(status not in ('a', 'b'))", ""), ("share(not (status = 'a'))", ""),
        ("share(status like 'a%')", ""), ("count(score = 3)", ""), ("share(status = kind)", ""),
        ("share(status = ", ""),
        ("share(status = 'a' or status = 'a')", "status: a"),
    ])
    func whatColumnsAreAskedToBe(value: String, texts: String) {
        #expect(described(MeasureDefinition(from: "ticket", at: "closed_at", filter: nil, value: value)) == texts)
    }

    @Test func theConditionAsksToo() {
        let measure = MeasureDefinition(
            from: "ticket", at: "closed_at", filter: "category = 'x'", value: "share(status = 'resolved')")
        #expect(described(measure) == "category: x, status: resolved")
    }

    private func described(_ measure: MeasureDefinition) -> String {
        measure.comparedTexts.map { "\($0.column): \($0.texts.joined(separator: " "))" }.joined(separator: ", ")
    }
}
