/// An outcome that a result proposes, and why.
package struct Proposal: Sendable, Hashable {
    package let outcome: Outcome
    package let reason: LocalizedText
}

/// What a person was graded in one period of a row.
package struct PastGrade: Sendable, Hashable {
    /// The label of the period.
    package let period: String
    package let grade: String

    package init(period: String, grade: String) {
        self.period = period
        self.grade = grade
    }
}

/// What a result can lead to; always a proposal that a person accepts or declines.
package struct Outcome: Sendable, Hashable {
    /// One of ``OutcomeKind``, or a name that the template defines.
    package let code: String
    /// What the template calls one of its own; nil of those that every template knows.
    package let title: LocalizedText?

    package init(_ kind: OutcomeKind) {
        (code, title) = (kind.rawValue, nil)
    }

    init(code: String, title: LocalizedText) {
        (self.code, self.title) = (code, title)
    }
}

/// The outcomes that every template knows; payroll, evidence, trainings and interviews rest on which of them it is.
package enum OutcomeKind: String, Sendable, Hashable, CaseIterable {
    case promotionPriority = "promotion_priority"
    case raisePriority = "raise_priority"
    case talentPool = "talent_pool"
    case shareCase = "share_case"
    case skillTraining = "skill_training"
    case improvementTraining = "improvement_training"
    case warning
    case improvementPlan = "improvement_plan"
    case payCutReview = "pay_cut_review"
    case transferReview = "transfer_review"
    case dismissalReview = "dismissal_review"
}
