import Appraisal
import Pages
import Postgres
import Reports

/// An officer adds an indicator to a template: one that people rate, or one that is measured.
struct NewIndicatorForm: PortalForm {
    static let name = "new indicator"
    static let route = "templates/:code/:version/add/:kind"

    private let reference: TemplateReference
    private let kind: TemplateField.Part.Kind

    init(_ context: PortalContext) throws {
        reference = try TemplateVersion.reference(context)
        guard let kind = TemplateField.Part.Kind(rawValue: try Portal.parameter("kind", context)) else {
            throw NotThere()
        }
        self.kind = kind
    }

    var subject: String { "\(reference) \(kind.rawValue)" }
    var path: String { Self.path(of: kind, in: reference) }

    static func path(of kind: TemplateField.Part.Kind, in reference: TemplateReference) -> String {
        "\(TemplateVersion.path(reference))/add/\(kind.rawValue)"
    }

    static func title(_ kind: TemplateField.Part.Kind, _ language: Language) -> String {
        switch kind {
        case .rated: language.text(zh: "新增评分指标", en: "A new indicator that people rate")
        case .measured: language.text(zh: "新增计算指标", en: "A new indicator that is measured")
        }
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        try await page(visit, with: nil, connection)
    }

    func page(_ visit: Visit, with said: FormData?, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let editing = try await TemplateEditing.load(.added(kind), of: reference, connection) else { return nil }
        let title = Self.title(kind, visit.language)
        return editing.page(
            "\(title) · \(editing.version.name(visit.language))", path: path, with: said, visit.language)
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let editing = try await TemplateEditing.load(.added(kind), of: reference, connection) else {
            throw NotThere()
        }
        return try await editing.handIn(form, visit.language, connection)
    }
}
