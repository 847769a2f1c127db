package import Exact

/// What customers said of a person in a period, beside the total.
package struct CustomerVoice: Sendable, Hashable {
    /// Answers with 9 or 10, answers with 0 to 6, and all answers within 0 to 10.
    package struct Recommendation: Sendable, Hashable {
        package let promoters: Int64
        package let detractors: Int64
        package let responses: Int64

        package init(promoters: Int64, detractors: Int64, responses: Int64) {
            self.promoters = promoters
            self.detractors = detractors
            self.responses = responses
        }
    }

    /// Answers with 4 or 5, and all answers.
    package struct Satisfaction: Sendable, Hashable {
        package let satisfied: Int64
        package let responses: Int64

        package init(satisfied: Int64, responses: Int64) {
            self.satisfied = satisfied
            self.responses = responses
        }
    }

    private let recommendation: Recommendation?
    private let contentment: Satisfaction?

    /// Either is nil where the relation is not there; a relation without answers counts the same.
    package init(recommendation: Recommendation?, satisfaction: Satisfaction?) {
        self.recommendation = recommendation.flatMap { $0.responses > 0 ? $0 : nil }
        self.contentment = satisfaction.flatMap { $0.responses > 0 ? $0 : nil }
    }

    /// Nobody was asked.
    package static let silent = CustomerVoice(recommendation: nil, satisfaction: nil)

    /// 100 × (share of promoters − share of detractors), 2 digits.
    package var nps: BigDecimal? {
        recommendation.flatMap {
            Rational(Whole($0.promoters - $0.detractors) * 100, over: Whole($0.responses))?.rounded(to: 2)
        }
    }

    /// 1.96 × 100 × √((p + d − (p − d)²) / n), 2 digits, where p and d are shares of promoters and detractors.
    package var npsMargin: BigDecimal? {
        recommendation.flatMap {
            let n = Whole($0.responses)
            let difference = Whole($0.promoters - $0.detractors)
            // In counts the radicand is (n (P + D) − (P − D)²) / n³.
            let radicand = n * Whole($0.promoters + $0.detractors) - difference * difference
            return Rational(radicand * Whole(196 * 196), over: n * n * n)?.squareRoot(to: 2)
        }
    }

    /// How many answers the score rests on.
    package var npsResponses: Int64? { recommendation?.responses }

    package var npsPromoters: Int64? { recommendation?.promoters }

    package var npsDetractors: Int64? { recommendation?.detractors }

    /// 100 × share of the satisfied, 2 digits.
    package var satisfaction: BigDecimal? {
        contentment.flatMap { Rational(Whole($0.satisfied) * 100, over: Whole($0.responses))?.rounded(to: 2) }
    }

    /// How many answers the satisfaction rests on.
    package var satisfactionResponses: Int64? { contentment?.responses }

    /// How many of them were satisfied.
    package var satisfied: Int64? { contentment?.satisfied }
}
