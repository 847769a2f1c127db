import Pages
import Postgres
import Reports

/// How somebody wants to go about a task of theirs, or what their supervisor advises.
struct TaskForm: PortalForm {
    static let name = "task"
    static let route = "task/:number"

    let number: Int64

    init(_ context: PortalContext) throws {
        number = try Self.number(context)
    }

    var subject: String { "\(number)" }
    var path: String { "/task/\(number)" }

    /// A task that is open.
    private struct Task {
        let isOwn: Bool
        let employee: String
        let title: String?
        let reason: String?
        let due: String?
        let advice: String?
        let proposal: String?
        let note: String?
    }

    /// The reader's own, or one of their people's.
    private func task(_ visit: Visit, _ connection: PostgresConnection) async throws -> Task? {
        for owner in [visit.person, nil] {
            guard let row = try await connection.query(Statements.openTask, number, owner, visit.languageKey).first
            else { continue }
            let (standing, employee, title, reason, due, advice, proposal, note) = try row.decode(
                String.self, String.self, String?.self, String?.self, String?.self, String?.self, String?.self,
                String?.self)
            return Task(
                isOwn: standing == "person", employee: employee, title: title, reason: reason, due: due, advice: advice,
                proposal: proposal, note: note)
        }
        return nil
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let task = try await task(visit, connection) else { return nil }
        let language = visit.language
        let said =
            task.isOwn
            ? FormPage.Fact(label: language.text(zh: "上级建议", en: "Your supervisor's advice"), value: task.advice ?? "–")
            : .init(label: language.text(zh: "本人的打算", en: "How they want to go about it"), value: task.proposal ?? "–")
        let person =
            task.isOwn
            ? []
            : [
                FormPage.Fact(
                    label: language.text(zh: "员工", en: "Person"), value: try await Names.one(task.employee, connection))
            ]
        return FormPage(
            title: Words(language).owed("task"), path: path,
            facts: person + [
                .init(label: language.text(zh: "任务", en: "Task"), value: task.title ?? "–"),
                .init(label: language.text(zh: "原因", en: "Why"), value: task.reason ?? "–"),
                .init(label: Labels.of("due", language), value: Words(language).day(task.due) ?? "–"), said,
            ], fields: fields(task, language), submit: language.text(zh: "提交", en: "Hand in"))
    }

    private func fields(_ task: Task, _ language: Language) -> [FormPage.Field] {
        if task.isOwn {
            return [
                .area(
                    "words", language.text(zh: "您的打算", en: "How you want to go about it"), value: task.proposal,
                    isNeeded: true)
            ]
        }
        return [
            .area("advice", language.text(zh: "建议", en: "Your advice"), value: task.advice),
            .area("note", language.text(zh: "跟进记录", en: "A note of how it goes"), value: task.note),
            .line(
                "due", language.text(zh: "改期到（可选）", en: "Another day until which, if you like"),
                hint: language.text(zh: "例如 2026-11-30。", en: "Such as 2026-11-30.")),
        ]
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let task = try await task(visit, connection) else { throw NotThere() }
        if task.isOwn {
            guard let words = form.text("words") else {
                throw Refusal(language.text(zh: "请填写。", en: "Say how."), field: "words")
            }
            try await connection.execute("select merit_api.propose($1, $2)", number, words)
            return "/"
        }
        let due = form.text("due")
        if let due, due.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) == nil {
            throw Refusal(
                language.text(zh: "请填写日期，例如 2026-11-30。", en: "Give a day, such as 2026-11-30."), field: "due")
        }
        try await connection.execute(
            "select merit_api.advise($1, $2, $3, $4::text::date)", number, form.text("advice"), form.text("note"), due)
        return "/"
    }
}
