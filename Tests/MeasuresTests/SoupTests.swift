import Measures
import Support
import Testing

/// Whatever somebody types, the answer is a measure or problems that lie inside the text.
@Suite struct SoupTests {
    private static let words = [
        "count", "share", "sum", "avg", "median", "percentile", "nps", "hours", "coalesce", "least", "abs", "i", "n",
        "f", "s", "b",
        "t", "local", "d", "v", "得分", "nobody", "period_end", "true", "null", "and", "or", "not", "in", "is", "(", ")",
        ",", "+", "-",
        "*", "/", "=", "<>", "<", ">=", "1", "0", "0.5", "'x'", "''", "'", "!", "（", "👩‍👩‍👧", "\u{301}", "..", "9x",
    ]

    @Test(arguments: 0..<20)
    func randomWords(seed: UInt64) {
        var generator = Dice(seed: seed)
        for _ in 0..<100 {
            let text = (0..<Int.random(in: 0...25, using: &generator))
                .compactMap { _ in Self.words.randomElement(using: &generator) }.joined(separator: " ")
            expectAnAnswer(text)
        }
    }

    @Test(arguments: [
        "100 * sum(hours(t - local)) / coalesce(sum(n / (i - 1)), percentile(90, -f)) - share(not b and s in ('it''s', '好'))",
        "nps(得分 + 0.5) * median(hours(coalesce(t, period_end) - at)) / (avg(least(n, 3, f)) + count(d is not null or d <> d2))",
    ])
    func everyBeginningOfAValidText(text: String) {
        #expect(Sample.problems(text).isEmpty)
        for length in 0..<text.count { expectAnAnswer(String(text.prefix(length))) }
        for index in text.indices {
            var changed = text
            changed.remove(at: index)
            expectAnAnswer(changed)
        }
    }

    private func expectAnAnswer(_ text: String) {
        let definition = MeasureDefinition(from: "work", at: "at", filter: text, value: text)
        guard case .failure(let problems) = CheckedMeasure.check(definition, in: Sample.catalog) else { return }
        #expect(!problems.list.isEmpty, "\(text)")
        for problem in problems.list {
            #expect((1...text.count + 1).contains(problem.position ?? 1), "\(text): \(problem)")
        }
        // What is wrong without a source is wrong with it.
        #expect(Set(CheckedMeasure.syntaxProblems(of: definition).list).isSubset(of: problems.list), "\(text)")
    }
}
