/// What was measured of one queue on one server.
struct QueueOutcome: Codable {
    let queue: String
    /// Whether the server waits for the disk at each commit.
    let isDurable: Bool
    var figures: [QueueFigures] = []

    /// Median of the rounds.
    func median(_ figure: (QueueFigures) -> Double) -> Double {
        figures.map(figure).median
    }
}
