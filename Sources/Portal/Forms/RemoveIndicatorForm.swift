import Appraisal
import Pages
import Postgres
import Reports

/// An officer takes an indicator out of a template.
struct RemoveIndicatorForm: PortalForm {
    static let name = "remove indicator"
    static let route = "templates/:code/:version/remove/:indicator"

    private let reference: TemplateReference
    private let indicator: String

    init(_ context: PortalContext) throws {
        reference = try TemplateVersion.reference(context)
        indicator = try Portal.parameter("indicator", context)
    }

    var subject: String { "\(reference) \(indicator)" }
    var path: String { Self.path(of: indicator, in: reference) }

    static func path(of indicator: String, in reference: TemplateReference) -> String {
        "\(TemplateVersion.path(reference))/remove/\(indicator.inAddress)"
    }

    private func editing(_ connection: PostgresConnection) async throws -> TemplateEditing? {
        try await TemplateEditing.load(.indicator(indicator), of: reference, connection)
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let editing = try await editing(connection) else { return nil }
        let words = TemplateWords(visit.language)
        let dimension = editing.document.outline.first { $0.indicators.contains { $0.code == indicator } }
        let title = dimension?.indicators.first { $0.code == indicator }.map { visit.language.of($0.title) }
        var page = FormPage(
            title: "\(words.say("删除指标", "Remove an indicator")) · \(editing.version.name(visit.language))", path: path,
            intro: [
                words.say(
                    "已发布的版本和已评的月份不变。该维度的权重由其余指标分担。",
                    "What is published stays, and so do months that are scored. The other indicators of the dimension take over its weight."
                )
            ],
            facts: [
                .init(label: Labels.of("indicator", visit.language), value: title ?? indicator),
                .init(
                    label: words.say("维度", "Dimension"), value: dimension.map { visit.language.of($0.title) } ?? "–"),
            ], fields: [], submit: words.say("删除", "Remove"))
        page.seen = editing.version.seen
        page.show([.init(label: editing.version.name(visit.language), path: TemplateVersion.path(reference))])
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let editing = try await editing(connection) else { throw NotThere() }
        return try await editing.removeIndicator(form, visit.language, connection)
    }
}
