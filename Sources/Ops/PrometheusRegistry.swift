package import Metrics
import Synchronization

/// Keeps what is measured through swift-metrics, and writes it in
/// [Prometheus' text format](https://prometheus.io/docs/instrumenting/exposition_formats/), version 0.0.4.
///
/// No maintained package does that. Every declared family is written from the start, with or without series.
package final class PrometheusRegistry: MetricsFactory, Sendable {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private struct Family {
        let declared: MetricFamily
        /// By the text of their labels.
        var series: [[String]: MetricSeries] = [:]
    }

    private let prefix: String
    private let families: Mutex<[Family]>

    package init(prefix: String = "merit_", families: [MetricFamily] = MetricFamily.all) {
        self.prefix = prefix
        self.families = Mutex(families.map { Family(declared: $0) })
    }

    /// All families, in the order in which they were declared.
    package func text() -> String {
        let families = families.withLock { $0 }
        var lines: [String] = []
        for family in families {
            let name = prefix + family.declared.name
            lines.append("# HELP \(name) \(Self.escaped(family.declared.help, quotes: false))")
            lines.append("# TYPE \(name) \(family.declared.kind.name)")
            for (labels, series) in family.series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                lines += series.lines(name, labels, family.declared.kind)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions) { $0 == .counter } ?? NOOPMetricsHandler.instance
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        series(label, dimensions) { $0 == .gauge && !aggregate } ?? NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions) { if case .histogram = $0 { true } else { false } } ?? NOOPMetricsHandler.instance
    }

    // Series stand as long as the process: a scrape must see what it saw before.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// The series of these labels; nil, and a stop in debug builds, for what is not declared so.
    private func series(
        _ name: String, _ dimensions: [(String, String)], _ fits: (MetricFamily.Kind) -> Bool
    ) -> MetricSeries? {
        let labels = dimensions.map { "\($0.0)=\"\(Self.escaped($0.1, quotes: true))\"" }
        return families.withLock { families in
            guard
                let index = families.firstIndex(where: { $0.declared.name == name && fits($0.declared.kind) }),
                families[index].declared.labels == dimensions.map(\.0)
            else {
                assertionFailure("the metric \(name) is not declared with these labels and this kind")
                return nil
            }
            if let series = families[index].series[labels] { return series }
            let series = MetricSeries(families[index].declared.kind)
            families[index].series[labels] = series
            return series
        }
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? escaped.replacing("\"", with: "\\\"") : escaped
    }
}

extension MetricFamily.Kind {
    package var name: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
