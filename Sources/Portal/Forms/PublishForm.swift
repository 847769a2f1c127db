import Appraisal
import Pages
import Postgres
import Reports

/// An officer publishes a checked version, with who was consulted on it.
struct PublishForm: PortalForm {
    static let name = "publish"
    static let route = "templates/:code/:version/publish"

    private let reference: TemplateReference

    init(_ context: PortalContext) throws {
        reference = try TemplateVersion.reference(context)
    }

    var subject: String { "\(reference)" }
    var path: String { "\(TemplateVersion.path(reference))/publish" }

    private func version(_ connection: PostgresConnection) async throws -> TemplateVersion? {
        guard let version = try await TemplateVersion.load(reference, connection), version.isYours,
            version.status == "checked"
        else { return nil }
        return version
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let version = try await version(connection) else { return nil }
        let (language, words) = (visit.language, TemplateWords(visit.language))
        let before = try await TemplateVersion.all(of: reference.code, connection).before(reference)
        var page = FormPage(
            title: "\(words.say("发布", "Publish")) · \(version.name(language))", path: path,
            intro: [
                words.say(
                    "此后发起的考核期按此版本评分；此前发起的不变。发布后内容不再更改。",
                    "Periods that are asked for from now on are scored under it; those before keep theirs. What is published never changes."
                )
            ],
            facts: [
                .init(label: Labels.of("state", language), value: words.status(version.status)),
                .init(
                    label: words.say("取代", "Takes the place of"),
                    value: before.flatMap { $0.status == "published" ? $0.number(language) : nil } ?? "–"),
            ],
            fields: [
                .date("consulted_on", words.say("征求意见的日期", "When people were consulted")),
                .area(
                    "consultation", words.say("征求了谁的意见，以何种方式，结果如何", "Who was consulted, how, and what came of it"),
                    value: version.consultation, isNeeded: true),
            ], submit: words.say("发布", "Publish"))
        page.seen = version.seen
        var links = [FormPage.Link(label: version.name(language), path: version.path)]
        if let before, version.template != nil {
            links.append(
                .init(
                    label: words.say("与\(before.number(.zhHans))比较", "Compare with \(before.number(.en))"),
                    path: "\(version.path)/compare"))
        }
        if version.template != nil {
            links.append(.init(label: words.say("在以往月份试算", "Try it on past months"), path: "\(version.path)/try"))
        }
        page.show(links)
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let version = try await version(connection) else { throw NotThere() }
        guard form[FormData.seen] == version.seen else { throw Refusal.stale(language) }
        guard let day = form.text("consulted_on"), day.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil else {
            throw Refusal(
                language.text(zh: "请填写日期，例如 2026-10-01。", en: "Give a day, such as 2026-10-01."), field: "consulted_on")
        }
        guard let consultation = form.text("consultation") else {
            throw Refusal(
                language.text(zh: "请写明征求了谁的意见。", en: "Say who was consulted, and how."), field: "consultation")
        }
        try await connection.execute(
            Statements.publishTemplate, reference.code, reference.version, version.seen, day, consultation)
        return version.path
    }
}
