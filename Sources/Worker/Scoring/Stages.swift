import Postgres

/// How long each stage of a scoring took: the way of a period, as docs/architecture.md tells it, from asked to kept.
struct Stages {
    enum Stage: String, CaseIterable {
        case asked, given, measured, scored, consequences
        /// Written and committed; a run's own record ends before.
        case kept
    }

    private(set) var milliseconds: [Stage: Int64] = [:]
    private var begun = ContinuousClock.now

    mutating func end(_ stage: Stage) {
        let now = ContinuousClock.now
        milliseconds[stage] = begun.duration(to: now).milliseconds
        begun = now
    }

    /// By the stages' names.
    var named: [String: Int64] {
        Dictionary(uniqueKeysWithValues: milliseconds.map { ($0.key.rawValue, $0.value) })
    }
}
