import Foundation

/// The seeds that a fuzzing test tries.
///
/// Always the one it is given; with `TEST_FUZZ=SECONDS` in the environment, then others, until so long has
/// passed. A failure names its seed.
package struct FuzzSeeds: Sequence, IteratorProtocol {
    private static let seconds = ProcessInfo.processInfo.environment["TEST_FUZZ"].flatMap(Int.init) ?? 0

    private var first: UInt64?
    /// Each has its own time: on few processors some begin when others have ended.
    private let end = ContinuousClock.now + .seconds(seconds)

    package init(_ first: UInt64) {
        self.first = first
    }

    package mutating func next() -> UInt64? {
        defer { first = nil }
        return first ?? (ContinuousClock.now < end ? .random(in: .min ... .max) : nil)
    }
}
