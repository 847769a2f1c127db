import Appraisal
import Exact
import Store

/// How people are scored: each by the template of the post, against the means of the peers.
struct Scoring: Sendable {
    private let appraisers: [String: Appraiser]
    /// What values are held against, by template and indicator.
    private let means: [String: [String: BigDecimal]]

    init(by templates: [Template], against means: [String: [String: BigDecimal]]) {
        appraisers = Dictionary(uniqueKeysWithValues: templates.map { ($0.code, Appraiser($0)) })
        self.means = means
    }

    func appraise(_ candidate: Candidate) -> AppraisalResult {
        let person = candidate.person
        guard let code = candidate.template?.code, let appraiser = appraisers[code] else {
            let reason = NotAppraisedReason.noTemplate(post: person.employment.post)
            return .notAppraised(person.employment, voice: person.voice, template: nil, reason: reason)
        }
        return appraiser.appraise(person, means: means[code] ?? [:])
    }

    /// The result as it would be kept.
    func record(of candidate: Candidate) -> ResultRecord {
        ResultRecord(appraise(candidate), daysOnLeave: candidate.person.daysOnLeave)
    }
}
