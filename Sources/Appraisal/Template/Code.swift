/// What templates, dimensions, indicators and levels are called by: a name that stands in tables, URLs and commands.
enum Code {
    /// How many characters a code has at most.
    static let maximumLength = TemplateLimit.codeCharacters.most

    /// A letter of any script, then letters, digits, `_` and `-`.
    static func isUsable(_ text: some StringProtocol) -> Bool {
        guard let first = text.first, first.isLetter, text.count <= maximumLength else { return false }
        // One way to write each letter: the database compares bytes, Swift compares letters.
        guard text.unicodeScalars.count == text.count else { return false }
        return text.allSatisfy { $0.isLetter || $0.isWholeNumber && $0.isASCII || $0 == "_" || $0 == "-" }
    }
}
