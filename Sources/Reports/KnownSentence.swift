/// A sentence that is kept in English alone, and how it is said in Chinese.
package struct KnownSentence: Sendable {
    /// With % for each thing that it names.
    private let en: String
    /// With {0} for the first of these as it stands, and [0] where it is words that are said in Chinese too.
    private let zh: String

    package init(en: String, zh: String) {
        (self.en, self.zh) = (en, zh)
    }

    /// The Chinese of a text; nil where it is another sentence.
    ///
    /// - Parameter naming: how words among what it names are said.
    package func inChinese(_ text: String, naming: (String) -> String = { $0 }) -> String? {
        guard let parts = parts(of: text) else { return nil }
        // In one pass: what stands in a part is nothing to be replaced.
        return zh.replacing(/(\{|\[)([0-9])(?:\}|\])/) { place in
            guard let number = Int(place.output.2), parts.indices.contains(number) else {
                return String(place.output.0)
            }
            guard place.output.1 == "[" else { return parts[number] }
            let words = naming(parts[number])
            // Between Chinese and what is not stands a blank.
            let isSpaced =
                zh[..<place.range.lowerBound].last?.isLetter == true
                && words.first.map { $0.isASCII && ($0.isLetter || $0.isNumber) } == true
            return isSpaced ? " \(words)" : words
        }
    }

    /// The text as its reader says it; nil where it is another sentence.
    ///
    /// - Parameter naming: how what it names is said, where it has other names.
    package func said(_ text: String, in language: Language, naming: (String) -> String) -> String? {
        guard language == .en else { return inChinese(text, naming: naming) }
        guard let parts = parts(of: text) else { return nil }
        let named = parts.enumerated().map { zh.contains("[\($0.offset)]") ? naming($0.element) : $0.element }
        let pieces = en.split(separator: "%", omittingEmptySubsequences: false)
        return zip(pieces, named + [""]).map { "\($0)\($1)" }.joined()
    }

    /// The texts that stand for `%`; nil where it does not match.
    private func parts(of text: String) -> [String]? {
        let pieces = en.split(separator: "%", omittingEmptySubsequences: false).map { String($0) }
        var rest = text[...]
        var parts: [String] = []
        guard let head = pieces.first, rest.hasPrefix(head) else { return nil }
        rest = rest.dropFirst(head.count)
        for piece in pieces.dropFirst() {
            guard let end = piece.isEmpty ? rest.endIndex : rest.firstRange(of: piece)?.lowerBound else { return nil }
            parts.append(String(rest[..<end]))
            rest = rest[end...].dropFirst(piece.count)
        }
        return rest.isEmpty ? parts : nil
    }
}

extension Sequence<KnownSentence> {
    /// The Chinese of a text, by the first sentence that it is; nil where it is none of them.
    ///
    /// - Parameter naming: how words among what it names are said.
    package func inChinese(_ text: String, naming: (String) -> String = { $0 }) -> String? {
        for sentence in self {
            if let said = sentence.inChinese(text, naming: naming) { return said }
        }
        return nil
    }
}
