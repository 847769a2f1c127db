import Pages
import Postgres
import Reports

/// An officer says whom they reminded of what is owed in a period, so that nobody is reminded twice.
struct RemindForm: PortalForm {
    static let name = "remind"
    static let route = "period/:period/reminders/record"

    /// So many fit on a page; whoever is left out stands there once these are recorded.
    private static let most = 120

    private let period: String

    init(_ context: PortalContext) throws {
        period = try Self.period(context)
    }

    var subject: String { period }
    var path: String { Self.path(of: period) }

    static func path(of period: String) -> String { "\(RemindersPage.path(of: period))/record" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let owing = try await Owing.all(in: period, connection), !owing.isEmpty else { return nil }
        let language = visit.language
        // First those whom nobody reminded, then those whose reminder is older.
        let ordered = owing.sorted { ($0.remindedOn ?? "", $0.person) < ($1.remindedOn ?? "", $1.person) }
        let shown = ordered.prefix(Self.most)
        let names = try await Names.load(shown.map(\.person), connection)
        let officers = try await Names.load(actors: shown.compactMap(\.remindedBy), language, connection)
        let options = shown.map { one in
            let last = one.reminded(by: officers, Words(language))
            return FormPage.Field.Option(
                value: one.person, label: [names.of(one.person), last].compactMap(\.self).joined(separator: " · "),
                isChosen: one.remindedOn == nil)
        }
        var intro = [
            language.text(
                zh: "发送之后在此记录，其他负责人就能看到。已勾选的是还没有人提醒过的；没有提醒的请取消勾选。",
                en:
                    "Once you have sent them, say so here, and other officers see it. Ticked are those whom nobody has reminded yet; take the tick away where you did not."
            )
        ]
        if ordered.count > shown.count {
            intro.append(
                language.text(
                    zh: "另有 \(ordered.count - shown.count) 人；记录之后，或本页有人不再欠交时显示。",
                    en:
                        "\(ordered.count - shown.count) more stand here once some of these are recorded, or owe nothing any more."
                ))
        }
        var page = FormPage(
            title: language.text(zh: "已提醒 · \(period)", en: "Reminded · \(period)"), path: path, intro: intro,
            fields: [.checks("people", language.text(zh: "我提醒了", en: "I have reminded"), Array(options))],
            submit: language.text(zh: "记录", en: "Record"))
        page.show([
            .init(label: language.text(zh: "提醒", en: "Reminders"), path: RemindersPage.path(of: period))
        ])
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let people = form.all("people")
        guard !people.isEmpty else {
            throw Refusal(
                visit.language.text(zh: "请勾选您提醒了谁。", en: "Tick whom you have reminded."), field: "people")
        }
        try await connection.execute(Statements.recordReminders, period, people)
        return RemindersPage.path(of: period)
    }
}
