extension SecondOpinion {
    /// Writes a text of the measure language as people write: capitals, blanks, line breaks and parentheses wherever they may stand.
    struct Spelling {
        var dice: Dice

        private static let words: Set<String> = [
            "and", "or", "not", "in", "is", "null", "true", "false", "period_start", "period_end", "coalesce", "abs",
            "least",
            "greatest", "hours", "minutes", "days", "elapsed", "working", "count", "share", "sum", "avg", "min", "max",
            "median",
            "percentile", "nps", "case", "when", "then", "else", "end", "like", "distinct", "weekday", "hour",
            "repeated_after",
        ]

        mutating func spelled(_ text: String) -> String {
            var written = ""
            for token in Self.tokens(of: text) {
                let piece = spelled(token: token)
                let isGlued = written.last.map { $0.isName } ?? false && piece.first?.isName ?? false
                written += (isGlued ? dice.pick([" ", "  ", "\n", "\t"]) : dice.pick(["", "", " ", "\n  "])) + piece
            }
            return dice.happens(25) ? dice.pick(["(\(written))", "( ( \(written)))"]) : written
        }

        private mutating func spelled(token: String) -> String {
            guard let first = token.first, first.isLetter else { return token }
            if Self.words.contains(token) {
                return dice.pick([token, token, token.uppercased(), token.prefix(1).uppercased() + token.dropFirst()])
            }
            return dice.happens(15) ? "( \(token))" : token
        }

        /// Names, numbers, texts and symbols, each for itself.
        private static func tokens(of text: String) -> [String] {
            var tokens: [String] = []
            var rest = Substring(text)
            while let first = rest.first {
                let length =
                    if first == "'" {
                        quoted(rest)
                    } else if first.isName {
                        rest.prefix { $0.isName }.count
                    } else {
                        ["<=", ">=", "<>"].contains(String(rest.prefix(2))) ? 2 : 1
                    }
                if first != " " { tokens.append(String(rest.prefix(length))) }
                rest = rest.dropFirst(length)
            }
            return tokens
        }

        /// How long the text is that begins here; a quotation mark in it is written twice.
        private static func quoted(_ text: Substring) -> Int {
            var length = 1
            while true {
                length += text.dropFirst(length).prefix { $0 != "'" }.count + 1
                guard text.dropFirst(length).first == "'" else { return length }
                length += 1
            }
        }
    }
}

extension Character {
    /// Whether it belongs to a name or a number.
    fileprivate var isName: Bool { isLetter || isNumber || self == "_" || self == "." }
}
