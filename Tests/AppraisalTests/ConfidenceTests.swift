import Exact
import Statistics
import Testing

@testable import Appraisal

/// What chance does to the worked example, where the scatter of two indicators is known.
@Suite struct ConfidenceTests {
    /// Response times scatter by half an hour, successes as 86.4% of chances do: 10,000 × 0.864 × 0.136.
    private static func withinVariances() throws -> [String: BigDecimal] {
        ["response_time": try decimal("0.25"), "repair_success": try decimal("1175.04")]
    }

    private func result(
        _ person: Person = WorkedExample.person(), with withinVariances: [String: BigDecimal]
    ) throws -> AppraisalResult {
        Appraiser(try Shipped.template("after-sales")).appraise(
            person, means: WorkedExample.means, withinVariances: withinVariances)
    }

    /// 1.25 h ± √(0.25 / 2): 8.21 and 5.19 points; 86.4% ± √(1175.04 / 125): 10.84 and 9.00.
    @Test(arguments: [("response_time", "0.353553", "1.510"), ("repair_success", "3.065994", "0.920")])
    func ofAValueAndItsPoints(code: String, value: String, points: String) throws {
        let template = try Shipped.template("after-sales")
        let score = try #require(try result(with: [:]).indicators.first { $0.indicator == code })
        let error = ValueError(
            of: score, try #require(template.indicator(code)), withinVariance: try Self.withinVariances()[code],
            mean: nil, daysWorked: 20)
        #expect(error?.value.description == value)
        #expect(error?.points.description == points)
    }

    /// One point of either is one of the total: √(1.51² + 0.92²) = 1.77; 70 lies 0.80 of it below, 80 lies 4.85 above.
    @Test func ofTheTotal() throws {
        let confidence = try #require(try result(with: try Self.withinVariances()).confidence)
        let reach = try #require(confidence.reach)
        #expect(reach.error.description == "1.77")
        #expect(reach.interval == Interval(low: try decimal("67.94"), high: try decimal("74.88")))
        #expect(reach.chances.map { "\($0.grade) \($0.percent)" } == ["C 79", "D 21"])
        #expect(confidence.measuredPercent.description == "70.00")
        #expect(confidence.knownPercent.description == "25.00")
    }

    @Test func itMovesNothing() throws {
        let (with, without) = (try result(with: try Self.withinVariances()), try result(with: [:]))
        #expect(with.status == without.status)
        #expect(with.sheets == without.sheets)
        #expect(with.indicators == without.indicators)
        #expect(without.confidence?.reach == nil)
        #expect(without.confidence?.knownPercent == 0)
    }

    /// A value that an appeal set is no chance any more.
    @Test func whatAnAppealSetIsTakenAsItStands() throws {
        let person = WorkedExample.person()
        let ruled = Person(
            person.employment, daysOnLeave: 1, workingDays: person.workingDays, facts: person.facts,
            evaluations: person.evaluations,
            rulings: ["response_time": Ruling(appeal: 7, value: try decimal("1.25"))])
        #expect(try result(ruled, with: try Self.withinVariances()).confidence?.reach?.error.description == "0.92")
    }

    @Test func againstTheMeanOfThePeersTheErrorIsStretchedWithTheValue() throws {
        let template = try Small.template("at: opened_at, ", becomes: "at: opened_at, relative_to: peer_mean, ")
        let person = Person(
            WorkedExample.employment(), facts: [Fact(rows: 4, sample: 4, numerator: 4, denominator: 4)], evaluations: []
        )
        let score = try #require(Appraiser(template).appraise(person, means: ["response": 2]).indicators.last)
        let error = ValueError(
            of: score, try #require(template.indicator("response")), withinVariance: try decimal("0.16"), mean: 2,
            daysWorked: 20)
        #expect(error?.value.description == "10.000000")
    }

    /// 1 h ± 1.96 × √(4 / 4): no time that passed is below 0, while one by which something was early may be.
    @Test(arguments: [
        ("avg(hours(elapsed(opened_at, first_response_at)))", "0", "2.960000"),
        ("avg(hours(first_response_at - opened_at))", "-0.960000", "2.960000"),
    ])
    func theIntervalOfTimesThatPassedIsCutAt0(value: String, low: String, high: String) throws {
        let template = try Small.template(
            "avg(hours(first_response_at - opened_at))", becomes: value)
        let person = Person(
            WorkedExample.employment(), facts: [Fact(rows: 4, sample: 4, numerator: 4, denominator: 4)], evaluations: []
        )
        let score = try #require(Appraiser(template).appraise(person, means: [:]).indicators.last)
        let sureness = ValueSureness(
            of: score, try #require(template.indicator("response")), scatter: .init(kind: "number", withinVariance: 4),
            rows: nil, mean: nil, daysWorked: 20)
        #expect(sureness?.interval == Interval(low: try decimal(low), high: try decimal(high)))
    }

    /// Whatever the total and its error: chances add up to 100, and without an error the grade is sure.
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func chancesAddUpTo100(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        let variance = BigDecimal(mantissa: Whole(Int.random(in: 0...90_000, using: &dice)), scale: 3)
        var facts = WorkedExample.facts
        let hits = Int.random(in: 0...125, using: &dice)
        facts[2] = Fact(
            rows: 125, sample: 125, numerator: BigDecimal(hits), denominator: 125, factor: Rational(100))
        let found = try result(WorkedExample.person(facts: facts), with: ["response_time": variance])
        let (total, reach) = (try #require(found.total), try #require(found.confidence?.reach))
        #expect(reach.chances.reduce(0) { $0 + $1.percent } == 100)
        #expect(reach.interval.low <= total.points && total.points <= reach.interval.high)
        if reach.error == 0 { #expect(reach.chances == [.init(grade: total.grade, percent: 100)]) }
    }
}
