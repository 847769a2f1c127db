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
        return FormPage(
            title: "\(Labels.of("object", language)) · \(subject)", path: path,
            fields: [
                .choice("kind", language.text(zh: "哪里有问题", en: "What is wrong"), kinds, value: "figure"),
                .choice("indicator", Labels.of("indicator", language), indicators),
                .area("words", language.text(zh: "请说明", en: "Say what and why"), isNeeded: true),
                .area(
                    "tickets", language.text(zh: "不属于您的工单号", en: "Numbers of tickets that are not yours"),
                    hint: language.text(zh: "每行一个；仅用于“不是我的工单”。", en: "One a line; for \"Not my ticket\" alone.")),
                .line("wanted", language.text(zh: "您认为应当怎样（可选）", en: "What would be right, if you can say it")),
            ], submit: Labels.of("object", language))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let words = form.text("words") else {
            throw Refusal(language.text(zh: "请写明理由。", en: "Say what is wrong, and why."), field: "words")
        }
        let kind = form.text("kind") ?? "other"
        let tickets = (form["tickets"] ?? "").split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter {
            !$0.isEmpty
        }
        if kind == "not_my_ticket", tickets.isEmpty {
            throw Refusal(
                language.text(zh: "请填写工单号。", en: "Give the numbers of the tickets."), field: "tickets")
        }
        if kind == "not_my_ticket", form.text("indicator") == nil {
            throw Refusal(
                language.text(zh: "请选择这些工单所影响的指标。", en: "Choose the indicator in which these tickets count."),
                field: "indicator")
        }
        // Whoever decides names the rows that are left out; here they are what is asked for.
        let asked = kind == "not_my_ticket" ? "\(tickets.joined(separator: ", "))" : nil
        let wanted = [asked, form.text("wanted")].compactMap(\.self).joined(separator: "\n")
        try await connection.execute(
            Statements.objectOrAppeal, subject, words, kind, form.text("indicator"),
            wanted.isEmpty ? nil : wanted, visit.person)
        return "/month/\(subject.inAddress)"
    }
}
