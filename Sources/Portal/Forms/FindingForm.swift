import Appraisal
import Pages
import Postgres
import Reports

/// What a quarter's review found about an indicator, decided by an officer: one page each.
struct FindingForm: PortalForm {
    static let name = "finding"
    static let route = "finding/:number"

    private let number: Int64

    init(_ context: PortalContext) throws {
        number = try Self.number(context)
    }

    var subject: String { "\(number)" }
    var path: String { "/finding/\(number)" }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let finding = try await QuarterFinding.load(number, visit.languageKey, connection) else { return nil }
        let (language, words) = (visit.language, FindingWords(visit.language))
        let names = try await Names.load(
            actors: finding.raters.map(\.rater) + [finding.decision?.person].compactMap(\.self), language, connection)
        let rules = try await TemplateVersion.load(finding.template, connection)
        let name = Words(language).rules(finding.template, rules?.title)
        var page = ReviewDecision.page(
            "\(finding.title) · \(words.recommendation(finding.recommendation))", path: path,
            facts: words.facts(of: finding, by: name, names), isYours: finding.isYours, words)
        let acts = language.text(
            zh: "不变；由人处理，例如补齐数据或培训评分人。", en: "stay; people act, such as on the data or with the raters.")
        page.groups =
            [words.proposed(finding.proposal, in: rules, otherwise: acts)] + words.groups(of: finding, names)
        page.show(links(finding, rules, name, language))
        return page
    }

    private func links(
        _ finding: QuarterFinding, _ rules: TemplateVersion?, _ name: String, _ language: Language
    ) -> [FormPage.Link] {
        let period = (finding.periods.last ?? "").inAddress
        var links = [
            FormPage.Link(
                label: language.text(zh: "季度复盘", en: "The quarter’s review"),
                path: ReviewDecision.quarter(finding.periods)),
            .init(label: name, path: TemplateVersion.path(finding.template)),
        ]
        if rules?.isYours == true {
            links.append(
                .init(
                    label: language.text(zh: "修改此指标", en: "Change the indicator"),
                    path: IndicatorForm.path(of: finding.indicator, in: finding.template)))
        }
        switch Recommendation(rawValue: finding.recommendation) {
        case .trainRaters:
            links.append(
                .init(label: language.text(zh: "评分人", en: "Raters"), path: "\(RatersPage.path)?period=\(period)"))
        case .fixData:
            links.append(
                .init(
                    label: language.text(zh: "数据的异常", en: "What was odd about the rows"),
                    path: "/period/\(period)/desk/findings"))
        default: break
        }
        return links
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let decision = try ReviewDecision(form, visit.language)
        try await connection.execute(
            "select merit_api.decide_finding($1, $2, $3)", number, decision.status, decision.reason)
        let finding = try await QuarterFinding.load(number, visit.languageKey, connection)
        return ReviewDecision.quarter(finding?.periods ?? [])
    }
}
