import Pages
import Postgres
import Reports

/// Who is to be reminded of what in a period, each with a text to copy: whoever reads it sends it.
struct RemindersPage {
    private struct Act {
        let what: String
        let open: String
        let overdue: String
        let due: String?
    }

    private let language: Language
    private let words: Words
    /// Where people reach the portal.
    private let address: String

    /// Nil for whoever has no duty, and where there is no such period.
    static func load(
        _ period: String, page number: Int, at address: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        guard try await !connection.query(Statements.deskPeriod, period).isEmpty,
            try await Duties.load(connection).delivers
        else { return nil }
        let page = RemindersPage(language: visit.language, words: Words(visit.language), address: address)
        var acts: [(person: String, acts: [Act])] = []
        for row in try await connection.query(Statements.deskReminders, period) {
            let (person, what, open, overdue, due) = try row.decode(
                String.self, String.self, String.self, String.self, String?.self)
            let act = Act(what: what, open: open, overdue: overdue, due: due)
            if acts.last?.person == person {
                acts[acts.count - 1].acts.append(act)
            } else {
                acts.append((person, [act]))
            }
        }
        return page.listing(acts, try await Names.load(acts.map(\.person), connection), of: period, number)
    }

    private func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    private func listing(
        _ acts: [(person: String, acts: [Act])], _ names: Names, of period: String, _ number: Int
    ) -> ListingPage? {
        let parts = ListingPage.parts(
            of: acts.map { [.init(names.of($0.person)), .init(text(of: $0.acts, in: period))] })
        guard parts.indices.contains(number - 1) else { return nil }
        var page = ListingPage(
            title: "\(say("提醒", "Reminders")) · \(period)",
            notes: [
                say(
                    "Merit 不发送消息：请复制文字，由企业微信、钉钉或邮件发送。",
                    "Merit sends nothing: copy a text, and send it by WeCom, DingTalk or mail."
                )
            ],
            tables: [
                .init(
                    "reminders", say("谁需要提醒", "Whom to remind"), [say("员工", "Person"), say("文字", "Text")],
                    parts[number - 1], none: say("没有。", "Nobody."))
            ])
        page.paging = .init(
            number, of: parts.count, at: "/period/\(period.inAddress)/reminders", language)
        return page
    }

    /// What is sent: `2026-10: Self-evaluation (by 5 Nov 2026 18:00); Evaluation to give × 3. https://…`.
    private func text(of acts: [Act], in period: String) -> String {
        let items = acts.map { act in
            let count = act.open == "1" ? "" : " × \(act.open)"
            let due = words.day(act.due).map { say("（期限 \($0)）", " (by \($0))") } ?? ""
            let late = act.overdue == "0" ? "" : say("，其中逾期 \(act.overdue) 项", ", \(act.overdue) overdue")
            return "\(words.owed(act.what))\(count)\(due)\(late)"
        }
        return "\(period)\(say("：", ": "))\(items.joined(separator: say("；", "; ")))\(say("。", ". "))\(address)"
    }
}
