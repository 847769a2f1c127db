/// What was measured several times, in seconds.
struct Samples: Codable {
    private(set) var seconds: [Double] = []

    mutating func add(_ seconds: Double) {
        self.seconds.append(seconds)
    }

    var median: Double {
        let sorted = seconds.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
