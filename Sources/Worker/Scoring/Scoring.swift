import Appraisal
import Exact
import Store

/// How people are scored: each by the template of the post, against the means of the peers.
struct Scoring: Sendable {
    /// What came out for one person.
    struct Outcome: Sendable {
        let record: ResultRecord
        let result: AppraisalResult
        let template: Template?
        /// The person's evaluations, each with why it cannot be used; nil where it can.
        let evaluations: [(evaluation: StoredEvaluation, problem: String?)]
    }

    private let appraisers: [String: Appraiser]
    /// What values are held against, by template and indicator.
    private let means: [String: [String: BigDecimal]]

    init(by templates: [Template], against means: [String: [String: BigDecimal]]) {
        appraisers = Dictionary(uniqueKeysWithValues: templates.map { ($0.code, Appraiser($0)) })
        self.means = means
    }

    func appraise(_ candidate: Candidates.Candidate) -> Outcome {
        let member = candidate.member
        let result = result(of: member, candidate.evaluations)
        return Outcome(
            record: ResultRecord(result, daysOnLeave: member.daysOnLeave), result: result, template: member.template,
            evaluations: candidate.evaluations.map { stored in
                guard let template = member.template else {
                    return (stored, NotAppraisedReason.noTemplate(post: member.employment.post).text.en)
                }
                return (stored, stored.evaluation.problem(in: template)?.description)
            })
    }

    private func result(of member: Measured.Member, _ evaluations: [StoredEvaluation]) -> AppraisalResult {
        guard let code = member.template?.code, let appraiser = appraisers[code] else {
            let reason = NotAppraisedReason.noTemplate(post: member.employment.post)
            return .notAppraised(member.employment, voice: member.voice, template: nil, reason: reason)
        }
        let person = Person(member, evaluations: evaluations.map(\.evaluation))
        return appraiser.appraise(person, means: means[code] ?? [:])
    }
}

extension Person {
    init(_ member: Measured.Member, evaluations: [Evaluation]) {
        self.init(
            member.employment, daysOnLeave: member.daysOnLeave, facts: member.facts, evaluations: evaluations,
            voice: member.voice, rulings: member.rulings, kept: member.kept)
    }
}
