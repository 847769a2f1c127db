import Appraisal
import Exact
import Measures
import Postgres

/// What the relations said of one person.
struct Facts {
    /// For each statement of the plan one fact for each measure; none where the relation has no row of the person.
    private let byStatement: [[Fact]]

    init(_ byStatement: [[Fact]]) {
        self.byStatement = byStatement
    }

    func fact(at place: MeasurePlan.Place) -> Fact {
        let facts = byStatement[place.statement]
        return facts.isEmpty ? .nothing : facts[place.measure]
    }

    func voice(_ plan: MeasurePlan) -> CustomerVoice {
        func count(_ place: MeasurePlan.Place) -> Int64 {
            (fact(at: place).numerator?.mantissa.int).map { Int64($0) } ?? 0
        }
        return CustomerVoice(
            recommendation: plan.recommendation.map {
                .init(
                    promoters: count($0.promoters), detractors: count($0.detractors), responses: count($0.responses))
            },
            satisfaction: plan.satisfaction.map {
                .init(satisfied: count($0.satisfied), responses: count($0.responses))
            })
    }
}
