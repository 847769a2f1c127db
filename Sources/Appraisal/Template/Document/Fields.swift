import Exact

/// One mapping of a template that is being read: gives out its values by key and takes down what is wrong with them.
///
/// A value that is nil although its key is required has been taken down.
struct Fields {
    let place: String
    private let node: TemplateNode
    private let log: ProblemLog

    /// Nil where it is no mapping.
    ///
    /// - Parameter keys: all that may stand here.
    init?(_ node: TemplateNode, at place: String, keys: [String], log: ProblemLog) {
        guard case .mapping(let entries) = node else {
            log.note("expected a mapping of \(keys.joined(separator: ", ")), found \(node.kind)", at: place)
            return nil
        }
        for entry in entries where !keys.contains(entry.key) {
            log.note("unknown key '\(entry.key)'; the keys here are \(keys.joined(separator: ", "))", at: place)
        }
        (self.node, self.place, self.log) = (node, place, log)
    }

    func has(_ key: String) -> Bool { node[key] != nil }

    /// The value of a key that must be there.
    func required(_ key: String) -> TemplateNode? {
        let value = node[key]
        if value == nil { log.note("the key '\(key)' is missing", at: place) }
        return value
    }

    /// - Parameter limit: how long it may be; nil where somebody else sees to that.
    func text(_ key: String, limit: TemplateLimit? = .nameCharacters) -> String? {
        required(key).flatMap { text($0, at: key, limit) }
    }

    func optionalText(_ key: String, limit: TemplateLimit? = .nameCharacters) -> String? {
        node[key].flatMap { text($0, at: key, limit) }
    }

    func code(_ key: String) -> String? {
        guard let text = text(key, limit: nil) else { return nil }
        guard Code.isUsable(text) else {
            note(Self.expectedCode(text), at: key)
            return nil
        }
        return text
    }

    /// That a text cannot be a code.
    static func expectedCode(_ text: String) -> String {
        "expected a letter, then letters, digits, _ and -, at most \(Code.maximumLength), found '\(text.prefix(100))'"
    }

    func number(_ key: String, _ rule: NumberRule) -> BigDecimal? {
        required(key).flatMap { number($0, rule, at: key) }
    }

    func optionalNumber(_ key: String, _ rule: NumberRule) -> BigDecimal? {
        node[key].flatMap { number($0, rule, at: key) }
    }

    func whole(_ key: String, from least: Int, limit: TemplateLimit? = nil) -> Int? {
        number(key, .whole(from: least, limit: limit)).flatMap { Int($0.normalized.description) }
    }

    func optionalWhole(_ key: String, from least: Int) -> Int? {
        optionalNumber(key, .whole(from: least)).flatMap { Int($0.normalized.description) }
    }

    func flag(_ key: String) -> Bool? {
        guard let value = node[key] else { return nil }
        switch value {
        case .scalar("true", quoted: false): return true
        case .scalar("false", quoted: false): return false
        default:
            note("expected true or false, found \(value.kind)", at: key)
            return nil
        }
    }

    /// One number, or a list of two: the number stands for both.
    func oneOrTwoNumbers(_ key: String, _ rule: NumberRule) -> (first: BigDecimal, last: BigDecimal, isOne: Bool)? {
        guard let value = required(key) else { return nil }
        guard case .sequence(let elements) = value else {
            return number(value, rule, at: key).map { ($0, $0, true) }
        }
        guard elements.count == 2 else {
            note("expected one number, or a list of two, found \(elements.count)", at: key)
            return nil
        }
        guard let first = number(elements[0], rule, at: key), let last = number(elements[1], rule, at: key) else {
            return nil
        }
        return (first, last, false)
    }

    /// The elements of a list that must be there and hold something.
    ///
    /// - Parameter limit: how many there may be; nil where they are counted elsewhere.
    func list(_ key: String, limit: TemplateLimit?) -> [TemplateNode]? {
        guard let elements = required(key).flatMap({ list($0, at: key, limit) }) else { return nil }
        if elements.isEmpty { note("the list is empty", at: key) }
        return elements.isEmpty ? nil : elements
    }

    /// The elements of a list; none where it is not there.
    func optionalList(_ key: String, limit: TemplateLimit?) -> [TemplateNode] {
        node[key].flatMap { list($0, at: key, limit) } ?? []
    }

    /// The texts of a list, each once.
    func texts(_ key: String, limit: TemplateLimit?) -> [String] {
        let texts = optionalList(key, limit: limit).compactMap { text($0, at: key, .nameCharacters) }
        var seen: Set<String> = []
        for text in texts where !seen.insert(text).inserted { note("'\(text)' is listed twice", at: key) }
        return texts
    }

    /// A text in both languages.
    func title() -> LocalizedText? {
        guard let node = required("title"),
            let fields = Fields(node, at: "\(place) title", keys: ["zh", "en"], log: log)
        else { return nil }
        return fields.bothLanguages(limit: .titleCharacters)
    }

    /// What it says under `zh` and `en`.
    func bothLanguages(limit: TemplateLimit) -> LocalizedText? {
        guard case let (zh?, en?) = (text("zh", limit: limit), text("en", limit: limit)) else { return nil }
        return LocalizedText(zh: zh, en: en)
    }

    /// Takes down what is wrong with the value of a key, or with the mapping itself.
    func note(_ reason: String, at key: String? = nil) {
        log.note(reason, at: key.map { "\(place) \($0)" } ?? place)
    }

    private func text(_ node: TemplateNode, at key: String, _ limit: TemplateLimit?) -> String? {
        guard let text = node.text, !text.allSatisfy(\.isWhitespace) else {
            note("expected a text, found \(node.kind)", at: key)
            return nil
        }
        if let problem = limit?.problem(with: text.unicodeScalars.count) { note(problem, at: key) }
        return text
    }

    private func number(_ node: TemplateNode, _ rule: NumberRule, at key: String) -> BigDecimal? {
        guard case .scalar(let text, quoted: false) = node, TemplateLimit.isNumeral(text) else {
            note("expected \(rule.expectation), found \(node.kind)", at: key)
            return nil
        }
        guard let number = TemplateLimit.number(text) else {
            note(
                "expected at most \(TemplateLimit.digits.most) digits before the point and \(TemplateLimit.fraction.most) "
                    + "behind it, found \(node.kind)",
                at: key)
            return nil
        }
        guard rule.allows(number) else {
            note("expected \(rule.expectation), found \(node.kind)", at: key)
            return nil
        }
        return number
    }

    private func list(_ node: TemplateNode, at key: String, _ limit: TemplateLimit?) -> [TemplateNode]? {
        guard case .sequence(let elements) = node else {
            note("expected a list, found \(node.kind)", at: key)
            return nil
        }
        if let problem = limit?.problem(with: elements.count) { note(problem, at: key) }
        return elements
    }
}
