import Exact
import Statistics
import Testing

@testable import Appraisal

/// How sure the grades of a draft would be, and what each of its indicators is to them.
@Suite struct SurenessTests {
    private static func graded(_ grade: String, _ total: String, error: String, _ chances: [(String, Int)]) throws
        -> Graded
    {
        let points = try decimal(total)
        return Graded(
            Total(points: points, grade: grade, coefficient: 1, nearCut: false),
            Confidence(
                reach: Confidence.Reach(
                    error: try decimal(error), interval: Interval(low: points, high: points),
                    chances: chances.map { Confidence.GradeChance(grade: $0.0, percent: $0.1) }),
                measuredPercent: 100, knownPercent: 100), under: try Small.template())
    }

    /// Own grades 90, 60 and 30; totals of variance 100, errors whose squares are 25 on average.
    @Test func ofThreePeople() throws {
        var sureness = Sureness()
        sureness.add(try Self.graded("A", "90", error: "5", [("A", 90), ("B", 10)]))
        sureness.add(try Self.graded("B", "80", error: "1", [("A", 40), ("B", 60)]))
        sureness.add(try Self.graded("B", "70", error: "7", [("A", 5), ("B", 30), ("C", 65)]))
        #expect(sureness.people == 3 && sureness.unsure == 1)
        #expect(sureness.keptPercent?.description == "60.0")
        #expect(["A", "B", "C", "D"].map { sureness.drawn($0).description } == ["1.4", "1.0", "0.7", "0.0"])
        #expect(sureness.reliability?.description == "0.7500")
    }

    /// Where a cap leaves no better grade, what chance would bring above it comes to it.
    @Test func underACapNothingBetterIsDrawn() throws {
        let points = try decimal("90")
        let reach = Confidence.Reach(
            error: 5, interval: Interval(low: 80, high: 100),
            chances: [
                Confidence.GradeChance(grade: "A", percent: 70), Confidence.GradeChance(grade: "B", percent: 30),
            ])
        let confidence = Confidence(reach: reach, measuredPercent: 100, knownPercent: 100)
        let total = Total(points: points, grade: "B", coefficient: 1, nearCut: false, cappedBy: "response")
        let graded = Graded(total, confidence, under: try Small.template())
        #expect(graded.reach?.chances == [Confidence.GradeChance(grade: "B", percent: 100)])
        #expect(graded.reach?.interval == reach.interval)
        var sureness = Sureness()
        sureness.add(graded)
        #expect(sureness.unsure == 0 && sureness.keptPercent?.description == "100.0")
    }

    @Test func ofNobodyNothingIsSaid() throws {
        var sureness = Sureness()
        sureness.add(
            Graded(Total(points: 80, grade: "A", coefficient: 1, nearCut: false), nil, under: try Small.template()))
        #expect(sureness == Sureness())
        #expect(sureness.keptPercent == nil && sureness.reliability == nil)
    }

    /// What is left out is as if the template never had had it, whatever dimension it was in.
    @Test(arguments: ["noise", "answered"])
    func leftOutIsAsIfItHadNeverBeen(code: String) throws {
        let parts = [("work", 70, [("solved", 60), ("noise", 40)]), ("speed", 30, [("answered", 10)])]
        let without = parts.compactMap { part -> (String, Int, [(String, Int)])? in
            let rest = part.2.filter { $0.0 != code }
            return rest.isEmpty ? nil : (part.0, code == "answered" ? 100 : part.1, rest)
        }
        let company = PlantedCompany(["solved": 15, "noise": 0, "answered": 10], people: 12, rows: 10, seed: 3)
        let (whole, rest) = (try Self.template(parts), try Self.template(without))
        let (full, bare) = (company.outcomes(under: whole), company.outcomes(under: rest))
        let place = try #require(whole.indicators.firstIndex { $0.code == code })
        for (one, other) in zip(full, bare) {
            #expect(one.without[place] == other.whole)
            #expect(one.whole != other.whole)
        }
    }

