import Appraisal
import Pages
import Postgres
import Reports

/// An officer discards a draft of a template.
struct DropTemplateForm: PortalForm {
    static let name = "drop template"
    static let route = "templates/:code/:version/discard"

    private let reference: TemplateReference

    init(_ context: PortalContext) throws {
        reference = try TemplateVersion.reference(context)
    }

    var subject: String { "\(reference)" }
    var path: String { "\(TemplateVersion.path(reference))/discard" }

    private func version(_ connection: PostgresConnection) async throws -> TemplateVersion? {
        guard let version = try await TemplateVersion.load(reference, connection), version.isYours, version.isDraft
        else { return nil }
        return version
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let version = try await version(connection) else { return nil }
        let (language, words) = (visit.language, TemplateWords(visit.language))
        var page = FormPage(
            title: "\(words.say("弃用草稿", "Discard the draft")) · \(version.name(language))", path: path,
            intro: [words.say("草稿的内容保留在操作记录里。", "What it says stays in the trail.")],
            facts: [
                .init(label: Labels.of("state", language), value: words.status(version.status)),
                .init(
                    label: words.say("由谁起草", "Drafted by"),
                    value: try await Names.load(actors: [version.createdBy], language, connection).of(version.createdBy)
                ),
            ], fields: [], submit: words.say("弃用", "Discard"))
        page.seen = version.seen
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let version = try await version(connection) else { throw NotThere() }
        guard form[FormData.seen] == version.seen else { throw Refusal.stale(visit.language) }
        try await connection.execute(Statements.dropTemplate, reference.code, reference.version, version.seen)
        return "/templates"
    }
}
