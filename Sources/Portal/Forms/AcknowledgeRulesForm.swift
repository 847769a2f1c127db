import Appraisal
import Pages
import Postgres
import Reports

/// Somebody says that they know the rules by which they are appraised: all that they are asked about, as they stand on the page.
struct AcknowledgeRulesForm: PortalForm {
    static let name = "rules"
    static let route = "rules/acknowledge"
    static let path = "\(RulesPage.path)/acknowledge"

    let subject = ""
    var path: String { Self.path }

    init(_ context: PortalContext) {}

    private func asked(_ connection: PostgresConnection) async throws -> [OwnRules] {
        try await OwnRules.all(connection).filter(\.isAsked)
    }

    /// What somebody looked at.
    private static func seen(_ asked: [OwnRules]) -> String {
        asked.map { "\($0.reference)" }.joined(separator: " ")
    }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        let asked = try await asked(connection)
        guard !asked.isEmpty else { return nil }
        let language = visit.language
        let room = max(Self.most / asked.count, 300)
        var page = FormPage(
            title: Words(language).owed("rule"), path: path,
            intro: [
                language.text(
                    zh: "请先阅读以下规则。确认表示您已知悉，不表示同意某次考核结果。",
                    en: "Read these rules first. To acknowledge them says that you know them, and agrees to no result.")
            ],
            facts: asked.map { rules in
                .init(label: rules.sheet(language).title, value: Self.record(of: rules, room, language))
            },
            fields: [],
            submit: language.text(zh: "确认知悉", en: "Acknowledge"))
        page.seen = Self.seen(asked)
        page.show(
            asked.flatMap { rules -> [FormPage.Link] in
                let (title, path) = rules.sheet(language)
                let sheet = path.map {
                    FormPage.Link(label: language.text(zh: "阅读：\(title)", en: "Read: \(title)"), path: $0)
                }
                let consultation = ConsultationPage.link(
                    rules.consultation, longerThan: room, of: rules.path, language)
                return [sheet, consultation].compactMap(\.self)
            })
        return page
    }

    /// Bytes of what came of consulting that the page has room for, of all rules together.
    private static let most = 20_000

    /// When it was published, who was consulted, and what came of it.
    private static func record(of rules: OwnRules, _ room: Int, _ language: Language) -> String {
        let published = Words(language).day(rules.publishedOn).map {
            language.text(zh: "发布于 \($0)", en: "published \($0)")
        }
        let consulted =
            Words(language).day(rules.consultedOn).map {
                language.text(zh: "征求意见于 \($0)", en: "people were consulted on \($0)")
            }
            ?? language.text(zh: "没有征求意见的记录", en: "no consultation is recorded")
        let head = [Words(language).version(rules.reference.version), published, consulted].compactMap(\.self).joined(
            separator: " · ")
        return [head, rules.consultation.map { LongText($0).beginning(room) }].compactMap(\.self).joined(
            separator: "\n")
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let asked = try await asked(connection)
        guard !asked.isEmpty else { throw NotThere() }
        guard form[FormData.seen] == Self.seen(asked) else { throw Refusal.stale(visit.language) }
        for rules in asked {
            try await connection.execute(Statements.acknowledgeRules, rules.reference.code, rules.reference.version)
        }
        return RulesPage.path
    }
}
