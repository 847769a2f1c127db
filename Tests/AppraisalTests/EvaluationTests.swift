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
            (.supervisor, "charm", "4", "after-sales@2 has no indicator charm"),
            (.supervisor, "response_time", "4", "response_time is measured by after-sales@2, not rated"),
            (.peer, "communication", "12", "after-sales@2 does not count the source peer"),
            (.data, nil, "12", "after-sales@2 does not count the source data"),
            (.supervisor, nil, "100.01", "overall: 100.01 is outside 0–100"),
        ] as [(Perspective.Kind, String?, String, String?)])
    func isUsableOrSaysWhyNot(
        _ perspective: Perspective.Kind, _ indicator: String?, _ points: String, _ problem: String?
    ) throws {
        let evaluation = Evaluation(
            id: 1, perspective: perspective, rater: "bob", indicator: indicator, points: try decimal(points))
        #expect(try evaluation.problem(in: Shipped.template("after-sales"))?.description == problem)
    }

    @Test(arguments: [
        ("15", "warm"), ("10", "warm"), ("9.99", "flat"), ("9.995", "flat"), ("4.99", "poor"), ("0", "poor"),
    ])
    func aMeanReachesALevel(_ mean: String, _ level: String) throws {
        let levels = try #require(Shipped.template("after-sales").indicators.first).levels
        #expect(levels.reached(by: try decimal(mean))?.code == level)
    }
}
