import Yams

extension TemplateNode {
    init(yaml text: String) throws(Unreadable) {
        guard text.utf8.count <= TemplateLimit.bytes.most else {
            throw Unreadable(reason: "longer than \(TemplateLimit.bytes.most) bytes")
        }
        guard
            !text.contains(#/(?:^|[\s\[{,:?-])&[A-Za-z0-9_-]/#)
                || text.matches(of: #/[\s\[{,:?-]\*[A-Za-z0-9_-]/#).count <= TemplateLimit.aliases.most
        else { throw Unreadable(reason: "more than \(TemplateLimit.aliases.most) aliases; write the values out") }
        let composed: Node?
        do {
            composed = try compose(yaml: text.joiningSurrogates, .basic)
        } catch let error as YamlError {
            throw Unreadable(reason: error.sentence)
        } catch {
            throw Unreadable(reason: "not readable as YAML")
        }
        guard let composed else { throw Unreadable(reason: "empty") }
        var budget = TemplateLimit.values.most
        try self.init(composed, depth: 0, budget: &budget)
    }

    /// Aliases are written out here, so what they multiply is counted here.
    private init(_ node: Node, depth: Int, budget: inout Int) throws(Unreadable) {
        budget -= 1
        guard budget >= 0 else { throw Unreadable(reason: "more than \(TemplateLimit.values.most) values") }
        guard depth <= TemplateLimit.depth.most else {
            throw Unreadable(reason: "nested deeper than \(TemplateLimit.depth.most) levels")
        }
        switch node {
        case .scalar(let scalar):
            self = .scalar(try scalar.printableText, quoted: scalar.style != .plain)
        case .sequence(let sequence):
            var elements: [TemplateNode] = []
            for element in sequence {
                elements.append(try TemplateNode(element, depth: depth + 1, budget: &budget))
            }
            self = .sequence(elements)
        case .mapping(let mapping):
            var entries: [Entry] = []
            var line: Int?
            for (key, value) in mapping {
                guard case .scalar(let key) = key else {
                    throw Unreadable(reason: "\(mapping.mark.place)a key is a text, not a list or a mapping")
                }
                let entry = Entry(
                    key: try key.printableText, value: try TemplateNode(value, depth: depth + 1, budget: &budget))
                if let last = entries.last, line == key.mark?.line, let joined = last.joined(by: entry) {
                    entries[entries.count - 1] = joined
                } else {
                    entries.append(entry)
                }
                line = value.scalar?.mark?.line
            }
            self = .mapping(entries)
        case .alias:
            throw Unreadable(reason: "an alias that names nothing")
        }
    }
}

extension TemplateNode.Entry {
    /// One text again out of `en: Service desk, measured` in braces, where YAML reads `measured` as a key without a value.
    ///
    /// - Parameter next: the entry that follows on the same line.
    fileprivate func joined(by next: TemplateNode.Entry) -> TemplateNode.Entry? {
        guard case .scalar(let text, quoted: false) = value, next.value == .scalar("", quoted: false) else {
            return nil
        }
        return TemplateNode.Entry(key: key, value: .scalar("\(text), \(next.key)", quoted: false))
    }
}

extension Node.Scalar {
    /// The text; line breaks and tabs are the only control characters that `jsonb` and a reader of the template can take.
    fileprivate var printableText: String {
        get throws(Unreadable) {
            let isControl = { (scalar: Unicode.Scalar) in
                scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
            }
            guard !string.unicodeScalars.contains(where: isControl) else {
                throw Unreadable(reason: "\(mark.place)a text holds a control character")
            }
            return string
        }
    }
}

extension Mark? {
    /// Begins a sentence.
    fileprivate var place: String { map { "line \($0.line), column \($0.column): " } ?? "" }
}

extension String {
    /// The same JSON with each surrogate pair as one escape: JSON writes `\ud83d\ude00`, which the YAML parser refuses,
    /// where YAML writes `\U0001f600`.
    fileprivate var joiningSurrogates: String {
        guard first(where: { !$0.isWhitespace }) == "{" else { return self }
        // Every escape is matched, so that `\\ud83d` is seen as an escaped backslash before five letters.
        let escape = #/\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)/#
        return replacing(escape.matchingSemantics(.unicodeScalar)) { match in
            guard let high = match.1.flatMap({ Int($0, radix: 16) }), let low = match.2.flatMap({ Int($0, radix: 16) })
            else { return String(match.0) }
            let digits = String(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), radix: 16)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
    }
}

extension YamlError {
    fileprivate var sentence: String {
        switch self {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            Mark?(mark).place + problem
        case .reader(let problem, _, _, _):
            problem
        case .duplicatedKeysInMapping(let keys, let context):
            Mark?(context.mark).place + "the key '\(keys.joined(separator: "', '"))' is written twice"
        default:
            "not readable as YAML"
        }
    }
}
