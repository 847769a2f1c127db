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

    /// One for what has a title and no code yet.
    static func made(of title: String, besides taken: Set<String>) -> String {
        var code = ""
        for character in title.lowercased() {
            let isKept =
                character.unicodeScalars.count == 1
                && (character.isLetter || character.isASCII && character.isWholeNumber)
            if isKept { code.append(character) } else if !code.isEmpty, code.last != "_" { code.append("_") }
        }
        code = String(code.drop { !$0.isLetter }.prefix(50))
        while code.last == "_" { code.removeLast() }
        if code.isEmpty { code = "indicator" }
        var (name, number) = (code, 2)
        while taken.contains(name) {
            name = "\(code)_\(number)"
            number += 1
        }
        return name
    }
}
