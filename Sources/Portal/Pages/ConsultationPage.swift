import Appraisal
import Pages
import Postgres
import Reports

/// Who was consulted on rules, and what came of it, on as many pages as it takes.
enum ConsultationPage {
    static func path(_ rules: String) -> String { "\(rules)/consultation" }

    static func title(_ language: Language) -> String {
        language.text(zh: "征求意见的记录", en: "Who was consulted, and what came of it")
    }

    /// Where a page that has no room for all of it leads; nil where it has.
    static func link(_ text: String?, longerThan bytes: Int, of rules: String, _ language: Language) -> FormPage.Link? {
        guard let text, LongText(text).isLonger(than: bytes) else { return nil }
        return .init(label: language.text(zh: "征求意见的全文", en: "All of what came of consulting"), path: path(rules))
    }

    /// Nil where there is none, or no such page of it.
    ///
    /// - Parameter rules: where the rules stand.
    static func page(
        _ number: Int, of text: String?, on name: String, at rules: String, _ language: Language
    ) -> ListingPage? {
        guard let pieces = text.map({ LongText($0).pieces }), pieces.indices.contains(number - 1) else { return nil }
        var page = ListingPage(
            title: "\(title(language)) · \(name)",
            facts: [.init(label: name, value: pieces[number - 1])], tables: [])
        page.paging = .init(number, of: pieces.count, at: path(rules), language)
        return page
    }
}
