import Exact

/// Signs and marks of numbers in a text: which dash is a minus, and which comma divides thousands.
enum NumberSigns {
    /// The text with `⁻` for each minus, and without commas that divide thousands.
    ///
    /// - Parameter text: in the forms of ``DraftText/plain(_:)``, without blanks.
    /// - Returns: nil where it cannot be told what a dash or a comma means.
    static func marked(_ text: String) -> String? {
        guard let whole = withoutThousands(text) else { return nil }
        var marked = ""
        for (index, character) in zip(whole.indices, whole) {
            let next = whole[whole.index(after: index)...].first
            let isSign = character == "-" && next.map { $0 == "." || $0.isNumber } ?? false && standsFirst(marked)
            marked.append(isSign ? "⁻" : character)
        }
        // `-5--1` may end above 0 or below.
        return marked.contains("⁻") && marked.contains("--") ? nil : marked
    }

    /// Whether a number can begin behind this text; behind a digit or a word a dash divides.
    private static func standsFirst(_ before: String) -> Bool {
        guard let last = before.last else { return true }
        return "≥≤<>=:([,至到".contains(last) || leads.contains { before.hasSuffix($0) }
    }

    /// Words that lead to a number.
    private static let leads = [
        "大于等于", "不低于", "不少于", "不小于", "至少", "达到", "大于", "高于", "超过", "多于", "小于等于", "不高于", "不超过", "不大于", "不多于", "小于", "低于",
        "少于", "不足", "atleast", "than", "above", "over", "atmost", "upto", "within", "below", "under",
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
