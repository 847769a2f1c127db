import Pages
import Postgres
import Reports

/// Somebody acknowledges a training that they had, or a change of post.
struct TrainingForm: PortalForm {
    static let name = "training"
    static let route = "training/:number"

    let number: Int64

    init(_ context: PortalContext) throws {
        number = try Self.number(context)
    }

    static func path(_ number: Int64) -> String { "/training/\(number)" }

    var subject: String { "\(number)" }
    var path: String { Self.path(number) }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let row = try await connection.query(Statements.openTraining, number, visit.person).first else {
            return nil
        }
        let (period, kind, title, began, ended, hours, teacher, note) = try row.decode(
            String.self, String.self, String.self, String.self, String.self, String?.self, String?.self, String?.self)
        let language = visit.language
        var page = FormPage(
            title: Words(language).owed("attendance"), path: path,
            intro: [
                language.text(
                    zh: "确认表示您参加了培训，或同意调岗。不属实请勿确认，并告知人事。",
                    en:
                        "To acknowledge it says that you were there, or agree to the change of post. Where it is not so, leave it, and tell HR."
                )
            ],
            facts: [
                .init(label: language.text(zh: "类别", en: "Kind"), value: TrainingsPage.kind(kind, language)),
                .init(label: language.text(zh: "课程或新岗位", en: "Course, or post"), value: title),
                .init(label: language.text(zh: "起因考核期", en: "Because of"), value: period),
                .init(label: language.text(zh: "日期", en: "Days"), value: TrainingsPage.days(began, ended, language)),
                .init(label: language.text(zh: "学时", en: "Hours"), value: hours ?? "–"),
                .init(label: language.text(zh: "讲师", en: "Taught by"), value: teacher ?? "–"),
                .init(
                    label: language.text(zh: "说明", en: "Note"), value: LongText(note ?? "–").beginning(Self.mostOfNote)),
            ], fields: [], submit: language.text(zh: "确认", en: "Acknowledge"))
        if let note, LongText(note).isLonger(than: Self.mostOfNote) {
            page.show([
                .init(label: language.text(zh: "说明的全文", en: "All of the note"), path: TrainingsPage.path(ofOwn: number))
            ])
        }
        return page
    }

    /// Bytes of markup of a note that the page has room for.
    private static let mostOfNote = 20_000

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard try await connection.query(Statements.acknowledgeTraining, number, visit.person).first != nil else {
            throw NotThere()
        }
        return TrainingsPage.path
    }
}
