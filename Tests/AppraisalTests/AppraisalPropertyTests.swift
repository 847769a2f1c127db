@testable import Appraisal
import Exact
import Testing

/// What holds for every company: random people on the shipped templates.
@Suite struct AppraisalPropertyTests {
    private static let seeds: [UInt64] = Array(1...8)

    /// Someone with random facts and evaluations, some missing, some unusable.
    private func person(_ number: Int, on template: Template, _ random: inout SeededGenerator) -> Person {
        let facts = template.measuredIndicators.map { _ in
            let rows = Int64.random(in: 0...12, using: &random)
            let numerator = Int.random(in: 0...4, using: &random) == 0 ? nil : Int.random(in: 0...400, using: &random)
            return Fact(
                rows: rows, sample: rows, numerator: numerator.map { BigDecimal($0) },
                denominator: BigDecimal(Int.random(in: 0...9, using: &random)),
                factor: Rational(Int.random(in: 1...100, using: &random)))
        }
        let evaluations = template.perspectives.map(\.kind).flatMap { perspective in
            template.indicators.filter { _ in Int.random(in: 0...3, using: &random) > 0 }.map { indicator in
                Evaluation(
                    id: 0, perspective: perspective, rater: "r\(Int.random(in: 0...2, using: &random))",
                    indicator: indicator.code,
                    points: BigDecimal(Int.random(in: 0...15, using: &random)))
            }
        }
        let days = Int.random(in: 8...21, using: &random)
        return Person(
            WorkedExample.employment("p\(number)", days: days), workingDays: WorkingDays(days), facts: facts,
            evaluations: evaluations)
    }

    private func people(on template: Template, _ random: inout SeededGenerator) -> [Person] {
        (0..<12).map { person($0, on: template, &random) }
    }

    @Test(arguments: Shipped.names, seeds)
    func contributionsAddUpToTheSheet(_ name: String, _ seed: UInt64) throws {
        let template = try Shipped.template(name)
        var random = SeededGenerator(seed: seed)
        for result in Appraiser(template).appraise(people(on: template, &random)).results {
            for sheet in result.sheets {
                guard case .dimensions(let contributions) = sheet.basis else { continue }
                #expect(contributions.reduce(0) { $0 + $1.points } == sheet.score)
                let weights = contributions.reduce(0) { $0 + $1.weight }
                #expect(contributions.allSatisfy { $0.weightPresent == weights })
                #expect((0...100).contains(sheet.coverage))
            }
            #expect(result.total.map { $0.points == $0.points.rounded(to: 2) } ?? true)
        }
    }

    @Test(arguments: Shipped.names, seeds)
    func noOrderChangesAnything(_ name: String, _ seed: UInt64) throws {
        let template = try Shipped.template(name)
        var random = SeededGenerator(seed: seed)
        let people = people(on: template, &random)
        let (results, means) = Appraiser(template).appraise(people)
        let shuffled = people.shuffled(using: &random).map { person in
            Person(
                person.employment, daysOnLeave: person.daysOnLeave, workingDays: person.workingDays,
                facts: person.facts,
                evaluations: person.evaluations.shuffled(using: &random), voice: person.voice)
        }
        let (again, meansAgain) = Appraiser(template).appraise(shuffled)
        #expect(Set(again) == Set(results))
        #expect(meansAgain == means)
    }

    @Test(arguments: Shipped.names, [0, 1, 2, 3, 4, 5, 6, 7])
    func fullPointsAreAHundred(_ name: String, _ missing: Int) throws {
        let template = try Shipped.template(name)
        let scores = template.dimensions.flatMap { dimension in
            dimension.indicators.map { indicator in
                score(
                    indicator, in: dimension, points: indicator.points, perspectives: template.perspectives.map(\.kind))
            }
        }
        let sheets = template.perspectives.compactMap { Sheet(of: template, from: $0, scores: scores) }
        #expect(template.total(of: sheets)?.points.description == "100.00")
        #expect(sheets.allSatisfy { $0.score == 100 && $0.coverage == 100 })
        // Whatever is missing hands its weight to what remains, but for the rounding of each contribution.
        let fewer = scores.indices.filter { $0 != missing % scores.count }.map { scores[$0] }
        let sheet = try #require(Sheet(of: template, from: template.perspectives[0], scores: fewer))
        #expect(abs(sheet.score - 100) <= (try decimal("0.03")))
        #expect(sheet.coverage < 100)
    }

