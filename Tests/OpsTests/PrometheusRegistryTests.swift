import Metrics
import Testing

@testable import Ops

@Suite struct PrometheusRegistryTests {
    private let registry = PrometheusRegistry(families: [
        MetricFamily("jobs", .gauge, "Jobs that are kept.", labels: ["kind", "state"]),
        MetricFamily("takeovers_total", .counter, "Jobs that were\ntaken over \\ put back."),
        MetricFamily("stage_seconds", .histogram([0.1, 1]), "Stages.", labels: ["stage"]),
    ])

    @Test func everyFamilyStandsFromTheStart() {
        #expect(
            registry.text() == """
                # HELP merit_jobs Jobs that are kept.
                # TYPE merit_jobs gauge
                # HELP merit_takeovers_total Jobs that were\\ntaken over \\\\ put back.
                # TYPE merit_takeovers_total counter
                # HELP merit_stage_seconds Stages.
                # TYPE merit_stage_seconds histogram

                """)
    }

    @Test func seriesAreWrittenByTheirLabels() {
        Counter(label: "takeovers_total", factory: registry).increment(by: 2)
        Gauge(label: "jobs", dimensions: [("kind", "b\"\\\n"), ("state", "failed")], factory: registry).record(0.5)
        Gauge(label: "jobs", dimensions: [("kind", "a"), ("state", "failed")], factory: registry).record(Double.nan)
        let timer = Timer(label: "stage_seconds", dimensions: [("stage", "measured")], factory: registry)
        timer.recordMilliseconds(100)
        timer.recordMilliseconds(250)
        timer.recordSeconds(2)
        let lines = registry.text().split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            lines == [
                "merit_jobs{kind=\"a\",state=\"failed\"} NaN",
                "merit_jobs{kind=\"b\\\"\\\\\\n\",state=\"failed\"} 0.5",
                "merit_takeovers_total 2",
                "merit_stage_seconds_bucket{stage=\"measured\",le=\"0.1\"} 1",
                "merit_stage_seconds_bucket{stage=\"measured\",le=\"1\"} 2",
                "merit_stage_seconds_bucket{stage=\"measured\",le=\"+Inf\"} 3",
                "merit_stage_seconds_sum{stage=\"measured\"} 2.35",
                "merit_stage_seconds_count{stage=\"measured\"} 3",
            ])
    }

    @Test func twoOfTheSameLabelsAreOneSeries() {
        for _ in 1...2 { Counter(label: "takeovers_total", factory: registry).increment() }
        #expect(registry.text().contains("\nmerit_takeovers_total 2\n"))
    }

    @Test func countersAreExactUnderManyTasks() async {
        let counter = Counter(label: "takeovers_total", factory: registry)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<1_000 { counter.increment() } } }
        }
        #expect(registry.text().contains("\nmerit_takeovers_total 8000\n"))
    }
}
