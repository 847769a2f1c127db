import Appraisal
import Exact
import Foundation
import Postgres

/// Somebody's result of a period, with the values and evaluations that it rests on.
struct TriedPerson: Sendable {
    /// Of the template that it was scored by.
    let version: Int
    let employment: Employment
    let outcome: TemplateTrial.Outcome
    /// As they stand.
    let evaluations: [Evaluation]
    private let daysOnLeave: Int
    private let workingDays: WorkingDays?
    private let scores: [IndicatorScore]

    init(_ row: PostgresRow) throws {
        version = try row["template_version"]
        employment = Employment(
            employeeID: try row["employee_id"], name: try row["name"], department: try row["department"], post: nil,
            supervisorID: try row["supervisor_id"], days: try row["days_employed"])
        outcome = TemplateTrial.Outcome(
            total: try row["total"], grade: try row["grade"], coefficient: try row["coefficient"])
        daysOnLeave = try row["days_on_leave"]
        let onLeave: BigDecimal? = try row["working_days_on_leave"]
        let fullTime: BigDecimal? = try row["full_time_equivalent"]
        workingDays = try row["working_days", as: Int?.self].map {
            WorkingDays(count: $0, onLeave: onLeave ?? 0, fullTimeEquivalent: fullTime)
        }
        scores = try Self.lists(try row["scores"]).compactMap(Self.score)
        evaluations = try Self.lists(try row["evaluations"]).compactMap(Self.evaluation)
    }

    /// The person as another version finds them: values as they were measured, points that appeals set.
    func person(under template: Template) -> Person {
        let own = scores.filter { template.indicator($0.indicator) != nil }
        var (kept, rulings): ([String: MeasuredValue], [String: Ruling]) = ([:], [:])
        for score in own {
            if template.indicator(score.indicator)?.measure != nil {
                kept[score.indicator] = MeasuredValue(kept: score)
            }
            if let appeal = score.appeal, let value = score.value ?? score.points {
                rulings[score.indicator] = Ruling(appeal: appeal, value: value)
            }
        }
        return Person(
            employment, daysOnLeave: daysOnLeave, workingDays: workingDays,
            facts: template.measuredIndicators.map { _ in Fact.nothing }, evaluations: evaluations, rulings: rulings,
            kept: kept)
    }

    private static func lists(_ json: JSONText) throws -> [[String?]] {
        try JSONDecoder().decode([[String?]].self, from: Data(json.text.utf8))
    }

    private static func number(_ text: String?) -> BigDecimal? { text.flatMap { BigDecimal($0) } }

    private static func score(_ cells: [String?]) -> IndicatorScore? {
        guard cells.count == 9, let indicator = cells[0],
            let state = cells[1].flatMap({ IndicatorScore.State(rawValue: $0) })
        else { return nil }
        // What its kind and full points are, the template says.
        return IndicatorScore(
            dimension: "", indicator: indicator, kind: cells[2] == nil && cells[3] == nil ? .rated : .measured,
            state: state, value: number(cells[2]), rawValue: number(cells[3]), numerator: number(cells[4]),
            denominator: number(cells[5]), sample: cells[6].flatMap { Int64($0) }, band: nil,
            points: number(cells[7]), maxPoints: 0, ratings: [], appeal: cells[8].flatMap { Int64($0) })
    }

    private static func evaluation(_ cells: [String?]) -> Evaluation? {
        guard cells.count == 6, let id = cells[0].flatMap({ Int64($0) }),
            let perspective = cells[1].flatMap({ Perspective.Kind(rawValue: $0) }), let points = number(cells[4])
        else { return nil }
        let wrong: EvaluationProblem? =
            switch cells[5] {
            case "1": .ratesTheRater(perspective)
            case "2": .speaksForAnother(rater: cells[2] ?? "")
            case "4": .fewPeers
            default: nil
            }
        return Evaluation(
            id: id, perspective: perspective, rater: cells[2], indicator: cells[3], points: points, wrongRater: wrong,
            hasToBeSupervisors: cells[5] == "3")
    }
}
