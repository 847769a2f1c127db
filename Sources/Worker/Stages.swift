import Jobs

/// How long each stage of a scoring took.
struct Stages {
    private(set) var milliseconds: [String: Int64] = [:]
    private var begun = ContinuousClock.now

    mutating func end(_ stage: String) {
        let now = ContinuousClock.now
        milliseconds[stage] = begun.duration(to: now).milliseconds
        begun = now
    }
}
