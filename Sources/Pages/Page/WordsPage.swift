import Appraisal
import Exact
import Reports

/// All that was written about somebody's month, whole, on as many pages as it takes.
struct WordsPage: Page {
    /// What a text is.
    private enum Kind: Sendable {
        case remark(source: String, indicator: String?)
        case customer(CustomerWords)
        case task(String)
        case answer
        case appeal(MonthAppeal)
        case decision(MonthAppeal)
        case revision(MonthRevision)
        case said(MonthInterview)
        case agreed(MonthInterview)
        case objection(MonthInterview)
    }

    private typealias Text = (kind: Kind, text: String)

    private let month: PersonMonth
    private let rules: Rules?
    private let texts: [(kind: Kind, text: String)]
    private let page: Int
    private let pages: Int

    /// Bytes of markup of texts that a page has room for.
    private static let most = 36_000
    /// What stands around each of them.
    private static let frame = 300

    var link: Link { .words(month.result.employee, page: page) }
    func title(_ words: Words) -> String { "\(words.say("全文", "All that was written")) · \(month.result.shownName)" }

    /// Never none.
    static func all(of month: PersonMonth, _ interviews: [MonthInterview] = [], _ rules: Rules?) -> [WordsPage] {
        var (parts, left): ([[Text]], Int) = ([[]], most)
        for (kind, text) in texts(of: month, interviews) {
            for piece in LongText(text).pieces {
                let size = piece.inHTML.utf8.count + frame
                if size > left, !parts[parts.count - 1].isEmpty {
                    parts.append([])
                    left = most
                }
                parts[parts.count - 1].append((kind, piece))
                left -= size
            }
        }
        return parts.enumerated().map { place, texts in
            WordsPage(month: month, rules: rules, texts: texts, page: place + 1, pages: parts.count)
        }
    }

    private static func texts(of month: PersonMonth, _ interviews: [MonthInterview]) -> [Text] {
        var texts: [Text] = []
        func add(_ kind: Kind, _ text: String?) {
            if let text, !text.isEmpty { texts.append((kind, text)) }
        }
        for said in month.words { add(.remark(source: said.source, indicator: said.indicator), said.comment) }
        for task in month.tasks { for said in task.words { add(.task(task.indicator), said) } }
        for interview in interviews {
            add(.said(interview), interview.said)
            add(.agreed(interview), interview.agreed)
            add(.objection(interview), interview.objection)
        }
        add(.answer, month.delivery?.words)
        for appeal in month.appeals {
            add(.appeal(appeal), appeal.reason)
            add(.decision(appeal), appeal.decision)
        }
        for revision in month.revisions { add(.revision(revision), revision.why) }
        for customer in month.customers { add(.customer(customer), customer.comment) }
        return texts
    }

    func fill(_ scope: inout Scope, _ words: Words) {
        scope.text("name", month.result.shownName)
        scope.text("id", month.result.employee)
        scope.text("page", "\(page)")
        scope.text("pages", pages > 1 ? "\(pages)" : nil)
        scope.link("previous_link", page > 1 ? .words(month.result.employee, page: page - 1) : nil)
        scope.link("next_link", page < pages ? .words(month.result.employee, page: page + 1) : nil)
        scope.link("month_link", .person(month.result.employee))
        scope.list("texts", of: texts) { scope, text in
            let (heading, about) = heading(of: text.kind, words)
            scope.text("heading", heading)
            scope.text("about", about)
            scope.text("written", text.text)
        }
    }

    private func titleOf(_ indicator: String, _ words: Words) -> String {
        rules?.template.indicator(indicator).map { words.of($0.title) } ?? indicator
    }

    /// What it is, and what it is about.
    private func heading(of kind: Kind, _ words: Words) -> (String, String?) {
        switch kind {
        case .remark(let source, let indicator): (words.perspective(source), indicator.map { titleOf($0, words) })
        case .customer(let customer):
            (
                words.say("客户的话", "A customer"),
                [
                    "\(customer.score.normalized) \(words.survey(customer.relation))", customer.ticket,
                    words.day(customer.day),
                ]
                .compactMap(\.self).joined(separator: " · ")
            )
        case .task(let indicator): (words.say("改进任务", "What to improve"), titleOf(indicator, words))
        case .answer: (words.say("答复", "Answer to the result"), nil)
        case .appeal(let appeal): (words.say("申诉", "Appeal"), about(appeal, appeal.submittedOn, words))
        case .decision(let appeal):
            (words.say("对申诉的决定", "Decision on an appeal"), about(appeal, appeal.decidedOn, words))
        case .revision(let revision):
            (words.say("修订 \(revision.number) 的原因", "Why revision \(revision.number) was made"), words.day(revision.at))
        case .said(let interview): (words.say("谈话内容", "What was said"), words.day(interview.heldAt))
        case .agreed(let interview): (words.say("约定", "What was agreed"), words.day(interview.heldAt))
        case .objection(let interview):
            (words.say("本人不同意之处", "What the person does not agree to"), words.day(interview.heldAt))
        }
    }

    private func about(_ appeal: MonthAppeal, _ day: String?, _ words: Words) -> String {
        [words.appealKind(appeal.kind), appeal.indicator.map { titleOf($0, words) }, words.day(day)]
            .compactMap(\.self).joined(separator: " · ")
    }
}
