import Appraisal
import Statistics
import Store

/// How people are scored: each by the template of the post, against the means of the peers.
struct Scoring: Sendable {
    private let appraisers: [String: Appraiser]
    private let standards: Standards

    init(by templates: [Template], against standards: Standards) {
        appraisers = Dictionary(uniqueKeysWithValues: templates.map { ($0.code, Appraiser($0)) })
        self.standards = standards
    }

    func appraise(_ candidate: Candidate) -> AppraisalResult {
        let person = candidate.person
        guard let code = candidate.template?.code, let appraiser = appraisers[code] else {
            let reason = NotAppraisedReason.noTemplate(post: person.employment.post)
            return .notAppraised(person.employment, voice: person.voice, template: nil, reason: reason)
        }
        return appraiser.appraise(
            person, means: standards.means[code] ?? [:], mixes: standards.mixes[code] ?? [:],
            withinVariances: standards.withinVariances[code] ?? [:])
    }

    /// How a person stands among rows of the same kinds, by indicator, of those whose rows were measured.
    func standings(of candidate: Candidate) -> [(indicator: String, cells: [CellSum], standing: CaseMix.Standing)] {
        guard let template = candidate.template, let mixes = standards.mixes[template.code], !mixes.isEmpty else {
            return []
        }
        return zip(template.measuredIndicators, candidate.person.facts).compactMap { indicator, fact in
            guard let cells = fact.cells, let standing = mixes[indicator.code]?.standing(of: cells) else { return nil }
            return (indicator.code, cells, standing)
        }
    }

    /// The result as it would be kept.
    func record(of candidate: Candidate) -> ResultRecord {
        ResultRecord(
            appraise(candidate), daysOnLeave: candidate.person.daysOnLeave, workingDays: candidate.person.workingDays)
    }
}
