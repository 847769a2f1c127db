import Pages
import Postgres
import Reports
import Store

/// An officer gives payroll what is delivered of a period, or what changed since.
struct PayrollForm: PortalForm {
    static let name = "payroll"
    static let route = "payroll/make"

    init(_ context: PortalContext) throws {}

    var subject: String { "" }
    var path: String { "/payroll/make" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard try await Duties.load(connection).asks else { return nil }
        let language = visit.language
        let periods = try await connection.query(Statements.payablePeriods).decode(String.self)
        return FormPage(
            title: language.text(zh: "生成薪酬批次", en: "Make a batch for payroll"), path: path,
            intro: [
                language.text(
                    zh: "包含已送达的结果；该期已有批次时，只包含此后的变化。批次生成后不会改变。",
                    en:
                        "It has the results that are delivered; where the period has a batch already, what changed since. A batch stays as it is."
                )
            ],
            fields: [
                .choice(
                    "period", Labels.of("period", language), periods.map { .init(value: $0, label: $0) })
            ], submit: language.text(zh: "生成", en: "Make it"))
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let period = form.text("period") else {
            throw Refusal(language.text(zh: "请选择考核期。", en: "Choose a period."), field: "period")
        }
        guard try await PayrollBatch.make(of: period, by: .viewer, in: connection) != nil else {
            throw Refusal(
                language.text(
                    zh: "没有已送达的结果，或自上一批次以来没有变化。",
                    en: "Nothing is delivered, or nothing changed since the batch before."), field: "period")
        }
        return "/payroll"
    }
}
