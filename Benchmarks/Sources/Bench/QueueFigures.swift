/// What one process found out about one queue.
struct QueueFigures: Codable {
    /// Seconds from asking for a job to its start, with nothing else to do.
    var waits: [Double]
    /// Jobs a second.
    var rate: Double

    /// Milliseconds within which the job begins in this share of the cases.
    func wait(_ share: Double) -> Double {
        let sorted = waits.sorted()
        return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1000
    }
}
