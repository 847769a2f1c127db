@testable import Appraisal
import Exact
import Testing

/// The check values of "From a value to points".
@Suite struct ScaleTests {
    @Test(arguments: [
        ("response_time", "0", "10.00", "within 1 h"), ("response_time", "1", "8.00", "within 1 h"),
        ("response_time", "1.000001", "7.00", "1 to 2 h"), ("response_time", "2", "4.00", "1 to 2 h"),
        ("response_time", "2.000001", "3.00", "over 2 h"), ("response_time", "8", "0.00", "over 2 h"),
        ("response_time", "1000", "0.00", "over 2 h"), ("response_time", "-1", "10.00", "within 1 h"),
        ("repair_success", "100", "15.00", "90% and above"), ("repair_success", "90", "12.00", "90% and above"),
        ("repair_success", "89.999999", "11.00", "80% to 90%"), ("repair_success", "80", "8.00", "80% to 90%"),
        ("repair_success", "79.999999", "7.00", "below 80%"), ("repair_success", "0", "0.00", "below 80%"),
        ("task_timeliness", "0", "10.00", "none late"), ("task_timeliness", "1", "7.00", "one or two"),
        ("task_timeliness", "2", "4.00", "one or two"), ("task_timeliness", "3", "0.00", "three or more"),
        ("task_timeliness", "0.5", "7.00", "one or two"), ("task_timeliness", "99", "0.00", "three or more"),
        ("satisfaction", "95", "5.00", "95% and above"), ("satisfaction", "94.999999", "3.00", "90% to 95%"),
        ("satisfaction", "89.999999", "0.00", "below 90%"),
        ("ticket_volume", "150", "10.00", "at or above the mean"),
        ("ticket_volume", "300", "10.00", "at or above the mean"),
        ("ticket_volume", "100", "8.00", "at or above the mean"), ("ticket_volume", "99.999999", "7.00", "80% to 100%"),
        ("ticket_volume", "80", "4.00", "80% to 100%"), ("ticket_volume", "79.999999", "0.00", "below 80%"),
    ])
    func afterSales(_ indicator: String, _ value: String, _ points: String, _ band: String) throws {
        let template = try Shipped.template("after-sales")
        try check(value, on: template, indicator, gives: points, band)
    }

    @Test(arguments: [
        ("0", "5.00"), ("0.009999", "5.00"), ("0.01", "4.00"), ("0.029999", "3.00"), ("0.05", "0.00"), ("7", "0.00"),
    ])
    func refundDisputesFallInSteps(_ value: String, _ points: String) throws {
        let template = try Shipped.template("ecommerce-service")
        try check(value, on: template, "refund_disputes", gives: points, "a point off for every 0.01%")
    }

    @Test(arguments: [
        ("100", "10.00"), ("50", "8.00"), ("0", "4.00"), ("-0.000001", "3.00"), ("-50", "1.50"), ("-100", "0.00"),
    ])
    func negativeValuesAreValuesToo(_ value: String, _ points: String) throws {
        let scale = try #require(indicator("nps", of: Shipped.template("service-desk-agent")).scale)
        #expect(scale.score(try decimal(value)).points.description == points)
    }

    @Test func twoBandsThatMeetGiveTheirBoundaryToTheBetter() throws {
        let scale = try #require(
            Scale(bands: [
                Band(name: "good", best: 10, worst: 5, first: 4, last: 4, step: nil),
                Band(name: "bad", best: 5, worst: 0, first: 1, last: 0, step: nil),
            ]))
        #expect(scale.band(of: 5).name == "good")
    }

    @Test func noDirectionIsNoScale() {
        #expect(Scale(bands: []) == nil)
        #expect(Scale(bands: [Band(name: "any", best: 1, worst: 1, first: 5, last: 5, step: nil)]) == nil)
    }

    @Test(arguments: Shipped.names, [11, 12, 13] as [UInt64])
    func aBetterValueNeverGetsFewerPoints(_ name: String, _ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for indicator in try Shipped.template(name).indicators {
            guard let scale = indicator.scale else { continue }
            let edges = scale.bands.flatMap { [$0.best, $0.worst] }
            let near = edges.flatMap { edge in
                ["-2e-6", "-1e-6", "0", "1e-6", "2e-6"].compactMap(BigDecimal.init).map { edge + $0 }
            }
            let anywhere = (0..<200).compactMap { _ in
                BigDecimal("\(Int.random(in: -2_000_000_000...2_000_000_000, using: &random))e-7")
            }
            let fromWorst = (near + anywhere).sorted { scale.direction.isBetter($1, than: $0) }
            let points = fromWorst.map { scale.score($0).points }
            #expect(points == points.sorted(), "\(name) \(indicator.code)")
            #expect(points.allSatisfy { (0...indicator.points).contains($0) })
        }
    }

    private func check(
        _ value: String, on template: Template, _ code: String, gives points: String, _ band: String
    ) throws {
        let score = try #require(indicator(code, of: template).scale).score(decimal(value))
        #expect(score.points.description == points)
        #expect(score.band == band)
    }

    private func indicator(_ code: String, of template: Template) throws -> Indicator {
        try #require(template.indicators.first { $0.code == code })
    }
}
