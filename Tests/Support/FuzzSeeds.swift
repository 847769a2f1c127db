import Foundation

/// The seeds that a fuzzing test tries.
///
/// Always the one it is given; with `TEST_FUZZ=SECONDS` in the environment, then others, until so long has
/// passed. A failure names its seed.
package struct FuzzSeeds: Sequence, IteratorProtocol {
    private static let seconds = ProcessInfo.processInfo.environment["TEST_FUZZ"].flatMap(Int.init) ?? 0
    private static let end = ContinuousClock.now + .seconds(seconds)

    private var first: UInt64?

    package init(_ first: UInt64) {
        self.first = first
    }

    package mutating func next() -> UInt64? {
        defer { first = nil }
        return first ?? (ContinuousClock.now < Self.end ? .random(in: .min ... .max) : nil)
    }
}
