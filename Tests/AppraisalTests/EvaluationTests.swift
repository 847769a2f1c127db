@testable import Appraisal
import Exact
import Testing

@Suite struct EvaluationTests {
    @Test(
        arguments: [
            (Perspective.Kind.supervisor, "communication", "12.5", nil),
            (.`self`, "communication", "15", nil),
            (.supervisor, nil, "100", nil),
            (.supervisor, "communication", "15.5", "communication: 15.5 is outside the levels 10–15, 5–9.99, 0–4.99"),
            (.supervisor, "communication", "9.995", "communication: 9.995 is outside the levels 10–15, 5–9.99, 0–4.99"),
            (.supervisor, "learning", "4", "learning: 4 is outside the levels 5, 2–3, 0"),
            (.supervisor, "learning", "-1.0", "learning: -1 is outside the levels 5, 2–3, 0"),
            (.supervisor, "charm", "4", "after-sales@3 has no indicator charm"),
            (.supervisor, "response_time", "4", "response_time is measured by after-sales@3, not rated"),
            (.peer, "communication", "12", "after-sales@3 does not count the source peer"),
            (.data, nil, "12", "after-sales@3 does not count the source data"),
            (.supervisor, nil, "100.01", "overall: 100.01 is outside 0–100"),
        ] as [(Perspective.Kind, String?, String, String?)])
    func isUsableOrSaysWhyNot(
        _ perspective: Perspective.Kind, _ indicator: String?, _ points: String, _ problem: String?
    ) throws {
        let evaluation = Evaluation(
            id: 1, perspective: perspective, rater: "bob", indicator: indicator, points: try decimal(points))
        let employment = Employment.ended("ann", name: nil)
        #expect(try evaluation.problem(in: Shipped.template("after-sales"), of: employment)?.description == problem)
    }

    @Test(
        arguments: [
            (nil, "bob", true, nil), ("bob", "bob", true, nil), ("eve", "bob", false, nil), ("eve", nil, false, nil),
            (
                nil, "ann", false,
                "nobody is their own supervisor, and ann is in the employee relation; name in rater_id who gave it"
            ),
            ("eve", "ann", false, nil),
            ("eve", "bob", true, "eve is not the supervisor; that is bob in the employee relation"),
            ("eve", nil, true, "eve is not the supervisor; there is none in the employee relation"),
        ] as [(String?, String?, Bool, String?)])
    func whoRatesAsTheSupervisor(
        _ rater: String?, _ supervisor: String?, _ isChecked: Bool, _ problem: String?
    ) throws {
        let evaluation = Evaluation(
            id: 1, perspective: .supervisor, rater: rater, indicator: nil, points: 50, hasToBeSupervisors: isChecked)
        let employment = Employment(
            employeeID: "ann", name: nil, department: nil, post: nil, supervisorID: supervisor, days: 30)
        #expect(try evaluation.problem(in: Shipped.template("after-sales"), of: employment)?.description == problem)
    }

    @Test(arguments: [
        ("15", "warm"), ("10", "warm"), ("9.99", "flat"), ("9.995", "flat"), ("4.99", "poor"), ("0", "poor"),
    ])
    func aMeanReachesALevel(_ mean: String, _ level: String) throws {
        let levels = try #require(Shipped.template("after-sales").indicators.first).levels
        #expect(levels.reached(by: try decimal(mean))?.code == level)
    }
}
