/// The language of the words that a chart adds to its figures.
package enum ChartLanguage: String, Sendable, CaseIterable {
    case en
    case zhHans = "zh-Hans"

    func say(_ zh: String, _ en: String) -> String { self == .en ? en : zh }

    /// `1 month`, `2 months`; Chinese has one form.
    func count(_ number: Int, zh: String, one: String, more: String) -> String {
        self == .zhHans ? "\(number) \(zh)" : "\(number) \(number == 1 ? one : more)"
    }

    func stretch(_ stretch: Stretch) -> String { "\(stretch.low.text) – \(stretch.high.text)" }

    /// What stands between two sentences.
    var gap: String { say("", " ") }

    var noFigures: String { say("暂无数据", "No figures yet") }
}
