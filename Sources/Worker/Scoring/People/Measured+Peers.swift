import Appraisal

extension Measured {
    /// The mean of the peers for each indicator that is held against it, by template and indicator.
    func peerMeans() throws -> [String: [String: PeerMean]] {
        let places = plan.places(comparedIn: templates)
        guard !places.isEmpty else { return [:] }
        let appraisers = Dictionary(uniqueKeysWithValues: templates.map { ($0.code, Appraiser($0)) })
        var means: [String: [String: PeerMean]] = [:]
        var candidates = try Candidates(self, reading: places)
        while let batch = try candidates.next(atMost: Scored.batchSize) {
            for candidate in batch.candidates {
                guard let code = candidate.template?.code, let appraiser = appraisers[code] else { continue }
                appraiser.add(candidate.person, to: &means[code, default: [:]])
            }
        }
        return means
    }
}
