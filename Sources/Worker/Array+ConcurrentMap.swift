import Foundation

extension Array where Element: Sendable {
    /// Maps in as many pieces at once as there are cores; the order is kept.
    func concurrentMap<Result: Sendable>(_ transform: @escaping @Sendable (Element) -> Result) async -> [Result] {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        // Handing a few over costs more than doing them.
        guard count >= 256, cores > 1 else { return map(transform) }
        let size = (count + cores - 1) / cores
        return await withTaskGroup(of: (start: Int, results: [Result]).self) { group in
            for start in stride(from: 0, to: count, by: size) {
                let piece = self[start..<Swift.min(start + size, count)]
                group.addTask { (start, piece.map(transform)) }
            }
            var pieces: [(start: Int, results: [Result])] = []
            for await piece in group { pieces.append(piece) }
            return pieces.sorted { $0.start < $1.start }.flatMap(\.results)
        }
    }
}
