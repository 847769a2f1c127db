import Foundation
import Support
import Testing

/// Whatever happens in whatever order, the queue does what the model says.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct QueueModelTests {
    private static let seeds = ProcessInfo.processInfo.environment["TEST_SEEDS"].flatMap { UInt64($0) } ?? 8
    private static let shares = 1...UInt64(8)
    private static let length = 250

    @Test(arguments: shares) func theQueueDoesWhatTheModelSays(share: UInt64) async throws {
        for seed in stride(from: share, through: max(share, Self.seeds), by: 8) {
            try await oneAfterTheOther(seed: seed)
        }
    }

    /// Two at once: what comes out is what comes out of one order or of the other.
    @Test(arguments: shares) func twoAtOnceAreAsIfOneCameFirst(share: UInt64) async throws {
        for seed in stride(from: share, through: max(share, Self.seeds), by: 8) {
            try await twoAtOnce(seed: seed)
        }
    }

    private func oneAfterTheOther(seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        let steps = (0..<Self.length).map { _ in QueueStep.random(using: &dice) }
        let world = try QueueWorld(try TestDatabase.current)
        if let difference = try await difference(steps, world) {
            let (shortest, last) = try await shorten(Array(steps.prefix(difference.step + 1)), difference, world)
            Issue.record("seed \(seed): \(last.text)\nafter\n\(shortest.map { "  \($0)" }.joined(separator: "\n"))")
        }
        try await world.close()
    }

    private func twoAtOnce(seed: UInt64) async throws {
        var dice = Dice(seed: seed &+ 1_000_000)
        let world = try QueueWorld(try TestDatabase.current)
        try await world.reset()
        var model = QueueModel()
        var history: [String] = []
        for _ in 0..<(Self.length / 2) {
            let alone = QueueStep.random(using: &dice)
            history.append("\(alone)")
            let expected = model.applying(alone)
            #expect(try await world.apply(alone, model) == expected.answer)
            model = expected.model

            let pair = QueuePair.random(using: &dice)
            let before = model
            async let first = world.apply(pair.first, before)
            async let second = world.apply(pair.second, before)
            let (one, two) = (try await first, try await second)
            let picture = try await world.picture()
            guard
                let outcome = pair.outcomes(from: before).first(where: {
                    $0.first == one && $0.second == two && $0.model.picture == picture
                })
            else {
                Issue.record(
                    """
                    seed \(seed): \(pair.first) and \(pair.second) at once gave \(one) and \(two) and
                    \(picture.joined(separator: "\n"))
                    from
                    \(before.picture.joined(separator: "\n"))
                    after \(history.suffix(30))
                    """)
                break
            }
            history.append("\(pair)")
            model = outcome.model
        }
        try await world.close()
    }

    private struct Difference {
        let step: Int
        let text: String
    }

    /// Where the database first differs from the model.
    private func difference(_ steps: [QueueStep], _ world: QueueWorld) async throws -> Difference? {
        try await world.reset()
        var model = QueueModel()
        for (number, step) in steps.enumerated() {
            let before = model
            let expected = model.apply(step)
            let answer = try await world.apply(step, before)
            let picture = try await world.picture()
            if answer != expected || picture != model.picture {
                return Difference(
                    step: number,
                    text: """
                        \(step) gave \(answer) and
                        \(picture.joined(separator: "\n"))
                        but should give \(expected) and
                        \(model.picture.joined(separator: "\n"))
                        """)
            }
        }
        return nil
    }

    /// Takes out whatever is not needed for a difference.
    private func shorten(
        _ steps: [QueueStep], _ found: Difference, _ world: QueueWorld
    ) async throws -> ([QueueStep], Difference) {
        var (shortest, last) = (steps, found)
        var size = max(1, steps.count / 2)
        while size > 0 {
            var start = 0
            while start < shortest.count {
                let shorter = Array(shortest[..<start] + shortest.dropFirst(start + size))
                if let difference = try await difference(shorter, world) {
                    (shortest, last) = (Array(shorter.prefix(difference.step + 1)), difference)
                } else {
                    start += size
                }
            }
            size /= 2
        }
        return (shortest, last)
    }
}

extension QueueModel {
    func applying(_ step: QueueStep) -> (model: QueueModel, answer: QueueAnswer) {
        var model = self
        let answer = model.apply(step)
        return (model, answer)
    }
}
