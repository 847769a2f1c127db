extension Language {
    /// The language of a tag such as `zh-CN`, or of a locale such as `zh_CN.UTF-8`; nil where nothing is written in it.
    package init?(tag: String) {
        switch tag.lowercased().prefix(while: { $0.isLetter }) {
        case "zh": self = .zhHans
        case "en": self = .en
        default: return nil
        }
    }

    /// The caller's, by the first of the variables of its locale that is set; English where nothing is written in that.
    package init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        self = locale.flatMap { Language(tag: $0) } ?? .en
    }
}
