import Appraisal

extension Measured {
    /// The mean of the peers for each indicator that is held against it, by template and indicator.
    func peerMeans() throws -> [String: [String: PeerMean]] {
        let places = plan.places(comparedIn: templates)
        guard !places.isEmpty else { return [:] }
        let appraisers = Dictionary(uniqueKeysWithValues: templates.map { ($0.code, Appraiser($0)) })
        var means: [String: [String: PeerMean]] = [:]
        var reader = try reader(of: places)
        while let member = try reader.next() {
            guard let appraiser = member.template.flatMap({ appraisers[$0.code] }) else { continue }
            appraiser.add(Person(member, evaluations: []), to: &means[appraiser.template.code, default: [:]])
        }
        return means
    }
}
