import Pages
import Postgres
import Reports

/// How somebody wants to go about a task of theirs.
struct TaskForm: PortalForm {
    static let name = "task"
    static let route = "task/:number"

    let number: Int64

    init(_ context: PortalContext) throws {
        number = try Self.number(context)
    }

    var subject: String { "\(number)" }
    var path: String { "/task/\(number)" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        let rows = try await connection.query(
            Statements.openTask, number, visit.person, visit.languageKey)
        guard let row = rows.first else { return nil }
        let (title, reason, due, advice, proposal) = try row.decode(
            String?.self, String?.self, String?.self, String?.self, String?.self)
        let language = visit.language
        return FormPage(
            title: Words(language).owed("task"), path: path,
            facts: [
                .init(label: language.text(zh: "任务", en: "Task"), value: title ?? "–"),
                .init(label: language.text(zh: "原因", en: "Why"), value: reason ?? "–"),
                .init(label: Labels.of("due", language), value: due ?? "–"),
                .init(label: language.text(zh: "主管建议", en: "Your supervisor's advice"), value: advice ?? "–"),
            ],
            fields: [
                .area(
                    "words", language.text(zh: "您的打算", en: "How you want to go about it"), value: proposal,
                    isNeeded: true)
            ], submit: language.text(zh: "提交", en: "Hand in"))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let words = form.text("words") else {
            throw Refusal(visit.language.text(zh: "请填写。", en: "Say how."), field: "words")
        }
        try await connection.execute("select merit_api.propose($1, $2)", number, words)
        return "/"
    }
}
