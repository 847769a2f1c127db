@testable import Appraisal
import Exact
import Foundation
import Support
import Testing

/// Whatever is done to a template, it is refused in time, or it is one that appraises everybody.
///
/// `scripts/test --fuzz` goes on for ten minutes.
@Suite struct TemplateFuzzTests {
    private static let odd = [
        "0", "-1", "1e999", "0.001", "99999999999999999999", "100", "true", "~", "''", "[]", "{}", "[1, 2, 3]", "*a",
        "&a x", "|", ">-",
        "'''", "\"\\x07\"", "!!int 3", "? a", "- -", "# x", "<<: x", "2026-01-01", "0x1F", ".inf", "é", "\t", "---",
        "%",
    ]

    @Test(arguments: [1, 2] as [UInt64]) func isRefusedOrAppraises(first: UInt64) throws {
        for seed in FuzzSeeds(first) { try appraise(seed: seed) }
    }

    private func appraise(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let base = try Shipped.document("after-sales")
        for _ in 0..<100 {
            let text = damaged(try text(&random), &random)
            let (read, time) = processorTime {
                Result { () throws(Problems) in
                    try TemplateDocument(yaml: text).flattened { $0 == base.reference ? base : nil }
                }.flatMap { document in Result { () throws(Problems) in (document, try document.template()) } }
            }
            #expect(time < .seconds(5), "seed \(seed):\n\(text)")
            guard case .success(let (document, template)) = read else { continue }
            #expect(try TemplateDocument(yaml: document.json).template() == template, "seed \(seed):\n\(text)")
            for result in Appraiser(template).appraise((0..<4).map { _ in person(on: template, &random) }).results {
                #expect(result.total.map { (0...100).contains($0.points) } ?? true, "seed \(seed):\n\(text)")
                #expect(template.improvementPlan(for: result).count <= template.plan.atMost)
                guard let total = result.total else { continue }
                let proposals = template.proposals(grade: total.grade, total: total.points, in: "x", past: [])
                #expect(
                    proposals.allSatisfy {
                        ($0.outcome.title == nil) == (OutcomeKind(rawValue: $0.outcome.code) != nil)
                    },
                    "seed \(seed):\n\(text)")
            }
        }
    }

    /// A shipped one, or one with outcomes of its own.
    private func text(_ random: inout SeededGenerator) throws -> String {
        guard Int.random(in: 0..<4, using: &random) > 0 else { return OwnOutcomeTests.text }
        return try Shipped.text(Shipped.names.randomElement(using: &random) ?? "")
    }

    private func damaged(_ text: String, _ random: inout SeededGenerator) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let place = Int.random(in: 0..<lines.count, using: &random)
            let other = Int.random(in: 0..<lines.count, using: &random)
            switch Int.random(in: 0...6, using: &random) {
            case 0: lines.remove(at: place)
            case 1: lines.insert(lines[other], at: place)
            case 2: lines.swapAt(place, other)
            case 3: lines[place] = "  " + lines[place]
            case 4: lines[place] = String(lines[place].dropFirst(Int.random(in: 1...12, using: &random)))
            default: lines[place] = wordChanged(in: lines[place], &random)
            }
        }
        return lines.joined(separator: "\n")
    }

    private func wordChanged(in line: String, _ random: inout SeededGenerator) -> String {
        var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let place = Int.random(in: 0..<words.count, using: &random)
        let closing = String(words[place].suffix(while: { ",]}".contains($0) }))
        words[place] = (Self.odd.randomElement(using: &random) ?? "") + closing
        return words.joined(separator: " ")
    }

    private func person(on template: Template, _ random: inout SeededGenerator) -> Person {
        let facts = template.measuredIndicators.map { _ in
            Fact(
                rows: 3, sample: Int64.random(in: 0...9, using: &random),
                numerator: Bool.random(using: &random) ? BigDecimal(Int.random(in: -500...500, using: &random)) : nil,
                denominator: BigDecimal(Int.random(in: 0...9, using: &random)))
        }
        let evaluations = template.perspectives.map(\.kind).flatMap { perspective in
            template.indicators.map { indicator in
                Evaluation(
                    id: 0, perspective: perspective, rater: "r", indicator: indicator.code,
                    points: BigDecimal(Int.random(in: 0...15, using: &random)))
            }
        }
        let days = Int.random(in: 1...21, using: &random)
        return Person(
            WorkedExample.employment("p", days: days), workingDays: WorkingDays(days), facts: facts,
            evaluations: evaluations)
    }
}

extension String {
    fileprivate func suffix(while belongs: (Character) -> Bool) -> Substring {
        self[(lastIndex { !belongs($0) }.map { index(after: $0) } ?? startIndex)...]
    }
}
