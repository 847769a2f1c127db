import Exact

/// Cuts a text of the language into tokens.
struct Lexer {
    private let characters: [Character]
    private var offset = 0

    /// All tokens of a text, the last one its end.
    ///
    /// - Throws: the first ``Flaw``: a character that the language does not have, a text that does not end, a malformed number.
    static func tokens(of text: String) throws(Flaw) -> [Token] {
        let length = text.unicodeScalars.count
        guard length <= MeasureLimit.characters.most else {
            throw Flaw(
                offset: 0, reason: "the text has \(length) characters; \(MeasureLimit.characters.most) is the most")
        }
        var lexer = Lexer(characters: Array(text))
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private var current: Character? { offset < characters.count ? characters[offset] : nil }

    private mutating func next() throws(Flaw) -> Token {
        while let character = current, character.isWhitespace { offset += 1 }
        let start = offset
        let kind = try kind()
        return Token(kind: kind, range: start..<offset)
    }

    private mutating func kind() throws(Flaw) -> Token.Kind {
        guard let character = current else { return .end }
        if character.isNameStart { return word() }
        if character.isDigit || character == "." { return try number() }
        if character == "'" { return try text() }
        return .symbol(try symbol(character))
    }

    private mutating func word() -> Token.Kind {
        let name = take { $0.isNameStart || $0.isNumber }
        return Keyword(rawValue: name.lowercased()).map { .keyword($0) } ?? .name(name)
    }

    private mutating func number() throws(Flaw) -> Token.Kind {
        let start = offset
        let digits = take { $0.isDigit || $0 == "." }
        guard let value = BigDecimal(digits), current.map({ !$0.isNameStart }) ?? true else {
            let found = digits + take { $0.isNameStart || $0.isDigit }
            throw Flaw(
                offset: start,
                reason:
                    "\"\(found)\" is neither a number, which is digits such as 12 or 0.5, nor a name, which begins with a letter"
            )
        }
        let length = digits.count { $0.isDigit }
        guard length <= MeasureLimit.digits.most else {
            throw Flaw(
                offset: start, reason: "the number has \(length) digits; \(MeasureLimit.digits.most) is the most")
        }
        return .number(value)
    }

    /// A quote inside a text is written twice.
    private mutating func text() throws(Flaw) -> Token.Kind {
        let start = offset
        var text = ""
        repeat {
            offset += 1
            text += take { $0 != "'" }
            guard current != nil else {
                throw Flaw(offset: start, reason: "the text that begins here does not end; a text stands between two '")
            }
            offset += 1
            if current == "'" { text.append("'") }
        } while current == "'"
        guard !text.unicodeScalars.contains("\0") else {
            throw Flaw(
                offset: start, reason: "the text that begins here holds a NUL character, which no column can hold")
        }
        return .text(text)
    }

    private mutating func symbol(_ character: Character) throws(Flaw) -> Symbol {
        let pair = String(characters[offset..<min(offset + 2, characters.count)])
        if let instead = Self.insteadOf[pair] ?? Self.insteadOf[String(character)] {
            let found = Self.insteadOf[pair] == nil ? String(character) : pair
            throw Flaw(offset: offset, reason: "write \(instead) instead of \(found)")
        }
        guard let symbol = Symbol(rawValue: pair) ?? Symbol(rawValue: String(character)) else {
            throw Flaw(offset: offset, reason: "\"\(character)\" is no part of the language")
        }
        offset += symbol.rawValue.count
        return symbol
    }

    private mutating func take(while belongs: (Character) -> Bool) -> String {
        let start = offset
        while let character = current, belongs(character) { offset += 1 }
        return String(characters[start..<offset])
    }

    /// What other languages and Chinese keyboards write.
    private static let insteadOf = [
        "!=": "<>", "==": "=", "&&": "and", "||": "or", "\"": "'", "‘": "'", "’": "'", "“": "'", "”": "'", "（": "(",
        "）": ")", "，": ",", "、": ",", "＝": "=", "＜": "<", "＞": ">", "＋": "+", "－": "-", "×": "*", "÷": "/", "≤": "<=",
        "≥": ">=", "≠": "<>",
    ]
}

extension Character {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isNameStart: Bool { isLetter || self == "_" }
}
