import Foundation

/// Transforms inputs as they come, one for each core and one that waits for a core, and hands on what comes out in their order.
///
/// - Parameters:
///   - next: gives the inputs; nil behind the last.
///   - transform: runs beside the others.
///   - body: takes the outputs, one at a time.
func concurrently<Input: Sendable, Output: Sendable>(
    next: () async throws -> Input?, _ transform: @escaping @Sendable (Input) throws -> Output,
    into body: (Output) throws -> Void
) async throws {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    try await withThrowingTaskGroup(of: (place: Int, output: Output).self) { group in
        var (begun, handedOn) = (0, 0)
        /// What came out before its turn.
        var early: [Int: Output] = [:]
        func take() async throws {
            guard let (place, output) = try await group.next() else { return }
            early[place] = output
            while let output = early.removeValue(forKey: handedOn) {
                try body(output)
                handedOn += 1
            }
        }
        while let input = try await next() {
            // What waits for its turn counts too, or one slow piece would have the others pile up.
            while begun - handedOn > cores { try await take() }
            group.addTask { [begun] in (begun, try transform(input)) }
            begun += 1
        }
        while handedOn < begun { try await take() }
    }
}
