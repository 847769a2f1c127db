import Metrics
import Synchronization

/// One series of a family, which swift-metrics writes and a scrape reads.
///
/// Counters and gauges hold one number, histograms one for each bucket beside their sum.
final class MetricSeries: CounterHandler, RecorderHandler, TimerHandler {
    private struct State {
        var value: Double
        var buckets: [UInt64]
        var count: UInt64 = 0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(_ kind: MetricFamily.Kind) {
        if case .histogram(let bounds) = kind { self.bounds = bounds } else { bounds = [] }
        state = Mutex(State(value: 0, buckets: Array(repeating: 0, count: bounds.count)))
    }

    func increment(by amount: Int64) { state.withLock { $0.value += Double(amount) } }

    func reset() { state.withLock { $0.value = 0 } }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) { state.withLock { $0.value = value } }

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(duration) / 1e9
        state.withLock { state in
            state.value += seconds
            state.count += 1
            for index in bounds.indices where seconds <= bounds[index] { state.buckets[index] += 1 }
        }
    }

    /// Its lines in a scrape.
    ///
    /// - Parameters:
    ///   - name: of its family.
    ///   - labels: `name="value"`, escaped.
    func lines(_ name: String, _ labels: [String], _ kind: MetricFamily.Kind) -> [String] {
        let state = state.withLock { $0 }
        guard case .histogram = kind else { return [Self.line(name, labels, state.value)] }
        var lines = zip(bounds, state.buckets).map { bound, count in
            Self.line("\(name)_bucket", labels + ["le=\"\(Self.text(bound))\""], Double(count))
        }
        lines.append(Self.line("\(name)_bucket", labels + ["le=\"+Inf\""], Double(state.count)))
        lines.append(Self.line("\(name)_sum", labels, state.value))
        lines.append(Self.line("\(name)_count", labels, Double(state.count)))
        return lines
    }

    private static func line(_ name: String, _ labels: [String], _ value: Double) -> String {
        "\(name)\(labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") \(text(value))"
    }

    private static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if let whole = Int64(exactly: value) { return "\(whole)" }
        return "\(value)"
    }
}
