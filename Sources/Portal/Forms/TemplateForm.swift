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
        var page = editing.page(
            "\(title) · \(editing.version.name(visit.language))", path: path, with: said, visit.language)
        if let caps = editing.version.template?.caps, !caps.isEmpty {
            page.intro.append(
                visit.language.text(
                    zh: "等级上限（\(caps.count) 条）不在此表单中，保持不变；在 YAML 中更改。",
                    en:
                        "Caps on grades, \(caps.count) in all, are not in this form and stay as they are; they are changed in YAML."
                ))
        }
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let editing = try await TemplateEditing.load(.whole, of: reference, connection) else { throw NotThere() }
        return try await editing.handIn(form, visit.language, connection)
    }
}
