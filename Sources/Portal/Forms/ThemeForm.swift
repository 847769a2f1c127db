import Appraisal
import Pages
import Postgres
import Reports

/// What customers complained about in a quarter, decided by an officer: one page for each theme.
struct ThemeForm: PortalForm {
    static let name = "theme"
    static let route = "theme/:number"

    private let number: Int64

    init(_ context: PortalContext) throws {
        number = try Self.number(context)
    }

    var subject: String { "\(number)" }
    var path: String { "/theme/\(number)" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let theme = try await QuarterTheme.load(number, visit.languageKey, connection) else { return nil }
        let (language, words) = (visit.language, FindingWords(visit.language))
        let names = try await Names.load(actors: [theme.decision?.person].compactMap(\.self), language, connection)
        let rules = try await theme.rules(connection)
        let name = Words(language).theme(theme.category, theme.rootCause)
        var page = ReviewDecision.page(
            language.text(zh: "\(name) · 客户投诉", en: "\(name) · complaints"), path: path,
            facts: words.facts(of: theme, names), isYours: theme.isYours, words)
        let acts = language.text(
            zh: "不变；由人改进服务流程。", en: "stay; people change how the service is done.")
        page.groups = [words.proposed(theme.proposal, in: rules, otherwise: acts)]
        page.show(links(theme, rules, language))
        return page
    }

    private func links(
        _ theme: QuarterTheme, _ rules: TemplateVersion?, _ language: Language
    ) -> [FormPage.Link] {
        var links = [
            FormPage.Link(
                label: language.text(zh: "季度复盘", en: "The quarter’s review"),
                path: ReviewDecision.quarter(theme.periods))
        ]
        if let rules {
            links.append(.init(label: rules.name(language), path: rules.path))
        }
        if let draft = theme.draft, draft != rules?.reference {
            let version = Words(language).version(draft.version)
            links.append(
                .init(
                    label: language.text(zh: "含新指标的草稿（\(version)）", en: "The draft with the new indicator, \(version)"),
                    path: TemplateVersion.path(draft)))
        }
        // The quarter's page has room for the most frequent alone.
        if let next = theme.next {
            links.append(.init(label: language.text(zh: "下一类投诉", en: "The next theme"), path: "/theme/\(next)"))
        }
        return links
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let decision = try ReviewDecision(form, visit.language)
        try await connection.execute(
            "select merit_api.decide_theme($1, $2, $3)", number, decision.status, decision.reason)
        let theme = try await QuarterTheme.load(number, visit.languageKey, connection)
        return ReviewDecision.quarter(theme?.periods ?? [])
    }
}
