import Pages
import Postgres
import Reports

/// A supervisor, or an officer, writes down what was said in an interview about a result.
struct RecordForm: PortalForm {
    static let name = "record"
    static let route = "month/:period/of/:person/interview/record"

    private let period: String
    private let person: String

    init(_ context: PortalContext) throws {
        period = try Self.period(context)
        person = try Portal.parameter("person", context)
    }

    var subject: String { "\(period) \(person)" }
    private var sheet: String { "/month/\(period.inAddress)/of/\(person.inAddress)/interview" }
    var path: String { "\(sheet)/record" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard try await connection.query(Statements.mayInterview, period, person).one().decode(Bool.self) else {
            return nil
        }
        let language = visit.language
        var page = FormPage(
            title: language.text(zh: "面谈记录", en: "Interview"), path: path,
            facts: [
                .init(label: language.text(zh: "员工", en: "Person"), value: try await Names.one(person, connection)),
                .init(label: Labels.of("period", language), value: period),
            ],
            fields: [
                .area("said", language.text(zh: "谈话内容", en: "What was said"), isNeeded: true),
                .area("agreed", language.text(zh: "约定", en: "What was agreed")),
            ], submit: language.text(zh: "提交，请对方确认", en: "Hand in, to be acknowledged"))
        page.show([.init(label: language.text(zh: "面谈单（一页）", en: "The sheet, one page"), path: sheet)])
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let said = form.text("said") else {
            throw Refusal(visit.language.text(zh: "请填写谈话内容。", en: "Say what was said."), field: "said")
        }
        try await connection.execute(Statements.recordInterview, period, person, said, form.text("agreed"))
        return sheet
    }
}
