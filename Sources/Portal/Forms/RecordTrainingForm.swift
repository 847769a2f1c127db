import Pages
import Postgres
import Reports

/// An officer records a training, or a change of post, because of a result.
struct RecordTrainingForm: PortalForm {
    static let name = "record-training"
    static let route = "month/:period/of/:person/trainings/record"

    private let period: String
    private let person: String

    init(_ context: PortalContext) throws {
        period = try Self.period(context)
        person = try Portal.parameter("person", context)
    }

    var subject: String { "\(period) \(person)" }
    private var list: String { TrainingsPage.path(period, person) }
    var path: String { "\(list)/record" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let row = try await connection.query(Statements.resultStanding, period, person).first,
            try row["standing", as: String.self] == "hr"
        else { return nil }
        let language = visit.language
        var page = FormPage(
            title: language.text(zh: "登记培训或调岗", en: "Record a training"), path: path,
            intro: [
                language.text(
                    zh: "登记后不再更改，由本人确认。计划中的培训参加后请再登记一次。",
                    en:
                        "What is recorded stays as it is, and the person acknowledges it. A training that was planned is recorded once more when it was attended."
                )
            ],
            facts: [
                .init(label: language.text(zh: "员工", en: "Person"), value: try await Names.one(person, connection)),
                .init(label: Labels.of("period", language), value: period),
            ],
            fields: fields(language), submit: language.text(zh: "登记", en: "Record"))
        page.show([.init(label: TrainingsPage.title(language), path: list)])
        return page
    }

    private func fields(_ language: Language) -> [FormPage.Field] {
        let ofTrainings = language.text(zh: "调岗可不填。", en: "Of trainings alone.")
        return [
            .choice(
                "kind", language.text(zh: "类别", en: "Kind"),
                ["training", "transfer"].map { .init(value: $0, label: TrainingsPage.kind($0, language)) }),
            .line("title", language.text(zh: "课程或新岗位", en: "Course, or post"), isNeeded: true),
            .date("began", language.text(zh: "开始日期", en: "First day")),
            .date("ended", language.text(zh: "结束日期（调岗同开始日期）", en: "Last day; of a change of post the first")),
            .line("hours", language.text(zh: "学时", en: "Hours"), hint: ofTrainings),
            .line("teacher", language.text(zh: "讲师", en: "Taught by"), hint: ofTrainings),
            .choice(
                "attended", Labels.of("state", language),
                [true, false].map { .init(value: "\($0)", label: TrainingsPage.attendance($0, language)) }),
            .area("note", language.text(zh: "说明（可选）", en: "Note, if you like")),
        ]
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let title = form.text("title") else {
            throw Refusal(language.text(zh: "请填写课程或新岗位。", en: "Name the course, or the post."), field: "title")
        }
        func day(_ field: String) throws -> String {
            guard let day = form.text(field), day.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil else {
                throw Refusal(
                    language.text(zh: "请填写日期，例如 2026-10-01。", en: "Give a day, such as 2026-10-01."), field: field)
            }
            return day
        }
        let (began, ended) = (try day("began"), try day("ended"))
        let isTraining = form.text("kind") != "transfer"
        let (hours, teacher) = (form.text("hours")?.replacing(",", with: "."), form.text("teacher"))
        if isTraining, hours?.wholeMatch(of: /[0-9]{1,4}(\.[0-9]{1,2})?/) == nil {
            throw Refusal(language.text(zh: "请填写学时，例如 4.5。", en: "Give hours, such as 4.5."), field: "hours")
        }
        if isTraining, teacher == nil {
            throw Refusal(language.text(zh: "请填写讲师。", en: "Say who taught."), field: "teacher")
        }
        try await connection.execute(
            Statements.recordTraining, period, person, title, began, ended, isTraining ? hours : nil,
            isTraining ? teacher : nil, "\(form.text("attended") == "true")", form.text("note"),
            isTraining ? "training" : "transfer")
        return list
    }
}
