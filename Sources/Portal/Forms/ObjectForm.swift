import Pages
import Postgres
import Reports

/// Somebody objects to their result: what is wrong, in which indicator, which tickets are not theirs.
struct ObjectForm: PortalForm {
    static let name = "object"
    static let route = "month/:period/object"

    let subject: String

    init(_ context: PortalContext) throws {
        subject = try Self.period(context)
    }

    var path: String { "/month/\(subject.inAddress)/object" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let month = try await OwnMonth.load(subject, visit, connection) else { return nil }
        let language = visit.language
        let kinds = ["figure", "rating", "not_my_ticket", "other"].map {
            FormPage.Field.Option(value: $0, label: Words(language).appealKind($0))
        }
        let whole = FormPage.Field.Option(
            value: "", label: language.text(zh: "整个结果", en: "The whole result"))
        let indicators = [whole] + month.indicators.map { .init(value: $0.code, label: $0.title) }
        let picks = try await RowPicks.load(subject, visit, connection)
        var fields: [FormPage.Field] = [
            .choice("kind", language.text(zh: "哪里有问题", en: "What is wrong"), kinds, value: "figure"),
            .choice("indicator", Labels.of("indicator", language), indicators),
            .area("words", language.text(zh: "请说明", en: "Say what and why"), isNeeded: true),
        ]
        fields += month.indicators.compactMap { picks.field(of: $0.code, $0.title, language) }
        fields += [
            .area(
                "tickets", language.text(zh: "不属于您的工单号", en: "Numbers of tickets that are not yours"),
                hint: language.text(zh: "每行一个；仅用于“不是我的工单”。", en: "One a line; for \"Not my ticket\" alone.")),
            .line("wanted", language.text(zh: "您认为应当怎样（可选）", en: "What would be right, if you can say it")),
        ]
        var page = FormPage(
            title: "\(Labels.of("object", language)) · \(subject)", path: path, fields: fields,
            submit: Labels.of("object", language))
        page.show(
            month.indicators.filter { $0.isMeasured && !picks.indicators.contains($0.code) }.map { indicator in
                .init(
                    label: language.text(
                        zh: "查看“\(indicator.title)”背后的工单", en: "The tickets behind \(indicator.title)"),
                    path: RowsPage.path(subject, visit.person, indicator.code))
            })
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let words = form.text("words") else {
            throw Refusal(language.text(zh: "请写明理由。", en: "Say what is wrong, and why."), field: "words")
        }
        let kind = form.text("kind") ?? "other"
        let tickets = form.lines("tickets")
        let picked = RowPicks.picked(form)
        if kind == "not_my_ticket", tickets.isEmpty, picked.isEmpty {
            throw Refusal(
                language.text(zh: "请填写工单号。", en: "Give the numbers of the tickets."), field: "tickets")
        }
        guard picked.count <= 1 else {
            throw Refusal(
                language.text(
                    zh: "勾选的工单属于多个指标。请分别提出异议，每次一个指标。",
                    en: "You ticked rows of several indicators. Object to one at a time."))
        }
        if let of = picked.first?.indicator, let chosen = form.text("indicator"), chosen != of {
            throw Refusal(
                language.text(zh: "勾选的工单属于另一个指标。", en: "The rows that you ticked are behind another indicator."),
                field: "indicator")
        }
        let indicator = form.text("indicator") ?? picked.first?.indicator
        if kind == "not_my_ticket", indicator == nil {
            throw Refusal(
                language.text(zh: "请选择这些工单所影响的指标。", en: "Choose the indicator in which these tickets count."),
                field: "indicator")
        }
        // Whoever decides names the rows that are left out; here they are what is asked for.
        let asked = kind == "not_my_ticket" && !tickets.isEmpty ? tickets.joined(separator: ", ") : nil
        let wanted = [asked, form.text("wanted")].compactMap(\.self).joined(separator: "\n")
        let appeal = try await connection.query(
            Statements.objectOrAppeal, subject, words, kind, indicator, wanted.isEmpty ? nil : wanted, visit.person
        ).one().decode(Int64?.self)
        // Of a closed period there is no appeal, and what was said is kept all the same.
        if let appeal, let rows = picked.first?.rows {
            try await connection.execute("select merit_api.pick_rows($1, $2)", appeal, rows)
        }
        return "/month/\(subject.inAddress)"
    }
}
