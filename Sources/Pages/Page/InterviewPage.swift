import Appraisal
import Exact

/// What is talked about in an interview, on one sheet of A4: the result, where points were lost, what to do, what was agreed.
///
/// What has no room on paper is cut there, and stands whole on the screen and on the pages of words.
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
        scope.text("post", result.post.map(words.post))
        scope.text("dates", "\(words.day("\(period.startsOn)") ?? "") – \(words.day("\(period.endsOn)") ?? "")")
        scope.text("total", result.total?.description)
        scope.text("grade", result.grade)
        scope.text("held", rules.flatMap { month.held(by: $0.template) }.map { words.of($0) })
        scope.text("coefficient", result.coefficient?.description)
        scope.text("reason", words.of(zh: result.reasonInChinese, en: result.reason))
        let sentences = rules.map { month.sentences($0.template, words) } ?? []
        scope.list("sentences", of: sentences) { scope, sentence in
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
        var room = SheetRoom(lines: Self.lines - taken(by: sentences))
        let plan = month.words.first(where: \.isPlan)?.comment
        scope.text("plan", plan.map(Self.beginning))
        scope.text("plan_printed", plan.map(Self.beginning).flatMap { room.cut($0, toPart: 0.25) })
        scope.list("interviews", of: printed(&room)) { scope, printed in
            let interview = printed.interview
            scope.flag("is_printed", printed.isPrinted)
            scope.text("held_at", words.day(interview.heldAt))
            scope.text("held_by", interview.heldBy)
            scope.text("said", interview.said)
            scope.text("said_printed", printed.said)
            scope.text("agreed", interview.agreed)
            scope.text("agreed_printed", printed.agreed)
            scope.text("acknowledged_at", words.day(interview.acknowledgedAt))
            scope.text("objection", interview.objection)
            scope.text("objection_printed", printed.objection)
        }
        scope.link(
            "record_link", ["supervisor", "hr"].contains(result.standing) ? .form(.interview(result.employee)) : nil)
        scope.link("words_link", .words(result.employee, page: 1))
        scope.flag("is_all", isAll)
        scope.flag("is_cut", room.isCut)
        scope.link("month_link", .person(result.employee))
    }

    /// As much as the page shows; the month shows all of it.
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

/// What a page of A4 has room for.
extension InterviewPage {
    private struct Printed {
        let interview: MonthInterview
        var isPrinted = true
        /// What stands on paper in place of what is too long.
        var said: String?
        var agreed: String?
        var objection: String?
    }

    /// Lines of a page.
    private static let lines = 60.0

    /// Lines that are taken whatever was said: the head, the result, and where it is signed.
    private func taken(by sentences: [(lead: String, text: String)]) -> Double {
        var lines = 16.0
        for sentence in sentences { lines += min(SheetRoom.count(sentence.text) * 1.2, 3) + 0.3 }
        let (indicators, tasks) = (mostLost.count, min(month.tasks.count, 4))
        if indicators > 0 { lines += 3 + Double((indicators + 1) / 2) * 1.3 }
        if tasks > 0 { lines += 3 + Double(tasks) * 1.3 }
        return lines
    }

    /// The newest has room first, and of it what was agreed, and what is not agreed to.
    private func printed(_ room: inout SheetRoom) -> [Printed] {
        var printed: [Printed] = []
        for interview in interviews.reversed() {
            var piece = Printed(interview: interview)
            if room.lines < 5 {
                piece.isPrinted = false
                room.isCut = true
            } else {
                room.take(2)
                piece.objection = interview.objection.flatMap { room.cut($0, toPart: 0.3) }
                piece.agreed = interview.agreed.flatMap { room.cut($0, toPart: 0.4) }
                piece.said = interview.said.flatMap { room.cut($0, toPart: 0.8) }
            }
            printed.append(piece)
        }
        return printed.reversed()
    }
}
