import Postgres
import Reports

/// Somebody agrees to their result.
struct ConfirmForm: PortalForm {
    static let name = "confirm"
    static let route = "month/:period/confirm"

    let subject: String

    init(_ context: PortalContext) throws {
        subject = try Self.period(context)
    }

    var path: String { "/month/\(subject.addingFormEncoding)/confirm" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let month = try await MonthPage.load(period: subject, of: visit.person, visit, connection) else {
            return nil
        }
        let language = visit.language
        return FormPage(
            title: "\(Words.word("confirm", language)) · \(subject)", path: path,
            intro: [Words.word("confirmHint", language)],
            facts: [
                .init(label: Words.word("total", language), value: month.total ?? "–"),
                .init(label: Words.word("grade", language), value: month.grade ?? "–"),
                .init(label: Words.word("state", language), value: month.state),
            ], fields: [.area("words", Words.word("words", language))], submit: Words.word("confirm", language))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        try await connection.execute("select merit_api.confirm($1, $2)", subject, form.text("words"))
        return "/month/\(subject.addingFormEncoding)"
    }
}
