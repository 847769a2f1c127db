/// A text for people in the two languages that Merit speaks.
package struct LocalizedText: Sendable, Hashable {
    /// Chinese, simplified script.
    package let zh: String
    /// English.
    package let en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
