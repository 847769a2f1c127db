import Foundation
import Store
import Support
import Testing

/// What is stored is what a second, separate computation finds.
///
/// `TEST_SEEDS` in the environment sets how many companies are generated.
@Suite(.database(.sourced), .serialized)
struct SecondOpinionTests {
    static let seeds = 1...(ProcessInfo.processInfo.environment["TEST_SEEDS"].flatMap(Int.init) ?? 24)

    @Test(arguments: seeds)
    func agrees(seed: Int) async throws {
        let scenario = try await SecondOpinion.Scenario.prepare(seed: seed, in: .current)
        let expectation = scenario.expectation
        let stored = try await scenario.score()
        let outcome = try await scenario.outcome()
        #expect(outcome == "scored, revision 1, 1 of 1 runs changed results, problem: ", "seed \(seed)")
        let differences = stored.differences(from: expectation.verdicts())
        #expect(differences.isEmpty, "seed \(seed):\n\(differences.prefix(40).joined(separator: "\n"))")
        let misjudged = zip(expectation.evaluations, zip(stored.problems, expectation.usability()))
            .filter { ($1.0 == nil) != $1.1 }.map { "\($0): \($1.0 ?? "no problem")" }
        #expect(misjudged.isEmpty, "seed \(seed):\n\(misjudged.joined(separator: "\n"))")
        #expect(try await scenario.verification().findings == [], "seed \(seed)")
    }

    @Test("Neither asking again nor another order of rows and people changes anything", arguments: [3, 10, 17, 26])
    func isStable(seed: Int) async throws {
        let scenario = try await SecondOpinion.Scenario.prepare(seed: seed, in: .current)
        let first = try await scenario.score()
        try await scenario.askAgain()
        let again = try await scenario.score()
        #expect(again == first, "seed \(seed)")
        try await scenario.shuffle(seed: seed)
        let shuffled = try await scenario.score()
        #expect(shuffled.results == first.results, "seed \(seed)")
        #expect(shuffled.indicators == first.indicators, "seed \(seed)")
        let outcome = try await scenario.outcome()
        #expect(outcome == "scored, revision 1, 1 of 3 runs changed results, problem: ", "seed \(seed)")
    }

    @Test(
        "Late evaluations are worked into what is stored, whatever the source says by then",
        arguments: [2, 7, 10, 13, 21])
    func takesLateEvaluationsIn(seed: Int) async throws {
        let scenario = try await SecondOpinion.Scenario.prepare(seed: seed, in: .current)
        try await scenario.holdBack()
        let early = try await scenario.score()
        #expect(!early.differences(from: scenario.expectation.verdicts()).isEmpty, "seed \(seed)")
        try await scenario.giveLate(seed: 1000 + seed)
        let stored = try await scenario.score()
        let differences = stored.differences(from: scenario.expectation.verdicts())
        #expect(differences.isEmpty, "seed \(seed):\n\(differences.prefix(40).joined(separator: "\n"))")
        let outcome = try await scenario.outcome()
        #expect(outcome == "scored, revision 2, 2 of 2 runs changed results, problem: ", "seed \(seed)")
        let verification = try await TestDatabase.current.withConnection(user: "merit_hr") {
            try await Verification.run(of: 1, in: $0)
        }
        #expect(verification.differences == [], "seed \(seed)")
    }
}
