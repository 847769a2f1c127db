import Pages
import Postgres
import Reports

/// An officer has a period scored, stops that, closes it or opens it again.
struct SetPeriodForm: PortalForm {
    static let name = "set period"
    static let route = "period/:period/set"

    let subject: String

    init(_ context: PortalContext) throws {
        subject = try Self.period(context)
    }

    var path: String { "/period/\(subject.inAddress)/set" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let row = try await connection.query(Statements.deskPeriod, subject).first,
            try row["is_yours", as: Bool.self]
        else { return nil }
        let status: String = try row["status"]
        let (language, words) = (visit.language, Words(visit.language))
        let ways = [
            ("pending", language.text(zh: "现在评分", en: "Have it scored now"), status != "closed"),
            (
                "cancelled", language.text(zh: "停止评分", en: "Stop the scoring"), ["pending", "scoring"].contains(status)
            ),
            ("closed", language.text(zh: "关闭，不再更改", en: "Close it: nothing changes any more"), status == "scored"),
            ("scored", language.text(zh: "重新打开", en: "Open it again"), status == "closed"),
        ].filter(\.2)
        let pick = FormPage.Field.Option(value: "", label: "–")
        return FormPage(
            title: subject, path: path,
            facts: [.init(label: Labels.of("state", language), value: words.period(status))],
            fields: [
                .choice(
                    "status", language.text(zh: "操作", en: "What to do"),
                    [pick] + ways.map { .init(value: $0.0, label: $0.1) }),
                .area(
                    "why", language.text(zh: "原因", en: "Why"),
                    hint: language.text(zh: "重新打开时必填。", en: "To open it again takes a reason.")),
            ], submit: language.text(zh: "执行", en: "Do it"))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let status = form.text("status") else {
            throw Refusal(visit.language.text(zh: "请选择。", en: "Choose one."), field: "status")
        }
        try await connection.execute(Statements.setPeriod, subject, status, form.text("why"))
        return "/period/\(subject.inAddress)/desk"
    }
}
