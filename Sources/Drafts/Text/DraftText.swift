import Imports

/// Text of a cell, in the forms in which it is understood and written.
enum DraftText {
    /// ASCII's letters, digits and marks, and one form of each comparison.
    static func plain(_ text: String) -> String {
        forms.reduce(text.halfWidth) { $0.replacing($1.written, with: $1.meant) }
    }

    private static let forms: [(written: String, meant: String)] = [
        ("=>", "→"), ("->", "→"), ("⇒", "→"), ("➔", "→"), ("➜", "→"), ("≧", "≥"), ("⩾", "≥"), (">=", "≥"), ("≦", "≤"),
        ("⩽", "≤"), ("=<", "≤"), ("<=", "≤"), ("–", "-"), ("—", "-"), ("−", "-"), ("―", "-"), ("~", "-"), ("〜", "-"),
        ("∼", "-"),
        // Word's hyphens, and the dash as wide as a digit.
        ("\u{2010}", "-"), ("\u{2011}", "-"), ("\u{2012}", "-"), ("\u{FE63}", "-"),
    ]

    /// On one line, and without what neither YAML nor a page can show.
    static func oneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isShown =
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
                default: scalar != "\u{FEFF}" && !scalar.properties.isWhitespace
                }
            if isShown { line.append(scalar) } else if line.last != " " { line.append(" ") }
        }
        return trimmed(String(line))
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(String(text))
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    /// Without the number that it has in its list: `一、`, `(2)`, `3.`, `①`.
    static func unnumbered(_ text: String) -> String {
        trimmed(
            text.replacing(
                #/^\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[、)]|[0-9]{1,2}\.(?![0-9])|[①-⑳])\s*/#,
                with: ""))
    }

    /// A text of YAML, in quotation marks.
    static func quoted(_ text: String) -> String {
        "\"\(oneLine(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    /// A name that a template can call something by: letters of any script, digits and `_`.
    ///
    /// - Returns: nil where no letter stands in it.
    static func code(of title: String) -> String? {
        var code = ""
        for character in DraftText.plain(title).lowercased() {
            let isKept =
                character.unicodeScalars.count == 1
                && (character.isLetter || character.isASCII && character.isWholeNumber)
            if isKept { code.append(character) } else if !code.isEmpty && code.last != "_" { code.append("_") }
        }
        while let first = code.first, !first.isLetter { code.removeFirst() }
        code = String(code.prefix(50))
        while code.last == "_" { code.removeLast() }
        return code.isEmpty ? nil : code
    }
}
