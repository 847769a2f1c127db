package import Metrics

/// What scorings count, through swift-metrics; only those that were committed.
package struct ScoringMetrics: Sendable {
    private let stages: [Stages.Stage: Timer]
    private let people: Counter
    private let rows: Counter
    private let unusable: Counter

    package init(_ factory: any MetricsFactory = NOOPMetricsHandler.instance) {
        stages = Dictionary(
            uniqueKeysWithValues: Stages.Stage.allCases.map {
                ($0, Timer(label: "scoring_stage_seconds", dimensions: [("stage", $0.rawValue)], factory: factory))
            })
        people = Counter(label: "people_scored_total", factory: factory)
        rows = Counter(label: "rows_read_total", factory: factory)
        unusable = Counter(label: "unusable_evaluations_total", factory: factory)
    }

    func scored(_ scored: Scored, _ stages: Stages) {
        for (stage, milliseconds) in stages.milliseconds { self.stages[stage]?.recordMilliseconds(milliseconds) }
        people.increment(by: scored.findings.people)
        rows.increment(by: scored.rowsRead.values.reduce(0, +))
        unusable.increment(by: scored.findings.unusable)
    }
}
