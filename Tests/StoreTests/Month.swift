import Appraisal
import Exact
import Store
import Support
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

    static let template = SmallTemplate.text

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
