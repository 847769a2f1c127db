import Appraisal
import Pages
import Postgres
import Reports

/// An officer changes the weights and grades of a template.
struct TemplateForm: PortalForm {
    static let name = "template"
    static let route = "templates/:code/:version/edit"

    private let reference: TemplateReference

    init(_ context: PortalContext) throws {
        reference = try TemplateVersion.reference(context)
    }

    var subject: String { "\(reference)" }
    var path: String { "\(TemplateVersion.path(reference))/edit" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        try await page(visit, with: nil, connection)
    }

    func page(_ visit: Visit, with said: FormData?, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let editing = try await TemplateEditing.load(.whole, of: reference, connection) else { return nil }
        let title = visit.language.text(zh: "权重与等级", en: "Weights and grades")
        return editing.page("\(title) · \(reference)", path: path, with: said, visit.language)
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let editing = try await TemplateEditing.load(.whole, of: reference, connection) else { throw NotThere() }
        return try await editing.handIn(form, visit.language, connection)
    }
}
