import Appraisal
import Exact
import Store
import Testing

/// A month of one person on a small template, appraised; what is not given is left out.
struct Month {
    var employee = "ann"
    var department: String? = "repairs"
    var supervisor: String? = "bob"
    var daysEmployed = 31
    /// Minutes to the first response, over all of the person's tickets.
    var minutes = 90
    var tickets: Int64 = 3
    var voice = CustomerVoice.silent
    var ratings: [Perspective.Kind: Int] = [.`self`: 9, .supervisor: 8]

    static let template = """
        template: small
        version: 1
        title: {zh: 小模板, en: Small}
        sources:
          self: {weight: 20}
          supervisor: {weight: 80, required: true}
        eligibility: {min_days: 10}
        coverage: {min_percent: 60}
        plan: {below_percent: 70, at_most: 3}
        near_cut: 0.50
        grades:
          - {grade: A, at_least: 80, coefficient: 1.2, outcomes: [talent_pool]}
          - {grade: B, at_least: 0, coefficient: 0.5}
        dimensions:
          - code: attitude
            title: {zh: 态度, en: Attitude}
            weight: 40
            indicators:
              - code: manner
                title: {zh: 沟通, en: Manner}
                points: 10
                rated:
                  - {level: warm, title: {zh: 热情, en: Warm}, points: [5, 10]}
                  - {level: cold, title: {zh: 冷淡, en: Cold}, points: [0, 4.99]}
          - code: speed
            title: {zh: 效率, en: Speed}
            weight: 60
            indicators:
              - code: response
                title: {zh: 响应, en: Response}
                points: 10
                unit: hour
                min_sample: 3
                measure: {from: ticket, at: opened_at, value: "avg(hours(first_response_at - opened_at))"}
                scale:
                  - {band: quick, best: 0, worst: 1, points: [10, 6]}
                  - {band: slow, best: 1, worst: 4, points: [5, 0]}
        """

    func record(name: String? = "Ann") throws -> ResultRecord {
        let template = try TemplateDocument(yaml: Self.template).flattened { _ in nil }.template()
        let assignment = Assignment(
            employeeID: employee, name: name, department: department, post: "technician", supervisorID: supervisor,
            from: 1,
            to: daysEmployed)
        let employment = try #require(Employment(of: [assignment], in: 1...31))
        let response = Fact(
            rows: tickets, sample: tickets, numerator: BigDecimal(minutes), denominator: BigDecimal(Int(tickets)),
            factor: try #require(Rational(1).divided(by: Rational(60))))
        let person = Person(
            employment, daysOnLeave: 1, facts: [response],
            evaluations: ratings.map { source, points in
                Evaluation(id: 1, perspective: source, rater: nil, indicator: "manner", points: BigDecimal(points))
            }, voice: voice)
        let result = Appraiser(template).appraise(person, means: [:])
        return ResultRecord(result, daysOnLeave: person.daysOnLeave)
    }
}
