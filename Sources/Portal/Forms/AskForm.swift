import Pages
import Postgres
import Reports

/// An officer asks for a period.
struct AskForm: PortalForm {
    static let name = "ask"
    static let route = "periods/ask"

    init(_ context: PortalContext) throws {}

    var subject: String { "" }
    var path: String { "/periods/ask" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard try await Duties.load(connection).asks else { return nil }
        let language = visit.language
        // What the last one was in, the next one mostly is in too.
        let zone = try await connection.query("select time_zone from merit_api.periods() order by ends_on desc limit 1")
            .first?.decode(String.self)
        return FormPage(
            title: language.text(zh: "开始新的考核期", en: "Ask for a period"), path: path,
            intro: [
                language.text(
                    zh: "考核期结束后自动评分；此前可以填写评价。", en: "It is scored when it is over; until then evaluations are given.")
            ],
            fields: [
                .line(
                    "label", language.text(zh: "名称", en: "Name"),
                    hint: language.text(zh: "例如 2026-10。", en: "Such as 2026-10."),
                    isNeeded: true),
                .date("first", language.text(zh: "第一天", en: "First day")),
                .date("last", language.text(zh: "最后一天", en: "Last day, included")),
                .line("zone", language.text(zh: "时区", en: "Time zone"), value: zone ?? "Asia/Shanghai", isNeeded: true),
                .line(
                    "until", language.text(zh: "评价截止（可选）", en: "Evaluations by, if you like"),
                    hint: language.text(zh: "例如 2026-11-05 18:00。", en: "Such as 2026-11-05 18:00.")),
            ], submit: language.text(zh: "开始", en: "Ask"))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let label = form.text("label") else {
            throw Refusal(language.text(zh: "请填写名称。", en: "Give it a name."), field: "label")
        }
        for field in ["first", "last"] where form.text(field)?.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) == nil {
            throw Refusal(
                language.text(zh: "请填写日期，例如 2026-10-01。", en: "Give a day, such as 2026-10-01."), field: field)
        }
        let until = form.text("until")
        if let until, until.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}/) == nil {
            throw Refusal(
                language.text(zh: "请按 2026-11-05 18:00 的格式填写。", en: "Write it as 2026-11-05 18:00."), field: "until")
        }
        try await connection.execute(
            Statements.askPeriod, label, form.text("first"), form.text("last"), form.text("zone") ?? "", until)
        return "/period/\(label.inAddress)/desk"
    }
}