    /// What is chance alone could go, and what differs from the rest by a point alone; what tells people apart could not.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func noiseCouldBeLeftOutAndWhatIsRealCouldNot(seed: UInt64) throws {
        let template = try Self.template([("work", 100, [("solved", 63), ("twin", 1), ("noise", 36)])])
        let company = PlantedCompany(["solved": 15, "noise": 0], people: 100, rows: 40, seed: seed)
        let draft = company.sureness(under: template)
        let worth = draft.indicators(reliabilities: company.reliabilities(under: template))
        #expect(worth.map(\.spare) == [nil, .idle, .chance], "\(worth.map(\.regraded))")
        let (real, noise) = (worth[0], worth[2])
        #expect(real.regraded > 10 && noise.regraded > 10)
        // Without it totals tell more of people, with chance alone hardly anything.
        let before = try #require(draft.whole.reliability)
        #expect(try #require(noise.without.reliability) > before)
        #expect(try #require(real.without.reliability) < before)
    }

    /// In a company of people who are equal nothing says anything, and no grade is sure.
    @Test func whereAllAreEqualTotalsTellNothing() throws {
        let template = try Self.template([("work", 100, [("solved", 50), ("noise", 50)])])
        let equal = PlantedCompany(["solved": 0, "noise": 0], people: 60, rows: 20, seed: 7).sureness(under: template)
        let real = PlantedCompany(["solved": 20, "noise": 20], people: 60, rows: 200, seed: 7).sureness(
            under: template)
        #expect(try #require(equal.whole.reliability) < BigDecimal(mantissa: 3, scale: 1))
        #expect(try #require(real.whole.reliability) > BigDecimal(mantissa: 8, scale: 1))
        #expect(try #require(real.whole.keptPercent) > #require(equal.whole.keptPercent))
    }

    @Test func fewPeopleTellNothing() throws {
        let template = try Self.template([("work", 100, [("solved", 64), ("noise", 36)])])
        let company = PlantedCompany(["solved": 15, "noise": 0], people: 9, rows: 40, seed: 1)
        let worth = company.sureness(under: template).indicators(
            reliabilities: company.reliabilities(under: template))
        #expect(worth.map(\.spare) == [nil, nil])
    }

    /// Without the one thing that a required perspective speaks of nobody has a total, and without the only indicator nothing is left.
    @Test func whatATotalNeedsCannotGo() throws {
        let person = WorkedExample.person()
        let template = try Small.template()
        let rated = Evaluation(
            id: 1, perspective: .supervisor, rater: "r", indicator: "manner", points: 8)
        let known = Person(
            person.employment, facts: [Fact(rows: 4, sample: 4, numerator: 4, denominator: 4)], evaluations: [rated])
        let result = Appraiser(template).appraise(known, means: [:], withinVariances: [:])
        let outcome = Omissions(from: template).outcome(of: known, result, means: [:], withinVariances: [:])
        #expect(outcome.whole != nil)
        #expect(outcome.without.map { $0 != nil } == [false, true])
        let single = try Self.template([("work", 100, [("solved", 50)])])
        let company = PlantedCompany(["solved": 0], people: 20, rows: 20, seed: 2)
        let worth = company.sureness(under: single).indicators(reliabilities: company.reliabilities(under: single))
        #expect(worth.map(\.regraded) == [20] && worth.map(\.spare) == [nil])
    }

    /// A template whose indicators are shares, each by its own condition.
    private static func template(_ parts: [(String, Int, [(String, Int)])]) throws -> Template {
        let dimensions = parts.map { code, weight, indicators in
            """
              - code: \(code)
                title: {zh: \(code), en: \(code)}
                weight: \(weight)
                indicators:

            """
                + indicators.map { code, points in
                    """
                          - code: \(code)
                            title: {zh: \(code), en: \(code)}
                            points: \(points)
                            measure: {from: ticket, at: closed_at, value: "share(\(code == "answered" ? "escalated" : "reopened"))"}
                            scale:
                              - {band: any, best: 100, worst: 0, points: [\(points), 0]}

                    """
                }.joined()
        }
        let text = """
            template: planted
            version: 1
            title: {zh: 虚构, en: Planted}
            sources: {data: {weight: 100}}
            grades:
              - {grade: A, at_least: 80, coefficient: 1.2}
              - {grade: B, at_least: 65, coefficient: 1.0}
              - {grade: C, at_least: 0, coefficient: 0.8}
            dimensions:

            """
        return try TemplateDocument(yaml: text + dimensions.joined()).flattened { _ in nil }.template()
    }
}

/// People whose shares scatter around chances of their own: around 70%, by as many percent as are said of an indicator; `twin` is `solved` once more.
private struct PlantedCompany {
    /// By indicator, person by person.
    private let hits: [String: [Moments]]
    private let people: Int

    init(_ spreads: [String: Double], people: Int, rows: Int, seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        var hits: [String: [Moments]] = [:]
        for (code, spread) in spreads.sorted(by: { $0.key < $1.key }) {
            hits[code] = (0..<people).map { _ in
                let deviation = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0...1, using: &dice) }
                let chance = min(max(70 + spread * deviation, 2), 98)
                let count = (0..<rows).count { _ in Double.random(in: 0..<100, using: &dice) < chance }
                return Moments(count: rows, sum: BigDecimal(count), squares: BigDecimal(count))
            }
        }
        hits["twin"] = hits["solved"]
        self.hits = hits
        self.people = people
    }

    private func variances(under template: Template) -> [String: BigDecimal] {
        template.indicators.reduce(into: [:]) { variances, indicator in
            variances[indicator.code] = effects(indicator.code).map {
                (Rational(10_000) * $0.withinVariance).rounded(to: 12)
            }
        }
    }

    private func effects(_ code: String) -> RandomEffects? { RandomEffects(Spread(of: hits[code] ?? [])) }

    func reliabilities(under template: Template) -> [String: BigDecimal] {
        template.indicators.reduce(into: [:]) { $0[$1.code] = effects($1.code)?.reliability?.rounded(to: 6) }
    }

    func outcomes(under template: Template) -> [Omissions.Outcome] {
        let (appraiser, omissions) = (Appraiser(template), Omissions(from: template))
        let variances = variances(under: template)
        return (0..<people).map { place in
            let facts = template.indicators.map { indicator -> Fact in
                guard let own = hits[indicator.code]?[place] else { return .nothing }
                let count = Int64(own.count)
                return Fact(
                    rows: count, sample: count, numerator: own.sum, denominator: BigDecimal(own.count),
                    factor: Rational(100), scatter: own)
            }
            let person = Person(WorkedExample.employment("p\(place)"), facts: facts)
            let result = appraiser.appraise(person, means: [:], withinVariances: variances)
            return omissions.outcome(of: person, result, means: [:], withinVariances: variances)
        }
    }

    func sureness(under template: Template) -> DraftSureness {
        outcomes(under: template).reduce(into: DraftSureness(of: template)) { $0.add($1) }
    }
}
