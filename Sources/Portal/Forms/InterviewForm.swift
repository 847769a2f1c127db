import Pages
import Postgres
import Reports

/// Somebody acknowledges what was said and agreed in an interview.
struct InterviewForm: PortalForm {
    static let name = "interview"
    static let route = "interview/:number"

    let number: Int64

    init(_ context: PortalContext) throws {
        number = try Self.number(context)
    }

    var subject: String { "\(number)" }
    var path: String { "/interview/\(number)" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        let rows = try await connection.query(
            Statements.openInterview, number, visit.person)
        guard let row = rows.first else { return nil }
        let (period, holder, said, agreed) = try row.decode(String.self, String?.self, String?.self, String?.self)
        let language = visit.language
        return FormPage(
            title: Words(language).owed("acknowledgement"), path: path,
            facts: [
                .init(label: Labels.of("period", language), value: period),
                .init(label: language.text(zh: "面谈人", en: "Held by"), value: holder ?? "–"),
                .init(label: language.text(zh: "谈话内容", en: "What was said"), value: said ?? "–"),
                .init(label: language.text(zh: "约定", en: "What was agreed"), value: agreed ?? "–"),
            ],
            fields: [.area("objection", language.text(zh: "不同意之处（可选）", en: "What you do not agree to, if anything"))],
            submit: language.text(zh: "知悉", en: "Acknowledge"))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        try await connection.execute("select merit_api.acknowledge($1, $2)", number, form.text("objection"))
        return "/"
    }
}
