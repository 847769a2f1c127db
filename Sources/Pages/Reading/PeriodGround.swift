import Appraisal
import Postgres

/// What all pages of a period rest on: the months up to it, and its rules.
struct PeriodGround: Sendable {
    let period: ReportPeriod
    /// Those of its kind, in their order, twelve at most; the last is the period.
    let months: [ReportPeriod]
    private(set) var rules: [TemplateReference: Rules] = [:]

    var before: ReportPeriod? { months.dropLast().last }

    /// Without its rules; nil where there is no period of this name.
    init?(_ label: String, among periods: [ReportPeriod]) {
        guard let period = periods.last(where: { $0.label == label }) else { return nil }
        self.period = period
        months = periods.filter {
            $0.kind == period.kind && $0.startsOn <= period.startsOn
                && ($0.label == period.label || $0.startsOn < period.startsOn)
        }
        .suffix(12)
    }

    /// - Parameter known: templates that were read before.
    mutating func loadRules(known: KnownTemplates = KnownTemplates(), _ connection: PostgresConnection) async throws {
        rules = try await Rules.all(of: period, known: known, connection)
    }

    /// Those of a person's pages: nothing is asked where they were read before.
    mutating func loadRules(
        of month: PersonMonth, known: KnownTemplates, _ connection: PostgresConnection
    ) async throws {
        guard let reference = month.result.template else { return }
        guard let kept = known.all[reference] else { return try await loadRules(known: known, connection) }
        rules[reference] = kept.map { Rules(template: $0, publishedOn: nil, consultedOn: nil) }
    }

    func page(of month: PersonMonth) -> PersonPage {
        let (shown, isAll) = month.cut
        return PersonPage(
            month: shown, isAll: isAll, rules: rules(of: month), period: period, before: before?.label)
    }

    func history(of month: PersonMonth) -> HistoryPage {
        HistoryPage(month: month, labels: months.map(\.label), rules: rules(of: month), period: period)
    }

    func interview(about month: PersonMonth, _ interviews: [MonthInterview]) -> InterviewPage {
        let (shown, isAll) = interviews.cut
        return InterviewPage(
            month: month, rules: rules(of: month), period: period, interviews: shown, isAll: isAll)
    }

    /// All that was written about a month.
    func words(about month: PersonMonth, _ interviews: [MonthInterview] = []) -> [WordsPage] {
        WordsPage.all(of: month, interviews, rules(of: month))
    }

    private func rules(of month: PersonMonth) -> Rules? { month.result.template.flatMap { rules[$0] } }

    /// In the order of their names.
    var sortedRules: [Rules] {
        rules.values.sorted { $0.template.reference.description < $1.template.reference.description }
    }

    /// Names of the grades of all templates, from the best down.
    var gradeOrder: [String] {
        let grades = rules.values.flatMap(\.template.grades).sorted { ($1.atLeast, $0.name) < ($0.atLeast, $1.name) }
        var seen: Set<String> = []
        return grades.map(\.name).filter { seen.insert($0).inserted }
    }
}
