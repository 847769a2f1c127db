import Appraisal
import Store

/// One person on the way through a scoring: what decides the result, by which template, and the result that is kept so far.
struct Candidate: Sendable {
    let person: Person
    /// Nil where none is for the post.
    let template: Template?
    /// As they are stored; the person has them as the rules see them.
    let evaluations: [StoredEvaluation]
    /// Nil where there is none.
    let kept: ResultRecord?

    /// The evaluations, each with why it cannot be used; nil where it can.
    var judged: [(evaluation: StoredEvaluation, problem: String?)] {
        evaluations.map { stored in
            guard let template else {
                return (stored, NotAppraisedReason.noTemplate(post: person.employment.post).text.en)
            }
            return (stored, stored.evaluation.problem(in: template, of: person.employment)?.description)
        }
    }
}
