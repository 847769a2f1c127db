import Appraisal
import Pages
import Postgres
import Reports

/// An officer changes an indicator of a template: its points, and its bands or levels, as many as there are.
struct IndicatorForm: PortalForm {
    static let name = "template indicator"
    static let route = "templates/:code/:version/edit/:indicator"

    private let reference: TemplateReference
    private let indicator: String

    init(_ context: PortalContext) throws {
        reference = try TemplateVersion.reference(context)
        indicator = try Portal.parameter("indicator", context)
    }

    var subject: String { "\(reference) \(indicator)" }
    var path: String { Self.path(of: indicator, in: reference) }

    static func path(of indicator: String, in reference: TemplateReference) -> String {
        "\(TemplateVersion.path(reference))/edit/\(indicator.inAddress)"
    }

    private func editing(_ connection: PostgresConnection) async throws -> TemplateEditing? {
        try await TemplateEditing.load(.indicator(indicator), of: reference, connection)
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        try await page(visit, with: nil, connection)
    }

    func page(_ visit: Visit, with said: FormData?, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let editing = try await editing(connection) else { return nil }
        let titles = editing.document.outline.flatMap(\.indicators).first { $0.code == indicator }?.title
        let title = titles.map { visit.language.of($0) } ?? indicator
        let removal = FormPage.Link(
            label: visit.language.text(zh: "删除此指标", en: "Remove this indicator"),
            path: RemoveIndicatorForm.path(of: indicator, in: reference))
        return editing.page(
            "\(title) · \(editing.version.name(visit.language))", path: path, with: said, visit.language,
            editing.isAlone ? [] : [removal])
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let editing = try await editing(connection) else { throw NotThere() }
        return try await editing.handIn(form, visit.language, connection)
    }
}
