/// What was measured several times, in seconds.
struct Samples: Codable {
    private(set) var seconds: [Double] = []

    mutating func add(_ seconds: Double) {
        self.seconds.append(seconds)
    }

    var median: Double { seconds.median }
}
