import Foundation

/// How many instructions each hot path may take: `instructions.json`.
struct Thresholds: Codable {
    /// A hot path that takes so many instructions each time.
    struct Count {
        let name: String
        let instructions: Int
    }

    struct Threshold: Codable {
        let name: String
        /// When the threshold was taken.
        let instructions: Int
        /// By how much it may be exceeded: what differs from one run to the next, and little more.
        let surplusPercent: Double

        var most: Int { Int(Double(instructions) * (1 + surplusPercent / 100)) }
    }

    /// What the counts depend on beside the code.
    let toolchain: Toolchain
    let thresholds: [Threshold]

    private static let file = Tool.folder.appending(path: "instructions.json")

    static func read() throws -> Thresholds {
        try JSONDecoder().decode(Thresholds.self, from: Data(contentsOf: file))
    }

    func write() throws {
        try Tool.write(self, to: Self.file.path())
    }

    /// The same surpluses over new counts.
    func replaced(by counted: [Count], with toolchain: Toolchain) -> Thresholds {
        Thresholds(
            toolchain: toolchain,
            thresholds: counted.map { count in
                Threshold(
                    name: count.name, instructions: count.instructions,
                    surplusPercent: threshold(of: count.name)?.surplusPercent ?? 2)
            })
    }

    /// What grew beyond its threshold, or has none, or is not counted any more.
    func complaints(of counted: [Count]) -> [String] {
        let found: [String] = counted.compactMap { count in
            guard let threshold = threshold(of: count.name) else { return "\(count.name) has no threshold" }
            guard count.instructions > threshold.most else { return nil }
            return
                "\(count.name) takes \(count.instructions) instructions, \(Self.growth(of: count, since: threshold)) over \(threshold.instructions); \(threshold.surplusPercent)% are allowed"
        }
        let missing = thresholds.filter { threshold in !counted.contains { $0.name == threshold.name } }
        return found + missing.map { "\($0.name) has a threshold and is not counted" }
    }

    /// In Markdown.
    func table(_ counted: [Count]) -> String {
        let lines = counted.map { count in
            let threshold = threshold(of: count.name)
            return
                "| \(count.name) | \(count.instructions) | \(threshold.map { "\($0.instructions)" } ?? "") | \(threshold.map { Self.growth(of: count, since: $0) } ?? "") |"
        }
        return (["| instructions of a | counted | threshold | growth |", "|---|---:|---:|---:|"] + lines)
            .joined(separator: "\n")
    }

    private func threshold(of name: String) -> Threshold? { thresholds.first { $0.name == name } }

    private static func growth(of count: Count, since threshold: Threshold) -> String {
        String(format: "%+.1f%%", 100 * (Double(count.instructions) / Double(threshold.instructions) - 1))
    }
}
