import Appraisal
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
            person, means: standards.means[code] ?? [:], withinVariances: standards.withinVariances[code] ?? [:])
    }

    /// The result as it would be kept.
    func record(of candidate: Candidate) -> ResultRecord {
        ResultRecord(
            appraise(candidate), daysOnLeave: candidate.person.daysOnLeave, workingDays: candidate.person.workingDays)
    }
}
