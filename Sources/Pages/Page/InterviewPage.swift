import Appraisal
import Exact

/// What is talked about in an interview, on one sheet of A4: the result, where points were lost, what to do, what was agreed.
struct InterviewPage: Page {
    let month: PersonMonth
    let rules: Rules?
    let period: ReportPeriod
    let interviews: [MonthInterview]
    /// Whether all that was said is on it.
    let isAll: Bool

    /// How many indicators the sheet has room for.
    static let mostIndicators = 18

    var link: Link { .interview(month.result.employee) }
    func title(_ words: Words) -> String { "\(words.say("绩效面谈", "Interview")) · \(month.result.shownName)" }

    func fill(_ scope: inout Scope, _ words: Words) {
        let result = month.result
        scope.text("name", result.shownName)
        scope.text("id", result.employee)
        scope.text("department", result.department)
        scope.text("post", result.post)
        scope.text("dates", "\(words.day("\(period.startsOn)") ?? "") – \(words.day("\(period.endsOn)") ?? "")")
        scope.text("total", result.total?.description)
        scope.text("grade", result.grade)
        scope.text("held", rules.flatMap { month.held(by: $0.template) }.map { words.of($0) })
        scope.text("coefficient", result.coefficient?.description)
        scope.text("reason", words.of(zh: result.reasonInChinese, en: result.reason))
        scope.list("sentences", of: rules.map { month.sentences($0.template, words) } ?? []) { scope, sentence in
            scope.text("lead", sentence.lead)
            scope.text("sentence", sentence.text)
        }
        scope.list("indicators", of: mostLost) { scope, score in
            let indicator = rules?.template.indicator(score.indicator)
            scope.text("indicator", indicator.map { words.of($0.title) } ?? score.indicator)
            scope.text("value", score.value.map { words.value($0, unit: indicator?.unit) })
            scope.text("points", score.points.map(words.number))
            scope.text("max_points", words.number(score.maxPoints))
        }
        scope.list("tasks", of: month.tasks.prefix(4)) { scope, task in
            let indicator = rules?.template.indicator(task.indicator)
            scope.text("task", indicator.map { words.of($0.title) } ?? task.indicator)
            scope.text("task_aim", task.target.map { words.value($0, unit: indicator?.unit) })
            scope.text("task_due", words.day(task.dueOn))
        }
        scope.text("plan", month.words.first(where: \.isPlan).map { Self.beginning(of: $0.comment) })
        scope.list("interviews", of: interviews) { scope, interview in
            scope.text("held_at", words.day(interview.heldAt))
            scope.text("held_by", interview.heldBy)
            scope.text("said", interview.said)
            scope.text("agreed", interview.agreed)
            scope.text("acknowledged_at", words.day(interview.acknowledgedAt))
            scope.text("objection", interview.objection)
        }
        scope.link(
            "record_link", ["supervisor", "hr"].contains(result.standing) ? .form(.interview(result.employee)) : nil)
        scope.link("words_link", isAll ? nil : .words(result.employee, page: 1))
        scope.link("month_link", .person(result.employee))
    }

    /// As much as the sheet has room for; the month shows all of it.
    private static func beginning(of plan: String) -> String {
        plan.count > 400 ? "\(plan.prefix(400))…" : plan
    }

    /// Those first that cost most of what they could bring.
    private var mostLost: [MonthScore] {
        let scored = month.scores.filter { $0.points != nil }
        return Array(scored.sorted { Self.lost($1) < Self.lost($0) }.prefix(Self.mostIndicators))
    }

    private static func lost(_ score: MonthScore) -> BigDecimal { score.maxPoints - (score.points ?? 0) }
}
