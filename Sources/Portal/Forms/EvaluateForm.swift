import Pages
import Postgres
import Reports

/// Somebody evaluates themselves.
struct EvaluateForm: PortalForm {
    static let name = "evaluate"
    static let route = "evaluate/:period"

    let subject: String

    init(_ context: PortalContext) throws {
        subject = try Self.period(context)
    }

    var path: String { "/evaluate/\(subject.inAddress)" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        let sheet = try await Sheet.load(period: subject, of: visit.person, visit, connection)
        guard !sheet.isEmpty else { return nil }
        let language = visit.language
        var page = FormPage(
            title: "\(Words(language).owed("self_evaluation")) · \(subject)", path: path,
            facts: sheet.facts(language), fields: sheet.fields(language), submit: language.text(zh: "提交", en: "Hand in")
        )
        page.groups = sheet.groups
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let sheet = try await Sheet.load(period: subject, of: visit.person, visit, connection)
        try await sheet.give(form, isWhole: true, visit.language, connection)
        return "/"
    }
}
