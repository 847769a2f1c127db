import Foundation

extension Array where Element: Sendable {
    /// Transforms it in as many pieces at once as there are cores; the order is kept.
    func concurrentPieces<Result: Sendable>(
        _ transform: @escaping @Sendable (ArraySlice<Element>) throws -> Result
    ) async throws -> [Result] {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        // Handing a few over costs more than doing them.
        guard count >= 256, cores > 1 else { return [try transform(self[...])] }
        let size = (count + cores - 1) / cores
        return try await withThrowingTaskGroup(of: (start: Int, result: Result).self) { group in
            for start in stride(from: 0, to: count, by: size) {
                let piece = self[start..<Swift.min(start + size, count)]
                group.addTask { (start, try transform(piece)) }
            }
            var pieces: [(start: Int, result: Result)] = []
            for try await piece in group { pieces.append(piece) }
            return pieces.sorted { $0.start < $1.start }.map(\.result)
        }
    }
}
