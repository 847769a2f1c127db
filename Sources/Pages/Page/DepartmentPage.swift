import Appraisal
import Charts
import Exact

/// A department: how its people did, what is chance, what wants somebody to look.
///
/// The people stand by their ids: it is no league table.
struct DepartmentPage: Page {
    /// Its place among the departments of the folder, from 0.
    let place: Int
    let period: ReportPeriod
    let figures: DepartmentFigures
    let grades: GradeCounts
    let gradesBefore: GradeCounts?
    let gradeOrder: [String]
    let trends: Trends
    let attentions: [Attention]
    let funnels: [TeamFunnel]
    /// Titles of indicators, by template.
    let rules: [Rules]
    let everyone: [DepartmentMember]
    /// Percent of all satisfied customers, of everyone whom the reader may see.
    let satisfaction: Rational?
    let page: Int

    /// How many people stand on a page.
    static let people = 150

    var link: Link { link(to: page) }
    func title(_ words: Words) -> String { "\(figures.name ?? "–") · \(period.label)" }
    private var pages: Int { max(1, (everyone.count + Self.people - 1) / Self.people) }

    private func link(to page: Int) -> Link { .department(figures.name, place: place, page: page) }

    /// The same with all of its pages.
    var all: [DepartmentPage] {
        (1...pages).map { page in
            DepartmentPage(
                place: place, period: period, figures: figures, grades: grades, gradesBefore: gradesBefore,
                gradeOrder: gradeOrder,
                trends: trends, attentions: attentions, funnels: funnels, rules: rules, everyone: everyone,
                satisfaction: satisfaction, page: page)
        }
    }

    func fill(_ scope: inout Scope, _ words: Words) {
        scope.text("department", figures.name ?? words.say("未分部门", "no department"))
        scope.text("page", "\(page)")
        scope.text("pages", pages > 1 ? "\(pages)" : nil)
        scope.link("previous_link", page > 1 ? link(to: page - 1) : nil)
        scope.link("next_link", page < pages ? link(to: page + 1) : nil)
        scope.flag("first_page", page == 1)
        if page == 1 { fillFirst(&scope, words) }
        scope.list("members", of: everyone.dropFirst((page - 1) * Self.people).prefix(Self.people)) { scope, member in
            scope.text("member", member.name ?? member.employee)
            scope.text("member_id", member.employee)
            scope.link("member_link", .person(member.employee))
            scope.text("member_total", member.total?.description)
            scope.text("member_grade", member.grade)
            scope.flag("member_near", member.isNearCut)
            scope.flag("member_capped", member.isCapped)
        }
    }

    private func fillFirst(_ scope: inout Scope, _ words: Words) {
        scope.text("people", "\(figures.people)")
        scope.text("scored", "\(figures.scored)")
        scope.text("mean_total", figures.meanTotal?.description)
        scope.drawing("grades_drawing", grades.drawing(order: gradeOrder, before: gradesBefore, words))
        scope.drawing("trends_drawing", figures.name.flatMap { trends.drawing(of: $0, words) })
        scope.list("funnels", of: Array(funnels.enumerated())) { scope, entry in
            let (number, funnel) = (entry.offset, entry.element)
            let template = rules.first { $0.template.code == funnel.template }?.template
            let title = template?.indicator(funnel.indicator).map { words.of($0.title) } ?? funnel.indicator
            scope.text("funnel_title", title)
            scope.drawing("team_drawing", funnel.drawing(number, title: title, words))
        }
        let satisfied = funnel(words)
        scope.drawing("funnel_drawing", satisfied)
        scope.flag("has_any_funnel", satisfied != nil || !funnels.isEmpty)
        scope.list("attentions", of: attentions) { $1.fill(&$0, words) }
    }

    /// Satisfied customers against the number of answers: a share, whose rows vary by p × (1 − p).
    private func funnel(_ words: Words) -> String? {
        let asked = everyone.compactMap { member in
            member.satisfaction.flatMap { share in member.responses.map { (member: member, share: share, rows: $0) } }
        }
        guard asked.count >= 3, let mean = satisfaction else { return nil }
        let variance = mean * (Rational(100) - mean)
        guard let center = mean.rounded(to: 2).figure, let spread = variance.rounded(to: 2).figure else { return nil }
        return FunnelChart(
            Caption(id: "funnel", title: words.say("客户满意率（%）", "Satisfied customers, percent"), language: words.chart),
            people: asked.compactMap { entry in
                entry.share.figure.map {
                    .init(name: entry.member.name ?? entry.member.employee, rows: Int(entry.rows), value: $0)
                }
            }, mean: center, variance: spread, bounds: 0...100, rowsName: words.say("样本", "answers")
        ).figure
    }
}