    @Test(arguments: Shipped.names, seeds)
    func morePointsAreNeverALowerTotal(_ name: String, _ seed: UInt64) throws {
        let template = try Shipped.template(name)
        var random = SeededGenerator(seed: seed)
        let perspectives = template.perspectives.map(\.kind)
        let given = template.dimensions.flatMap { dimension in
            dimension.indicators.map { ($0, dimension, BigDecimal(Int.random(in: 0...3, using: &random))) }
        }
        let before = given.map { score($0, in: $1, points: $2, perspectives: perspectives) }
        let total = try #require(
            template.total(of: template.perspectives.compactMap { Sheet(of: template, from: $0, scores: before) }))
        for index in given.indices {
            var after = before
            after[index] = score(
                given[index].0, in: given[index].1, points: given[index].2 + 1, perspectives: perspectives)
            let sheets = template.perspectives.compactMap { Sheet(of: template, from: $0, scores: after) }
            #expect(try #require(template.total(of: sheets)).points >= total.points)
        }
    }

    /// Whatever the caps are: no total moves, no grade is better than the worst of those that hold leaves, and none is named that holds nothing.
    @Test(arguments: Shipped.names, seeds)
    func noGradeIsBetterThanACap(_ name: String, _ seed: UInt64) throws {
        let template = try Shipped.template(name)
        var random = SeededGenerator(seed: seed)
        let people = people(on: template, &random)
        let places = Dictionary(uniqueKeysWithValues: template.grades.enumerated().map { ($1.name, $0) })
        let caps = try (0..<4).map { _ in
            let edge = BigDecimal(Int.random(in: 0...300, using: &random))
            return Cap(
                indicator: try #require(template.measuredIndicators.randomElement(using: &random)).code,
                bound: Bool.random(using: &random) ? .atLeast(edge) : .atMost(edge),
                grade: try #require(template.grades.dropFirst().randomElement(using: &random)).name,
                title: LocalizedText(zh: "", en: ""))
        }
        let alone = Appraiser(template).appraise(people).results
        for (before, after) in zip(alone, Appraiser(template.with(caps)).appraise(people).results) {
            #expect(before.sheets == after.sheets && before.total?.points == after.total?.points)
            guard let free = before.total, let total = after.total else { continue }
            let left = caps.filter { cap in
                guard let value = after.indicators.first(where: { $0.indicator == cap.indicator })?.value else {
                    return false
                }
                switch cap.bound {
                case .atLeast(let edge): return value >= edge
                case .atMost(let edge): return value <= edge
                }
            }
            let place = ([free.grade] + left.map(\.grade)).compactMap { places[$0] }.max()
            #expect(places[total.grade] == place)
            #expect(total.coefficient == template.grades.first { $0.name == total.grade }?.coefficient)
            #expect(
                total.cappedBy
                    == (free.grade == total.grade ? nil : left.first { $0.grade == total.grade }?.indicator))
        }
    }

    private func score(
        _ indicator: Indicator, in dimension: Dimension, points: BigDecimal, perspectives: [Perspective.Kind]
    ) -> IndicatorScore {
        let ratings = perspectives.compactMap { perspective in
            Rating(
                of: [
                    Evaluation(id: 0, perspective: perspective, rater: nil, indicator: indicator.code, points: points)
                ],
                from: perspective)
        }
        return IndicatorScore(
            dimension: dimension.code, indicator: indicator.code, kind: indicator.measure == nil ? .rated : .measured,
            state: .scored, value: nil, rawValue: nil, numerator: nil, denominator: nil, sample: nil, band: nil,
            points: points, maxPoints: indicator.points, ratings: indicator.measure == nil ? ratings : [])
    }

    private func abs(_ value: BigDecimal) -> BigDecimal { max(value, -value) }
}

extension Template {
    /// The same with caps.
    fileprivate func with(_ caps: [Cap]) -> Template {
        Template(
            code: code, version: version, title: title, isDefault: isDefault, posts: posts, perspectives: perspectives,
            measuredIn: measuredIn, minDays: minDays, minCoverage: minCoverage, plan: plan, nearCut: nearCut,
            grades: grades, streaks: streaks,
            caps: caps, dimensions: dimensions)
    }
}
