import Appraisal
import Pages
import Postgres
import Reports

/// The rules that hold now, and those of one's own results.
enum RulesPage {
    static let path = "/rules"

    static func title(_ language: Language) -> String { language.text(zh: "我的考核规则", en: "My rules") }

    static func load(_ visit: Visit, _ connection: PostgresConnection) async throws -> ListingPage {
        let (language, words) = (visit.language, Words(visit.language))
        let all = try await OwnRules.all(connection)
        let rows = all.map { rules -> [ListingPage.Cell] in
            let (title, path) = rules.sheet(language)
            return [
                .init(title, path: path), .init(words.version(rules.reference.version)),
                .init(
                    rules.isCurrent
                        ? language.text(zh: "现行", en: "holds now") : language.text(zh: "已被新版本取代", en: "replaced")),
                .init(words.day(rules.publishedOn)), .init(words.day(rules.consultedOn)),
                .init(
                    words.day(rules.acknowledgedOn)
                        ?? (rules.isAsked ? language.text(zh: "待确认", en: "to be acknowledged") : nil)),
            ]
        }
        return ListingPage(
            title: title(language),
            links: all.contains { $0.isAsked }
                ? [.init(label: Words(language).owed("rule"), path: AcknowledgeRulesForm.path)] : [],
            tables: [
                .init(
                    "rules", language.text(zh: "考核规则", en: "Rules"),
                    [
                        language.text(zh: "规则", en: "Rules"), language.text(zh: "版本", en: "Version"),
                        Labels.of("state", language), language.text(zh: "发布", en: "Published"),
                        language.text(zh: "征求意见", en: "Consulted on"),
                        language.text(zh: "本人确认（UTC）", en: "Acknowledged (UTC)"),
                    ], rows, none: language.text(zh: "还没有发布的规则。", en: "None are published yet."))
            ])
    }
}
