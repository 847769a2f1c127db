import Pages
import Reports

/// An officer's decision on something that a quarter's review found.
struct ReviewDecision {
    let status: String
    let reason: String

    /// - Throws: ``Refusal`` of what is missing.
    init(_ form: FormData, _ language: Language) throws(Refusal) {
        guard let status = form.text("status") else {
            throw Refusal(language.text(zh: "请选择。", en: "Choose one."), field: "status")
        }
        guard let reason = form.text("words") else {
            throw Refusal(language.text(zh: "请写明理由。", en: "Say why."), field: "words")
        }
        (self.status, self.reason) = (status, reason)
    }

    /// The page that asks for it, or where it is read once it is made.
    static func page(
        _ title: String, path: String, facts: [FormPage.Fact], isYours: Bool, _ words: FindingWords
    ) -> FormPage {
        let language = words.language
        let choices = FindingWords.decisions.map { FormPage.Field.Option(value: $0, label: words.decision($0)) }
        var page = FormPage(
            title: title, path: path, facts: facts,
            fields: [
                .choice(
                    "status", language.text(zh: "决定", en: "Decision"), [.init(value: "", label: "–")] + choices),
                .area(
                    "words", language.text(zh: "理由", en: "Why"),
                    hint: language.text(
                        zh: "另作处理时，请写明怎么做。", en: "Where something else is done, say what."), isNeeded: true),
            ], submit: language.text(zh: "决定", en: "Decide"))
        page.isReadOnly = !isYours
        return page
    }

    /// Where all that the review found stands.
    ///
    /// - Parameter periods: of the quarter.
    static func quarter(_ periods: [String]) -> String {
        periods.last.map { "/period/\($0.inAddress)/quarter" } ?? "/"
    }
}
