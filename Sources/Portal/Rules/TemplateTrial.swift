import Appraisal
import Exact
import Postgres

/// What another version of a template would have made of a scored period, from what its results keep.
///
/// Points, weights, bands, levels and grades follow from stored values and evaluations exactly, and the source is not asked. A version that
/// measures something else cannot be tried so.
struct TemplateTrial: Sendable {
    /// Why there is none.
    enum Obstacle: Error, Sendable {
        /// These are measured otherwise than in the period, or were not measured there.
        case measured([LocalizedText])
        /// Who is employed for how long is appraised otherwise.
        case days
        /// A version that the period was scored by cannot be read.
        case unreadable(TemplateReference)
    }

    /// A result as it is, or would be.
    struct Outcome: Sendable {
        let total: BigDecimal?
        let grade: String?
        let coefficient: BigDecimal?
        /// What its cap is called, where one holds the grade.
        var cap: LocalizedText?
    }

    /// Somebody whose grade or coefficient would be another.
    struct Change: Sendable {
        let employee: String
        let name: String?
        let before: Outcome
        let after: Outcome
        /// How likely which grade would be, where that is known.
        let chances: [Confidence.GradeChance]

        /// How much more is paid.
        var cost: BigDecimal { (after.coefficient ?? 0) - (before.coefficient ?? 0) }
    }

    /// How results are spread.
    struct Spread: Sendable {
        private(set) var grades: [String: Int] = [:]
        private(set) var withoutTotal = 0
        /// The sum of the coefficients.
        private(set) var coefficients: BigDecimal = 0
        /// How sure the grades are.
        private(set) var sureness = Sureness()

        mutating func add(_ outcome: Outcome, _ graded: Graded?) {
            if let grade = outcome.grade { grades[grade, default: 0] += 1 } else { withoutTotal += 1 }
            coefficients += outcome.coefficient ?? 0
            if let graded { sureness.add(graded) }
        }
    }

    private(set) var people = 0
    private(set) var before = Spread()
    private(set) var after = Spread()
    /// Whose grade or coefficient would be another.
    private(set) var changes: [Change] = []
    /// How many more have another total in the same grade.
    private(set) var moved = 0
    /// Evaluations that the version cannot use, and the one of the period can.
    private(set) var lost = 0
    /// People whose result does not follow from what is stored: something was given or decided since it was scored.
    private(set) var outdated = 0

    /// Tries a version on everyone of its template but the reader.
    ///
    /// - Throws: ``Obstacle``, or what the database says.
    static func of(_ draft: Template, on period: String, _ connection: PostgresConnection) async throws -> TemplateTrial
    {
        var trial = TemplateTrial()
        var (means, variances): ([String: BigDecimal], [String: BigDecimal]) = ([:], [:])
        for row in try await connection.query(Statements.trialGround, period, draft.code) {
            let (indicator, variance, mean) = try row.decode(String.self, BigDecimal?.self, BigDecimal?.self)
            variances[indicator] = variance
            means[indicator] = mean
        }
        let new = Appraiser(draft)
        var old: [Int: Appraiser] = [:]
        try await connection.execute(
            "declare trial no scroll cursor for \(Statements.trialPeople)", period, draft.code)
        while true {
            let rows = try await connection.query("fetch forward 500 from trial")
            guard !rows.isEmpty else { break }
            for row in rows {
                let person = try TriedPerson(row)
                let version = person.version
                if old[version] == nil {
                    let reference = TemplateReference(code: draft.code, version: version)
                    guard let template = try await TemplateVersion.load(reference, connection)?.template else {
                        throw Obstacle.unreadable(reference)
                    }
                    try draft.requireSameMeasures(as: template)
                    old[version] = Appraiser(template)
                }
                guard let usual = old[version] else { continue }
                trial.add(person, by: usual, new, means, variances)
            }
        }
        try await connection.execute("close trial")
        return trial
    }

    private mutating func add(
        _ tried: TriedPerson, by old: Appraiser, _ new: Appraiser, _ means: [String: BigDecimal],
        _ variances: [String: BigDecimal]
    ) {
        people += 1
        let own = tried.person(under: old.template)
        let again = old.appraise(own, means: means, withinVariances: variances)
        let other = tried.person(under: new.template)
        let result = new.appraise(other, means: means, withinVariances: variances)
        if again.total?.points != tried.outcome.total || again.total?.grade != tried.outcome.grade { outdated += 1 }
        lost += tried.evaluations.count { evaluation in
            evaluation.problem(in: new.template, of: tried.employment) != nil
                && evaluation.problem(in: old.template, of: tried.employment) == nil
        }
        let outcome = Outcome(
            total: result.total?.points, grade: result.total?.grade, coefficient: result.total?.coefficient,
            cap: new.template.cap(on: result.total?.cappedBy, leaving: result.total?.grade)?.title)
        let graded = result.total.map { Graded($0, result.confidence, under: new.template) }
        before.add(tried.outcome, again.total.map { Graded($0, again.confidence, under: old.template) })
        after.add(outcome, graded)
        if outcome.grade != tried.outcome.grade || outcome.coefficient != tried.outcome.coefficient {
            changes.append(
                Change(
                    employee: tried.employment.employeeID, name: tried.employment.name, before: tried.outcome,
                    after: outcome, chances: graded?.reach?.chances ?? []))
        } else if outcome.total != tried.outcome.total {
            moved += 1
        }
    }
}

extension Template {
    /// - Throws: ``TemplateTrial/Obstacle`` where values that are stored would be others.
    fileprivate func requireSameMeasures(as old: Template) throws(TemplateTrial.Obstacle) {
        guard minDays == old.minDays else { throw .days }
        let others = measuredIndicators.filter { indicator in
            let before = old.indicator(indicator.code)
            return before?.measure != indicator.measure || before?.minSample != indicator.minSample
        }
        guard others.isEmpty else { throw .measured(others.map(\.title)) }
    }
}
