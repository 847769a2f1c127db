package import Appraisal

/// The language of what people read.
package enum Language: String, Sendable, CaseIterable {
    case en
    case zhHans = "zh-Hans"

    package func of(_ text: LocalizedText) -> String {
        self == .en ? text.en : text.zh
    }

    package func text(zh: String, en: String) -> String {
        self == .en ? en : zh
    }
}
