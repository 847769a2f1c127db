import Pages
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

    var path: String { "/month/\(subject.inAddress)/confirm" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let month = try await OwnMonth.load(subject, visit, connection), month.isOpen else {
            return nil
        }
        let language = visit.language
        return FormPage(
            title: "\(Labels.of("confirm", language)) · \(subject)", path: path,
            intro: [Labels.of("confirmHint", language)],
            facts: [
                .init(label: Labels.of("total", language), value: month.total ?? "–"),
                .init(label: Labels.of("grade", language), value: month.grade ?? "–"),
                .init(label: Labels.of("state", language), value: Words(language).delivery(month.state)),
            ], fields: [.area("words", Labels.of("words", language))], submit: Labels.of("confirm", language))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        try await connection.execute("select merit_api.confirm($1, $2)", subject, form.text("words"))
        return "/month/\(subject.inAddress)"
    }
}
