import Appraisal
import Exact

/// A period at a glance: how it came out, what wants somebody to look, what is owed.
struct OverviewPage: Page {
    let period: ReportPeriod
    let departments: [DepartmentFigures]
    let grades: GradeCounts
    let gradesBefore: GradeCounts?
    /// Names of the grades, from the best down.
    let gradeOrder: [String]
    let attentions: [Attention]
    let acts: [OpenAct]
    let trends: Trends
    let rules: [Rules]
    let hasQuarter: Bool
    /// Whose folder it is, where that one has a result.
    let own: String?

    /// How many departments have a page each.
    static let mostDepartments = 200
    /// Bytes of markup of departments that the page has room for.
    private static let roomOfDepartments = 15_000

    /// Those that the page has room for.
    private var shown: [DepartmentsPage.Entry] {
        DepartmentsPage.parts(of: departments, most: Self.roomOfDepartments).first ?? []
    }

    /// Whether all departments are on it.
    var hasAllDepartments: Bool { shown.count == departments.count }

    var link: Link { .overview }
    func title(_ words: Words) -> String { "Merit \(period.label)" }

    func fill(_ scope: inout Scope, _ words: Words) {
        scope.text("dates", "\(words.day("\(period.startsOn)") ?? "") – \(words.day("\(period.endsOn)") ?? "")")
        scope.text("state", words.period(period.status))
        scope.link("own_link", own.map { .person($0) })
        let people = departments.reduce(0) { $0 + $1.people }
        let scored = departments.reduce(0) { $0 + $1.scored }
        scope.text("people", people > 0 ? "\(people)" : nil)
        scope.text("scored", "\(scored)")
        let sum = departments.reduce(BigDecimal.zero) { $0 + ($1.meanTotal ?? 0) * BigDecimal($1.scored) }
        let mean = Rational(sum).divided(by: Rational(BigDecimal(scored)))
        scope.text("mean_total", mean.map { "\($0.rounded(to: 1))" })
        scope.drawing("grades_drawing", grades.drawing(order: gradeOrder, before: gradesBefore, words))
        scope.list("attentions", of: attentions) { $1.fill(&$0, words) }
        scope.list("acts", of: acts) { scope, act in
            scope.text("act", words.owed(act.what))
            scope.text("open", "\(act.open)")
            scope.text("overdue", "\(act.overdue)")
            scope.text("due", words.deadline(act.nextDue))
        }
        scope.drawing("trends_drawing", trends.drawing(of: nil, words))
        scope.list("departments", of: shown) { $1.fill(&$0, words) }
        scope.text("all_departments", !hasAllDepartments ? "\(departments.count)" : nil)
        scope.link("departments_link", .departments(page: 1))
        scope.list("rules", of: rules) { scope, rules in
            scope.text("rule", words.of(rules.template.title))
            scope.link("rule_link", .rules(rules.template.reference))
        }
        scope.flag("has_quarter", hasQuarter)
        scope.link("results_link", .table(ReportTables.results))
        scope.link("indicators_link", .table(ReportTables.indicators))
    }
}
