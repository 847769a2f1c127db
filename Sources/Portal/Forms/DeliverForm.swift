import Pages
import Postgres
import Reports

/// An officer delivers what is scored.
struct DeliverForm: PortalForm {
    static let name = "deliver"
    static let route = "period/:period/deliver"

    let subject: String

    init(_ context: PortalContext) throws {
        subject = try Self.period(context)
    }

    var path: String { "/period/\(subject.inAddress)/deliver" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        let rows = try await connection.query(
            Statements.deliverablePeriod, subject)
        guard let status = try rows.first?.decode(String.self) else { return nil }
        let language = visit.language
        return FormPage(
            title: "\(language.text(zh: "送达结果", en: "Deliver results")) · \(subject)", path: path,
            facts: [.init(label: Labels.of("state", language), value: Words(language).period(status))],
            fields: [
                .line(
                    "until", language.text(zh: "答复期限", en: "Until when they may answer"),
                    hint: language.text(
                        zh: "例如 2026-12-10 18:00，按该考核期的时区。", en: "Such as 2026-12-10 18:00, in the period's time zone."),
                    isNeeded: true),
                .line("department", language.text(zh: "部门（可选）", en: "Of one department alone, if you like")),
            ], submit: language.text(zh: "送达", en: "Deliver"))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let until = form.text("until"),
            until.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}/) != nil
        else {
            throw Refusal(
                language.text(zh: "请按 2026-12-10 18:00 的格式填写。", en: "Write it as 2026-12-10 18:00."), field: "until")
        }
        do {
            try await connection.execute(Statements.deliver, subject, until, form.text("department"))
        } catch {
            guard var refusal = Refusal(error, language) else { throw error }
            refusal.field = refusal.field ?? "until"
            throw refusal
        }
        return "/"
    }
}
