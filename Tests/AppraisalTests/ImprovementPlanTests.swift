@testable import Appraisal
import Exact
import Testing

/// Which weak spots become tasks, and what they ask for.
@Suite struct ImprovementPlanTests {
    private func plan(
        of template: Template, facts: [Fact] = WorkedExample.facts,
        evaluations: [Evaluation] = WorkedExample.evaluations
    ) -> [WeakSpot] {
        let appraiser = Appraiser(template)
        let person = WorkedExample.person(facts: facts, evaluations: evaluations)
        return template.improvementPlan(
            for: appraiser.appraise(person, means: WorkedExample.means))
    }

    /// Weighted points lost: 5.08 of repair success, then 3.75 twice, in the order of the template.
    @Test func theWorkedExample() throws {
        let plan = plan(of: try Shipped.template("after-sales"))
        #expect(
            plan.map(\.line) == [
                "repair_success 9.92 -> 12.00 at 90 in 90% and above: 2.08",
                "response_time 6.25 -> 8.00 at 1 in within 1 h: 1.75",
                "repair_time 6.25 -> 8.00 at 100 in on target: 1.75",
            ])
        #expect(plan[0].title.en == "Repair success rate: from 86.4% to 90%, 9.92 to 12 of 15 points")
        #expect(plan[0].title.zh == "维修成功率：从 86.4% 到 90%，15 分中由 9.92 分到 12 分")
    }

    /// All that is below 70% of its points; nothing at 70% or above.
    @Test func everyWeakSpotWhereThePlanHasRoom() throws {
        let text = try Shipped.text("after-sales").replacing("at_most: 3", with: "at_most: 20")
        let template = try TemplateDocument(yaml: text).flattened { _ in nil }.template()
        #expect(
            plan(of: template).map(\.line) == [
                "repair_success 9.92 -> 12.00 at 90 in 90% and above: 2.08",
                "response_time 6.25 -> 8.00 at 1 in within 1 h: 1.75",
                "repair_time 6.25 -> 8.00 at 100 in on target: 1.75",
                "attendance 2.00 -> 5.00 at 0 in full attendance: 3.00",
                "cross_team 2.50 -> 5.00 at - in effective: 2.40",
                "satisfaction 3.00 -> 5.00 at 95 in 95% and above: 2.00",
                "learning 3.00 -> 5.00 at - in active: 1.60",
            ])
    }

    /// An indicator between the ends of a band that runs straight has the near edge of the band above to reach, and of the best
    /// band its best end.
    @Test(arguments: [
        ("response_time", "8", "0.00", "2 1 to 2 h 4.00"), ("response_time", "2", "4.00", "1 within 1 h 8.00"),
        ("response_time", "0.5", "9.00", "0 within 1 h 10.00"), ("response_time", "0", "10.00", "-"),
        ("satisfaction", "80", "0.00", "90 90% to 95% 3.00"), ("satisfaction", "95", "5.00", "-"),
        ("task_timeliness", "7", "0.00", "2 one or two 4.00"), ("task_timeliness", "2", "4.00", "0 none late 10.00"),
        ("repair_time", "500", "0.00", "150 slightly over 4.00"), ("ticket_volume", "0", "0.00", "80 80% to 100% 4.00"),
        ("communication", "-", "3.00", "- flat 5.00"), ("communication", "-", "5.00", "- warm 10.00"),
        ("communication", "-", "10.00", "- warm 15.00"), ("communication", "-", "15.00", "-"),
        ("learning", "-", "0.00", "- passive 2.00"), ("learning", "-", "2.50", "- active 5.00"),
    ])
    func targets(_ code: String, _ value: String, _ points: String, _ expected: String) throws {
        let indicator = try #require(Shipped.template("after-sales").indicators.first { $0.code == code })
        let target = indicator.target(above: BigDecimal(value), points: try #require(BigDecimal(points)))
        #expect(
            (target.map { "\($0.value?.normalized.description ?? "-") \($0.band) \($0.points)" } ?? "-") == expected)
    }

    /// A target brings more points than there are, and exactly those that the scale gives for it.
    @Test(arguments: Shipped.names) func aTargetIsWorthWhatItSays(name: String) throws {
        for indicator in try Shipped.template(name).measuredIndicators {
            let scale = try #require(indicator.scale)
            for value in scale.bands.flatMap({ [$0.best, $0.worst, $0.best + $0.worst] }) {
                let points = scale.score(value).points
                guard let target = indicator.target(above: value, points: points) else {
                    let best = scale.bands.map { max($0.first, $0.last) }.max() ?? 0
                    #expect(points == best, "\(indicator.code) at \(value)")
                    continue
                }
                let reached = try #require(target.value)
                #expect(target.points > points, "\(indicator.code) at \(value)")
                #expect(scale.score(reached).points == target.points)
                #expect(scale.direction.isBetter(reached, than: value))
            }
        }
    }

    @Test func anIncompleteResultHasWeakSpotsButNoTotalToWin() throws {
        let plan = plan(of: try Shipped.template("after-sales"), evaluations: [])
        #expect(plan.map(\.indicator.code) == ["repair_success", "response_time", "repair_time"])
        #expect(plan.map(\.totalGain) == [nil, nil, nil])
    }

    /// 20% × the self sheet is an overall number, so 2.08 on the supervisor's sheet alone: 70.61 → 72.69.
    @Test func anOverallNumberStaysWhatItIs() throws {
        let overall = Evaluation(id: 99, perspective: .`self`, rater: nil, indicator: nil, points: 80)
        let evaluations = WorkedExample.evaluations(from: .supervisor, WorkedExample.supervisor) + [overall]
        let plan = plan(of: try Shipped.template("after-sales"), evaluations: evaluations)
        // 0.2 × 80 + 0.8 × 70.61 = 72.488, and 0.2 × 80 + 0.8 × 72.69 = 74.152.
        #expect(plan.first?.totalGain?.description == "1.66")
    }

    /// What reaching a target is worth is what an appeal brings that puts the target in place of the value.
    @Test func theTotalGainsWhatTheTargetWouldHaveBrought() throws {
        let text = try Shipped.text("after-sales").replacing("at_most: 3", with: "at_most: 20")
        let template = try TemplateDocument(yaml: text).flattened { _ in nil }.template()
        let appraiser = Appraiser(template)
        let person = WorkedExample.person(facts: WorkedExample.facts, evaluations: WorkedExample.evaluations)
        let before = appraiser.appraise(person, means: WorkedExample.means)
        let measured = template.improvementPlan(for: before).filter { $0.indicator.measure != nil }
        #expect(measured.count == 5)
        for spot in measured {
            let raised = Person(
                person.employment, daysOnLeave: person.daysOnLeave, workingDays: person.workingDays,
                facts: person.facts, evaluations: person.evaluations, voice: person.voice,
                rulings: [spot.indicator.code: Ruling(appeal: 1, value: try #require(spot.target.value))])
            let after = try #require(appraiser.appraise(raised, means: WorkedExample.means).total)
            #expect(spot.totalGain == after.points - (try #require(before.total).points), "\(spot.indicator.code)")
        }
    }

    @Test func withoutAPlanThereIsNothingToDo() throws {
        #expect(try Shipped.template("desk-data").improvementPlan(for: result(manner: 1)).isEmpty)
        #expect(try Small.template("at_most: 3", becomes: "at_most: 0").improvementPlan(for: result(manner: 1)).isEmpty)
        #expect(
            try Small.template().improvementPlan(for: result(manner: 1)).map(\.line) == [
                "manner 1.00 -> 5.00 at - in warm: 40.00"
            ])
    }

    /// Response is not measured, so that manner is all of the sheet.
    private func result(manner: Int) throws -> AppraisalResult {
        let person = Person(
            WorkedExample.employment(), facts: [.nothing],
            evaluations: [Perspective.Kind.`self`, .supervisor].map {
                Evaluation(id: 1, perspective: $0, rater: nil, indicator: "manner", points: BigDecimal(manner))
            })
        let template = try Small.template("min_percent: 60", becomes: "min_percent: 0")
        return Appraiser(template).appraise(person, means: [:])
    }
}

extension WeakSpot {
    fileprivate var line: String {
        let value = target.value?.normalized.description ?? "-"
        return
            "\(indicator.code) \(points) -> \(target.points) at \(value) in \(target.band): \(totalGain?.description ?? "-")"
    }
}
