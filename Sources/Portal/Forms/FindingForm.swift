import Appraisal
import Exact
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
        let choices = FindingWords.decisions.map {
            FormPage.Field.Option(value: $0, label: words.decision($0))
        }
        let names = try await Names.load(
            actors: finding.raters.map(\.rater) + [finding.decision?.person].compactMap(\.self), language, connection)
        let rules = try await TemplateVersion.load(finding.template, connection)
        let name = Words(language).rules(finding.template, rules?.title)
        var page = FormPage(
            title: "\(finding.title) · \(words.recommendation(finding.recommendation))", path: path,
            facts: words.facts(of: finding, by: name, names),
            fields: [
                .choice(
                    "status", language.text(zh: "决定", en: "Decision"), [.init(value: "", label: "–")] + choices),
                .area(
                    "words", language.text(zh: "理由", en: "Why"),
                    hint: language.text(
                        zh: "另作处理时，请写明怎么做。", en: "Where something else is done, say what."), isNeeded: true),
            ], submit: language.text(zh: "决定", en: "Decide"))
        page.isReadOnly = !finding.isYours
        page.groups = [proposed(by: finding, in: rules, words)] + words.groups(of: finding, names)
        page.show(links(finding, rules, name, language))
        return page
    }

    /// What accepting it changes in the template.
    private func proposed(
        by finding: QuarterFinding, in version: TemplateVersion?, _ words: FindingWords
    ) -> FormPage.FactGroup {
        guard let piece = finding.proposal else { return words.withoutProposal }
        guard let document = version?.document, let old = version?.template,
            let new = try? document.amended(by: [piece], version: finding.template.version + 1).template()
        else { return words.unreadableProposal }
        return words.proposed(TemplateDifference.table(from: old, to: new).rows, TemplateOutline([new, old]))
    }

    private func links(
        _ finding: QuarterFinding, _ rules: TemplateVersion?, _ name: String, _ language: Language
    ) -> [FormPage.Link] {
        let period = (finding.periods.last ?? "").inAddress
        var links = [
            FormPage.Link(
                label: language.text(zh: "季度复盘", en: "The quarter’s review"), path: Self.quarter(finding)),
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

    /// Where all that the review found stands.
    private static func quarter(_ finding: QuarterFinding) -> String {
        finding.periods.last.map { "/period/\($0.inAddress)/quarter" } ?? "/"
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        let language = visit.language
        guard let status = form.text("status") else {
            throw Refusal(language.text(zh: "请选择。", en: "Choose one."), field: "status")
        }
        guard let reason = form.text("words") else {
            throw Refusal(language.text(zh: "请写明理由。", en: "Say why."), field: "words")
        }
        try await connection.execute("select merit_api.decide_finding($1, $2, $3)", number, status, reason)
        return try await QuarterFinding.load(number, visit.languageKey, connection).map(Self.quarter) ?? "/"
    }
}
