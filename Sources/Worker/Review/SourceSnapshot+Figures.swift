import Appraisal
import Exact
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// What the company comes to in the figures of every quarter, and what each target's people come to.
    ///
    /// - Parameters:
    ///   - templates: those in use; a target may name one of their measured indicators.
    ///   - calendars: nil where none of them needs any.
    func figures(
        of span: Span, targets: [StoredTarget], templates: [Template], calendars: WorkCalendars?
    ) async throws -> [QuarterFindings.Figure] {
        var figures: [QuarterFindings.Figure] = []
        for measure in QuarterMeasure.named.map(\.name) {
            let outcome = try await outcome(QuarterMeasure(named: measure), in: span, of: nil)
            figures.append(.init(measure: measure, department: nil, target: nil, outcome: outcome))
        }
        let employments =
            targets.contains { $0.department != nil } || calendars?.isForAll == false
            ? try Employments(assignments: try await assignments(in: span), days: span.days).map(\.self) : []
        let working = try calendars?.working(of: employments, in: span)
        try await compileNothing(for: working)
        for target in targets {
            let measure =
                target.definition.map { QuarterMeasure(.init($0)) } ?? QuarterMeasure(named: target.measure)
                ?? templates.lazy.flatMap(\.measuredIndicators).first { $0.code == target.measure }.flatMap {
                    $0.measure.map { QuarterMeasure(MeasureDefinition($0)) }
                }
            let outcome = try await outcome(
                measure, in: span, of: target.department.map { department in (department, employments) }, by: working)
            figures.append(
                .init(measure: target.measure, department: target.department, target: target.id, outcome: outcome))
        }
        return figures
    }

    private func outcome(
        _ measure: QuarterMeasure?, in span: Span, of department: (name: String, employments: [Employment])?,
        by working: WorkingTimes? = nil
    ) async throws -> QuarterFindings.Figure.Outcome {
        guard let measure else {
            return .lacking(
                LocalizedText(
                    zh: "既不是已知的季度指标，也不是已发布模板中的测量指标；请填写 definition",
                    en:
                        "neither a figure of every quarter nor a measured indicator of a published template; give it a definition"
                ))
        }
        var people: [String]?
        if let department {
            people = department.employments.filter { $0.department == department.name }.map(\.employeeID)
            guard people?.isEmpty == false else {
                return .lacking(
                    LocalizedText(
                        zh: "本季度没有人属于部门“\(department.name)”",
                        en: "nobody belongs to the department \"\(department.name)\" in the quarter"))
            }
        }
        var facts: [Fact] = []
        for definition in measure.definitions {
            switch CheckedMeasure.check(definition, in: catalog) {
            case .failure(let problems):
                let text = problems.problems(at: definition.from).map(\.description).joined(separator: "; ")
                return .lacking(LocalizedText(zh: "数据源缺少所需内容：\(text)", en: "the source does not have it: \(text)"))
            case .success(let checked):
                facts.append(try await total(checked, in: span, named: people, by: working))
            }
        }
        guard let value = measure.value(of: facts) else {
            return .lacking(LocalizedText(zh: "本季度没有可测量的数据", en: "there is nothing to measure it from in the quarter"))
        }
        return .value(value, sample: facts[0].sample)
    }

    /// The measure over everything, or over the rows of named people.
    private func total(
        _ measure: CheckedMeasure, in span: Span, named people: [String]?, by working: WorkingTimes?
    ) async throws -> Fact {
        guard let relation = catalog.relations[measure.definition.from] else { return .nothing }
        let statement = RelationStatement(
            relation: relation, measures: [measure], schema: schema, onlyNamed: people != nil, by: .everything,
            working: working)
        return try await fact(of: statement, named: people, in: span) ?? .nothing
    }
}

/// What a quarter is measured by: one measure, or 100 times one by another.
private struct QuarterMeasure {
    let definitions: [MeasureDefinition]
    /// How many digits it has.
    let digits: Int

    init(_ definition: MeasureDefinition, per base: MeasureDefinition? = nil, digits: Int = 6) {
        definitions = [definition] + (base.map { [$0] } ?? [])
        self.digits = digits
    }

    init?(named name: String) {
        guard let known = Self.named.first(where: { $0.name == name }) else { return nil }
        self = known.measure
    }

    /// Those that need no definition, as `merit.quarter_figures()` lists them.
    static let named: [(name: String, measure: QuarterMeasure)] = [
        (
            "nps",
            QuarterMeasure(.init(from: "nps_response", at: "responded_at", filter: nil, value: "nps(score)"), digits: 2)
        ),
        (
            "satisfaction",
            QuarterMeasure(
                .init(
                    from: "satisfaction_response", at: "responded_at", filter: "score >= 1 and score <= 5",
                    value: "share(score >= 4)"), digits: 2)
        ),
        (
            "complaint_rate",
            QuarterMeasure(
                .init(from: "complaint", at: "received_at", filter: nil, value: "count()"),
                per: .init(from: "ticket", at: "opened_at", filter: nil, value: "count()"))
        ),
        (
            "rework_rate",
            QuarterMeasure(.init(from: "ticket", at: "closed_at", filter: nil, value: "share(reopened)"))
        ),
        (
            "repeat_complaints",
            QuarterMeasure(
                .init(
                    from: "complaint", at: "received_at", filter: nil,
                    value: "share(repeated(\(ComplaintTheme.repeatDays), customer_id, category))"))
        ),
    ]

    /// Nil where there is nothing to measure, or to divide by.
    func value(of facts: [Fact]) -> BigDecimal? {
        // A count of nothing is 0 as long as there is something to hold it against.
        guard let value = facts[0].quotient ?? (facts.count == 2 ? .zero : nil) else { return nil }
        guard facts.count == 2 else { return value.rounded(to: digits) }
        return facts[1].quotient.flatMap { (value * Rational(100)).divided(by: $0) }?.rounded(to: digits)
    }
}

extension Fact {
    fileprivate var quotient: Rational? {
        numerator.flatMap { (factor * Rational($0)).divided(by: Rational(denominator ?? 1)) }
    }
}

extension MeasureDefinition {
    init(_ definition: StoredTarget.Definition) {
        self.init(from: definition.from, at: definition.at, filter: definition.filter, value: definition.value)
    }
}
