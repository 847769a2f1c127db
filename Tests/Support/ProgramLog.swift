/// What a program has written to standard error so far, for those who wait for a line.
package actor ProgramLog {
    package private(set) var lines: [String] = []
    private var hasEnded = false
    private var waiting: [(cue: String, waiter: CheckedContinuation<Bool, Never>)] = []

    /// The program ended, and what was waited for never came.
    package struct NeverSaid: Error, CustomStringConvertible {
        package let description: String
    }

    func add(_ line: String) {
        lines.append(line)
        for entry in waiting where line.contains(entry.cue) { entry.waiter.resume(returning: true) }
        waiting.removeAll { line.contains($0.cue) }
    }

    func end() {
        hasEnded = true
        for entry in waiting { entry.waiter.resume(returning: false) }
        waiting = []
    }

    /// Waits for a line that contains `cue`, also one that was written before.
    package func wait(for cue: String) async throws {
        if lines.contains(where: { $0.contains(cue) }) { return }
        let isSaid = hasEnded ? false : await withCheckedContinuation { waiting.append((cue, $0)) }
        guard isSaid else {
            throw NeverSaid(description: "\"\(cue)\" was never said:\n\(lines.joined(separator: "\n"))")
        }
    }
}
