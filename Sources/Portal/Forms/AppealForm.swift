import Pages
import Postgres
import Reports

/// An appeal, decided by an officer.
struct AppealForm: PortalForm {
    static let name = "appeal"
    static let route = "appeal/:number"

    let number: Int64

    init(_ context: PortalContext) throws {
        number = try Self.number(context)
    }

    var subject: String { "\(number)" }
    var path: String { "/appeal/\(number)" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        let rows = try await connection.query(
            Statements.openAppeal, number, visit.languageKey)
        guard let row = rows.first else { return nil }
        let (period, person, kind, indicator, reason, wanted, code) = try row.decode(
            String.self, String.self, String.self, String?.self, String.self, String?.self, String?.self)
        let (language, words) = (visit.language, Words(visit.language))
        let choices = ["upheld", "rejected"].map { FormPage.Field.Option(value: $0, label: words.appealState($0)) }
        let pick = FormPage.Field.Option(value: "", label: "–")
        let picked = try await RowPicks.load(appeal: number, against: code, period, person, visit, connection)
        var fields: [FormPage.Field] = [
            .choice("status", language.text(zh: "决定", en: "Decision"), [pick] + choices),
            .area("words", language.text(zh: "理由", en: "Why"), isNeeded: true),
        ]
        if let ticked = picked.fieldOfAppeal(language) { fields.append(ticked) }
        fields += [
            .area(
                "rows", language.text(zh: "不计入的工单号", en: "Tickets that are left out"),
                hint: language.text(zh: "每行一个；仅在成立时。", en: "One a line; where it is upheld.")),
            .line("colleague", language.text(zh: "这些工单属于（工号，可选）", en: "Whose they are, by id, if it is known")),
            .number("value", language.text(zh: "改为此数值（可选）", en: "The value is this instead, if it is known")),
        ]
        var page = FormPage(
            title: words.owed("appeal"), path: path,
            facts: [
                .init(label: language.text(zh: "员工", en: "Person"), value: try await Names.one(person, connection)),
                .init(label: Labels.of("period", language), value: period),
                .init(label: language.text(zh: "类别", en: "Kind"), value: words.appealKind(kind)),
                .init(label: Labels.of("indicator", language), value: indicator ?? "–"),
                .init(label: language.text(zh: "理由", en: "Why"), value: reason),
                .init(label: language.text(zh: "诉求", en: "What is asked for"), value: wanted ?? "–"),
            ],
            fields: fields, submit: language.text(zh: "决定", en: "Decide"))
        page.show([
            .init(
                label: language.text(zh: "查看该月结果", en: "Look at the month"), path: ProposalForm.month(period, person))
        ])
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let status = form.text("status") else {
            throw Refusal(language.text(zh: "请选择。", en: "Choose one."), field: "status")
        }
        guard let words = form.text("words") else {
            throw Refusal(language.text(zh: "请写明理由。", en: "Say why."), field: "words")
        }
        let written = form.lines("rows")
        let ticked = form.all(RowPicks.nameOfAppeal)
        let rows = ticked + written.filter { !ticked.contains($0) }
        let value = form.text("value")?.replacing(",", with: ".")
        if let value, value.wholeMatch(of: /-?[0-9]{1,12}(\.[0-9]{1,9})?/) == nil {
            throw Refusal(language.text(zh: "请填写数字，例如 12.5。", en: "Write a number, such as 12.5."), field: "value")
        }
        try await connection.execute(
            Statements.decideAppeal, number, status, words, rows.isEmpty ? nil : rows, value, form.text("colleague"))
        return "/"
    }
}
