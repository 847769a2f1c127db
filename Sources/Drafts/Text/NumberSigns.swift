import Exact

/// Signs and marks of numbers in a text: which dash is a minus, and which comma divides thousands.
enum NumberSigns {
    /// The text without blanks, with `⁻` for each minus, and without commas that divide thousands.
    ///
    /// - Parameter text: in the forms of ``DraftText/plain(_:)`` and in small letters, with its blanks: by them words are told apart.
    /// - Throws: where it cannot be told what one of them means.
    static func marked(_ text: String) throws(Doubt) -> String {
        // In round brackets `1,500` is a number, or what lies between two.
        if text.contains(#/\((?:[^\[\]()]*[^0-9.,\[\]()])?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])[^\[\]()]*\)/#) {
            throw .comma
        }
        let whole = withoutThousands(try signed(text).filter { !$0.isWhitespace })
        guard let whole else { throw .comma }
        return whole
    }

    enum Doubt: Error {
        case dash, comma
    }

    /// With `⁻` for each dash that a number begins with.
    private static func signed(_ text: String) throws(Doubt) -> String {
        var signed = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            guard character == "-", let next = rest.first(where: { $0 != "-" && !$0.isWhitespace }),
                next == "." || next.isNumber
            else {
                signed.append(character)
                continue
            }
            // `0--5` may end above 0 or below.
            guard rest.first(where: { !$0.isWhitespace }) != "-" else { throw .dash }
            let before = DraftText.trimmed(signed)
            if standsFirst(before) {
                signed.append("⁻")
            } else if before.contains(endsInNumber) {
                signed.append("-")
            } else {
                // `增长-5%` is a growth below 0, or a word and what it stands for.
                throw .dash
            }
        }
        return signed
    }

    /// Whether a number can begin behind this text.
    private static func standsFirst(_ before: String) -> Bool {
        guard let last = before.last else { return true }
        if marks.contains(last) || leads.contains(where: { before.hasSuffix($0) }) { return true }
        if "为是".contains(last) { return !others.contains { before.hasSuffix($0) } }
        if "至到从在约".contains(last) {
            // Else it is the end of a word: `迟到-3次`.
            let head = DraftText.trimmed(before.dropLast())
            return head.last.map { marks.contains($0) || head.contains(endsInNumber) } ?? true
        }
        let word = before.reversed().prefix { $0.isASCII && $0.isLetter }
        return words.contains(String(word.reversed()))
    }

    /// A number with what it counts: behind it a dash divides.
    private static var endsInNumber: Regex<Substring> {
        #/[0-9]\s*(?:%|[a-z]+|[个工作小时分钟天日次件单起]+)?\s*(?:\(含\))?$/#
    }

    private static let marks: Set<Character> = ["≥", "≤", "<", ">", "=", ":", "(", "[", ",", ";", "→"]

    /// What leads to a number.
    private static let leads = [
        "大于", "小于", "高于", "低于", "等于", "多于", "少于", "介于", "不足", "至少", "至多", "最少", "最多", "达到", "超过", "降到", "降至", "升到",
        "升至",
    ]

    /// What ends as a word that leads to a number does, and is another.
    private static let others = ["行为", "认为", "作为", "因为", "于是", "但是"]

    private static let words: Set<String> = [
        "to", "upto", "from", "between", "of", "is", "are", "was", "equals", "equal", "about", "only", "least", "most",
        "atleast", "atmost", "than", "above", "over", "below", "under", "within", "by", "at",
    ]

    /// `1,000` is a thousand; in brackets a comma may divide two numbers.
    private static func withoutThousands(_ text: String) -> String? {
        guard !text.contains(#/[\[(][^\])]*,[^\])]*[\])]/#) else { return text }
        let joined = text.replacing(#/[0-9]+(?:,[0-9]{3})+(?![0-9,])/#) { found -> String in
            let number = String(found.output)
            let head = number.prefix { $0 != "," }
            return head.count <= 3 && head.first != "0" ? number.replacing(",", with: "") : number
        }
        return joined.contains(#/[0-9],[0-9]/#) ? nil : joined
    }

    /// A number as ``marked(_:)`` leaves it: `⁻10`, `.5`.
    static func number(_ text: Substring) -> BigDecimal? {
        let isNegative = text.hasPrefix("⁻")
        let digits = String(isNegative ? text.dropFirst() : text)
        guard let number = BigDecimal(digits.hasPrefix(".") ? "0\(digits)" : digits) else { return nil }
        return isNegative ? -number : number
    }
}
