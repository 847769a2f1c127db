import Pages
import Postgres
import Reports

/// Who is to be reminded of what in a period, each with a text: whoever reads it sends it, by hand or by the company's own messenger.
struct RemindersPage {
    /// What one person is sent.
    private struct Reminder {
        let person: String
        let name: String
        let text: String
        /// Who reminded them the last time, and when; nil: nobody has.
        let last: String?
    }

    private let language: Language
    private let words: Words
    private let period: String
    /// Where people reach the portal.
    private let address: String

    /// Nil for whoever has no duty, and where there is no such period.
    static func load(
        _ period: String, page number: Int, at address: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        let page = RemindersPage(period, at: address, visit)
        return try await page.reminders(connection).flatMap { page.listing($0, number) }
    }

    /// All of them, for another program to send; nil as of the page.
    static func csv(
        _ period: String, at address: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> (name: String, text: String)? {
        let page = RemindersPage(period, at: address, visit)
        guard let reminders = try await page.reminders(connection) else { return nil }
        var table = Table(
            [
                page.say("工号", "Person"), page.say("姓名", "Name"), page.say("文字", "Text"), page.say("链接", "Link"),
                page.say("上次提醒", "Last reminder"),
            ].map { .init($0) })
        for reminder in reminders {
            table.add([reminder.person, reminder.name, reminder.text, address, reminder.last])
        }
        return ("reminders.csv", table.csvFile)
    }

    static func path(of period: String) -> String { "/period/\(period.inAddress)/reminders" }

    private init(_ period: String, at address: String, _ visit: Visit) {
        (self.period, self.address) = (period, address)
        (language, words) = (visit.language, Words(visit.language))
    }

    /// In the order of ids; nil for whoever has no duty, and where there is no such period.
    private func reminders(_ connection: PostgresConnection) async throws -> [Reminder]? {
        guard let owing = try await Owing.all(in: period, connection) else { return nil }
        let names = try await Names.load(owing.map(\.person), connection)
        let officers = try await Names.load(actors: owing.compactMap(\.remindedBy), language, connection)
        return owing.map { one in
            Reminder(
                person: one.person, name: names.of(one.person), text: text(of: one.acts),
                last: one.reminded(by: officers, words))
        }
    }

    private func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    private func listing(_ reminders: [Reminder], _ number: Int) -> ListingPage? {
        let parts = ListingPage.parts(
            of: reminders.map { reminder in
                let mail = mail(reminder)
                let label = say("给\(reminder.name)写邮件", "Mail to \(reminder.name)")
                return [
                    .init(reminder.name), .init(reminder.text), .init(mail == nil ? nil : label, path: mail),
                    .init(reminder.last),
                ]
            })
        guard parts.indices.contains(number - 1) else { return nil }
        let path = Self.path(of: period)
        var page = ListingPage(
            title: "\(say("提醒", "Reminders")) · \(period)",
            notes: [
                say(
                    "Merit 不发送消息：请复制文字，由企业微信、钉钉或邮件发送；或下载 CSV，由公司自己的消息系统发送。邮件的收件人由您填写。",
                    "Merit sends nothing: copy a text, and send it by WeCom, DingTalk or mail; or take all of them as CSV to the company’s own messenger. Whom a mail goes to, you fill in."
                )
            ],
            links: reminders.isEmpty
                ? []
                : [
                    .init(
                        label: say("下载 CSV（\(reminders.count) 人）", "As CSV, \(reminders.count) people"),
                        path: "\(path).csv"),
                    .init(
                        label: say("记录已提醒的人", "Record whom you have reminded"), path: RemindForm.path(of: period)),
                ],
            tables: [
                .init(
                    "reminders", say("谁需要提醒", "Whom to remind"),
                    [say("员工", "Person"), say("文字", "Text"), say("邮件", "Mail"), say("上次提醒", "Last reminder")],
                    parts[number - 1],
                    none: say("没有。", "Nobody."))
            ])
        page.paging = .init(number, of: parts.count, at: path, language)
        return page
    }

    /// A mail with subject and text, to whomever is filled in: Merit knows no addresses.
    ///
    /// Nil where it is longer than mail programs take.
    private func mail(_ reminder: Reminder) -> String? {
        let subject = say("考核提醒 · \(period)", "Appraisal: a reminder · \(period)")
        let address = "mailto:?subject=\(subject.inAddress)&body=\(reminder.text.inAddress)"
        return address.utf8.count <= 1900 ? address : nil
    }

    /// What is sent: `2026-10: Self-evaluation (by 5 Nov 2026 18:00); Evaluation to give × 3. https://…`.
    private func text(of acts: [Owing.Act]) -> String {
        let items = acts.map { act in
            let count = act.open == "1" ? "" : " × \(act.open)"
            let due = words.deadline(act.due).map { say("（期限 \($0)）", " (by \($0))") } ?? ""
            let late = act.overdue == "0" ? "" : say("，其中逾期 \(act.overdue) 项", ", \(act.overdue) overdue")
            return "\(words.owed(act.what))\(count)\(due)\(late)"
        }
        return "\(period)\(say("：", ": "))\(items.joined(separator: say("；", "; ")))\(say("。", ". "))\(address)"
    }
}
