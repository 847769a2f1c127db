import Appraisal
import Exact
import Testing

@Suite struct WorkedExampleTests {
    private func result(_ person: Person = WorkedExample.person()) throws -> AppraisalResult {
        let appraiser = Appraiser(try Shipped.template("after-sales"))
        return appraiser.appraise(person, means: WorkedExample.means)
    }

    @Test(arguments: [
        ("response_time", "1.250000", "6.25"), ("satisfaction", "93.750000", "3.00"),
        ("repair_success", "86.400000", "9.92"), ("repair_time", "112.500000", "6.25"),
        ("ticket_volume", "104.761905", "8.19"), ("task_timeliness", "1.000000", "7.00"),
        ("attendance", "2.000000", "2.00"), ("compliance", "0.000000", "5.00"),
    ])
    func measured(_ indicator: String, _ value: String, _ points: String) throws {
        let score = try #require(result().indicators.first { $0.indicator == indicator })
        #expect(score.value?.description == value)
        #expect(score.points?.description == points)
        #expect(score.state == .scored)
    }

    @Test func sheetsAndTotal() throws {
        let result = try result()
        #expect(result.contributions(of: .supervisor) == ["21.75", "19.17", "15.19", "7.50", "7.00"])
        #expect(result.score(of: .supervisor)?.description == "70.61")
        #expect(result.contributions(of: .`self`) == ["23.25", "21.17", "15.19", "8.00", "7.00"])
        #expect(result.score(of: .`self`)?.description == "74.61")
        let total = try #require(result.total)
        #expect(total.points.description == "71.41")
        #expect(total.grade == "C")
        #expect(total.coefficient.description == "1.0")
        #expect(!total.nearCut)
        #expect(result.coverage?.description == "100.00")
    }

    @Test func withoutSatisfactionAttendanceAndCompliance() throws {
        var facts = WorkedExample.facts
        facts[1] = .nothing
        facts[6] = .nothing
        facts[7] = Fact(rows: 1, sample: 1, numerator: nil)
        let result = try result(WorkedExample.person(facts: facts))
        #expect(result.contributions(of: .supervisor) == ["25.00", "21.30", "16.88", "8.33"])
        #expect(result.score(of: .supervisor)?.description == "71.51")
        #expect(result.contributions(of: .`self`) == ["27.00", "23.52", "16.88", "8.89"])
        #expect(result.score(of: .`self`)?.description == "76.29")
        let total = try #require(result.total)
        #expect(total.points.description == "72.47")
        #expect(total.grade == "C")
        #expect(result.coverage?.description == "85.00")
    }

    @Test func whatPeopleRatedIsKeptBySource() throws {
        let score = try #require(result().indicators.first { $0.indicator == "communication" })
        #expect(score.kind == .rated)
        #expect(score.points?.description == "12.50")
        #expect(score.given(by: .`self`)?.description == "14.00")
        #expect(score.given(by: .peer) == nil)
        #expect(score.band == "warm")
        #expect(score.maxPoints == 15)
    }
}

/// A real month: one group of a service desk, March 2016, scored from tickets alone.
@Suite struct ServiceDeskMonthTests {
    @Test func resolvedBy11() throws {
        let figures = [
            ("17.399251", 757), ("50.909091", 440), ("35.483871", 341), ("40.762463", 341), ("1074.172594", 341),
        ]
        let facts = try figures.map { value, sample in
            Fact(rows: Int64(sample), sample: Int64(sample), numerator: try decimal(value))
        }
        let appraiser = Appraiser(try Shipped.template("service-desk-measured"))
        // The last value stands against the mean of the peers already: over 10 days and a mean of 10 it comes back.
        let month = Person(WorkedExample.employment(days: 10), workingDays: WorkingDays(10), facts: facts)
        let result = appraiser.appraise(
            month, means: ["volume": 10])
        #expect(result.indicators.map(\.points?.description) == ["5.24", "4.45", "1.77", "2.26", "10.00"])
        #expect(result.indicators.last?.value?.description == "1074.172590")
        #expect(result.contributions(of: .data) == ["15.72", "14.13", "20.00"])
        #expect(result.total?.points.description == "49.85")
        #expect(result.total?.grade == "E")
    }
}

extension AppraisalResult {
    /// What each dimension of one perspective's sheet brings.
    func contributions(of perspective: Perspective.Kind) -> [String] {
        guard case .dimensions(let contributions)? = sheets.first(where: { $0.perspective.kind == perspective })?.basis
        else {
            return []
        }
        return contributions.map(\.points.description)
    }
}
